// What stands above a sheet that is compared: the colour of its run and its name.
#pragma once

#include <QColor>
#include <QLabel>

namespace ld3m::widgets {

/// Rich text that takes the name literally.
QString sheetCaption(const QColor& color, const QString& name, bool strong = false);
/// A label for it; long names are cut rather than widening the window.
QLabel* sheetCaptionLabel(QWidget* parent, Qt::Alignment side = Qt::AlignLeft);

} // namespace ld3m::widgets
