#include "widgets/figures/figure_style.h"

#include <QCoreApplication>
#include <QGuiApplication>

#include <algorithm>

#include "widgets/figures/figure_writer.h"

namespace ld3m::widgets {
namespace {

constexpr double kOneColumn = 3.25;
constexpr double kTwoColumns = 6.75;
constexpr double kTallShare = 0.66; ///< height of a plot by its width ...
constexpr double kTallest = 3;      ///< ... up to so many inches

bool within(double number, double least, double most) {
    return number >= least && number <= most;
}

} // namespace

FigureStyle oneColumnStyle() {
    FigureStyle style;
    style.width = kOneColumn;
    return style;
}

FigureStyle twoColumnStyle() {
    FigureStyle style;
    style.width = kTwoColumns;
    return style;
}

QSizeF plotSize(const FigureStyle& style) {
    return {style.width, style.height > 0 ? style.height : std::min(style.width * kTallShare, kTallest)};
}

QString problemOf(const FigureStyle& style) {
    const QSizeF size = plotSize(style);
    if (!within(size.width(), 1, 20) || !within(size.height(), 1, 20))
        return QCoreApplication::translate("FigureStyle",
                                           "A figure is 1 to 20 inches wide and high, not %1 x %2.")
            .arg(size.width())
            .arg(size.height());
    if (!within(style.fontSize, 4, 40))
        return QCoreApplication::translate("FigureStyle", "The font of a figure has 4 to 40 points, not %1.")
            .arg(style.fontSize);
    if (!within(style.lineWidth, 0.1, 10))
        return QCoreApplication::translate("FigureStyle",
                                           "Lines of a figure are 0.1 to 10 points wide, not %1.")
            .arg(style.lineWidth);
    if (!within(style.dpi, 50, 1200))
        return QCoreApplication::translate("FigureStyle", "A picture has 50 to 1200 dpi, not %1.")
            .arg(style.dpi);
    return {};
}

QFont figureFont(const FigureStyle& style, double share) {
    QFont font = QGuiApplication::font();
    if (!style.family.isEmpty())
        font = QFont(style.family);
    // Pixels of the figure's own fine grid: no screen's resolution has a say in what the figure looks like.
    font.setPixelSize(std::max(1, qRound(style.fontSize * share * kUnitsPerPoint)));
    font.setHintingPreference(QFont::PreferNoHinting);
    return font;
}

QStringList legendPlaceNames() {
    return {"automatic", "top-left", "top-right", "bottom-left", "bottom-right", "above", "none"};
}

} // namespace ld3m::widgets
