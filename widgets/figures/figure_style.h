// How a figure is set: size, fonts, lines, legend. One value for plots and image sheets, window and command
// line.
#pragma once

#include <QFont>
#include <QSizeF>
#include <QString>
#include <QStringList>

#include <optional>

namespace ld3m::widgets {

/// automatic: the corner inside the axes that covers the fewest points.
enum class LegendPlace { automatic, topLeft, topRight, bottomLeft, bottomRight, above, none };

struct FigureStyle {
    double width = 3.25;  ///< inches
    double height = 0;    ///< inches; 0: what suits the width
    QString family;       ///< of the font; empty: the program's
    double fontSize = 8;  ///< points, of axis titles and names; tick labels are a little smaller
    double lineWidth = 1; ///< points
    LegendPlace legend = LegendPlace::automatic;
    bool grid = true;
    bool title = false;            ///< papers have a caption instead
    std::optional<QString> xTitle; ///< instead of the plot's own
    std::optional<QString> yTitle;
    int dpi = 300; ///< of PNG files
};

/// Column widths of the field's conferences: 3.25 and 6.75 inches (83 and 171 mm).
FigureStyle oneColumnStyle();
FigureStyle twoColumnStyle();

/// Width and height in inches, for a plot.
QSizeF plotSize(const FigureStyle& style);
/// Sizes that can be printed and read: nothing outside of 1 to 20 inches, 4 to 40 points, 0.1 to 10 points,
/// 50 to 1200 dpi. Empty, or the sentence that says what is wrong.
QString problemOf(const FigureStyle& style);

/// `share` of the style's font size, in units of a figure (figure_writer.h).
QFont figureFont(const FigureStyle& style, double share = 1);

/// "automatic", "top-left", ... in the order of LegendPlace.
QStringList legendPlaceNames();

} // namespace ld3m::widgets
