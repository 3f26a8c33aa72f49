// The parts of a theme that applications never ask for: colour tables, QPalette, style sheet.
#pragma once

#include <QPalette>
#include <QString>

#include "widgets/theme/theme.h"

namespace ld3m::widgets {

const ThemeColours& themeColours(bool dark);
QPalette themePalette(const ThemeColours& colours);
/// resources/themes/workbench.qss with its @names replaced by the colours.
QString themeStyleSheet(const ThemeColours& colours);

} // namespace ld3m::widgets
