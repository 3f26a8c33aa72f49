// One image, large, with what is known about it.
#pragma once

#include <QImage>
#include <QList>
#include <QPair>
#include <QWidget>

#include "core/reports/image_sheet.h"

class QGridLayout;
class QLabel;

namespace ld3m::widgets {

class ImageCanvas;

class ImageInspector : public QWidget {
    Q_OBJECT

public:
    explicit ImageInspector(QWidget* parent = nullptr);

    /// Shows image k of a class; outside the sheet it shows the empty state.
    void setImage(const reports::ImageSheet& sheet, std::int64_t label, std::int64_t k);
    void clear();
    void setEmptyText(const QString& text);
    void setSmooth(bool smooth);
    /// More lines under size, minimum, maximum and mean: {"‖Z‖", "14.32"}.
    void setDetails(const QList<QPair<QString, QString>>& details);

    QString title() const; ///< "cat · 2 of 5"
    /// Value of a shown line by its name ("mean", "‖Z‖"); empty when there is none.
    QString detail(const QString& name) const;
    /// A copy of the shown image, for clipboard and export; null in the empty state.
    QImage image() const;

Q_SIGNALS:
    void hovered(const QString& text); ///< "(12, 7) · 183 120 64"

private:
    void fillRows();

    ImageCanvas* m_canvas;
    QLabel* m_title;
    QGridLayout* m_grid;
    QList<QPair<QString, QString>> m_statistics;
    QList<QPair<QString, QString>> m_details;
};

} // namespace ld3m::widgets
