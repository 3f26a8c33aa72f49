// Up to eight sheets of images beside each other, at one place and one zoom: as many runs as can be told
// apart by colour.
#pragma once

#include <QWidget>

#include <array>
#include <vector>

#include "core/reports/image_sheet.h"

class QGridLayout;
class QLabel;

namespace ld3m::widgets {

class ImageSheetView;
class SheetBar;
class SheetLock;

/// Tiled so that each sheet has as much room as possible; the keys and the mouse are those of ImageSheetView.
class SheetGrid : public QWidget {
    Q_OBJECT

public:
    static constexpr int kMostSheets = 8;

    struct Named {
        QString name;
        int color = 0; ///< see seriesColor
        reports::ImageSheet sheet;
    };

    explicit SheetGrid(QWidget* parent = nullptr);

    /// Shows the first kMostSheets of these; none: the empty text. Zoom, filter, pins and selection stay.
    void setSheets(const std::vector<Named>& sheets);
    void setEmptyText(const QString& text);
    /// Of the sheets that are shown, in order.
    QList<ImageSheetView*> views() const;
    /// Filter and mapping of all sheets; to be put where there is room for it.
    SheetBar* bar() const { return m_bar; }
    /// How many stand beside each other.
    int columns() const { return m_columns; }

Q_SIGNALS:
    void hovered(const QString& text); ///< see ImageSheetView

protected:
    void resizeEvent(QResizeEvent* event) override;
    void changeEvent(QEvent* event) override;

private:
    struct Cell {
        QWidget* whole = nullptr;
        QLabel* name = nullptr;
        ImageSheetView* view = nullptr;
    };
    void addCell(std::size_t place);
    void arrange();
    void showNames();

    std::array<Cell, kMostSheets> m_cells{};
    std::vector<std::pair<QString, int>> m_names; ///< and colours, of the sheets that are shown
    QLabel* m_empty;
    QWidget* m_field;
    QGridLayout* m_grid;
    SheetLock* m_lock;
    SheetBar* m_bar;
    int m_columns = 0;
};

/// In how many columns `count` things of equal size are largest in `room`: the fewest empty places where
/// that is a draw.
int columnsFor(int count, QSize room);

} // namespace ld3m::widgets
