#include "widgets/figures/figure.h"

namespace ld3m::widgets {

QImage imageOf(const Figure& figure, const FigureStyle& style, int dpi) {
    return figureImage(figure.inches(style), dpi, figure.picture(style));
}

QString save(const Figure& figure, const FigureStyle& style, const QString& path) {
    if (figure.numbers && figureSuffix(path) == "csv")
        return writeWhole(path, figure.numbers());
    if (const QString problem = problemOf(style); !problem.isEmpty())
        return problem;
    return writeFigure(path, figure.inches(style), style.dpi, figure.picture(style));
}

QStringList suffixesOf(const Figure& figure) {
    QStringList suffixes{"pdf", "svg", "png"};
    if (figure.numbers)
        suffixes.append("csv");
    return suffixes;
}

} // namespace ld3m::widgets
