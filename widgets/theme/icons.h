// The program's own stroke icons, tinted to the palette.
#pragma once

#include <QColor>
#include <QIcon>
#include <QStringList>

class QPalette;

namespace ld3m::widgets {

/// Names for icon(): "run", "pause", "step", "stop", "branch", "twin", "live", ... (resources/icons/*.svg).
QStringList iconNames();

/// Follows the application's palette for ever, theme changes included. An unknown name gives a null icon.
QIcon icon(const QString& name);
/// In the text colour of this palette.
QIcon icon(const QString& name, const QPalette& palette);
/// In one colour.
QIcon icon(const QString& name, const QColor& color);

} // namespace ld3m::widgets
