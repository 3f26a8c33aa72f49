// Above a sheet of images: which classes are shown, in which order, and how levels are drawn.
#pragma once

#include <QList>
#include <QWidget>

class QLabel;
class QLineEdit;
class QMenu;
class QToolButton;

namespace ld3m::widgets {

class ImageSheetView;

/// Drives one view, or several alike. "Changed most" is asked for by changedMostWanted(): what to compare
/// with is not the view's to know; several views have label order only.
class SheetBar : public QWidget {
    Q_OBJECT

public:
    explicit SheetBar(ImageSheetView& view, QWidget* parent = nullptr);
    /// At least one; what the bar says is said of the first.
    explicit SheetBar(const QList<ImageSheetView*>& views, QWidget* parent = nullptr);

    QLineEdit* search() const { return m_search; }
    QMenu* mappings() const;
    QMenu* orders() const;

Q_SIGNALS:
    void changedMostWanted();

private:
    void buildMappings();
    void buildOrders();
    void showCount();
    ImageSheetView& first() const { return *m_views.front(); }
    bool eventFilter(QObject* watched, QEvent* event) override;

    QList<ImageSheetView*> m_views;
    QLineEdit* m_search;
    QLabel* m_count;
    QToolButton* m_order;
    QToolButton* m_mapping;
};

} // namespace ld3m::widgets
