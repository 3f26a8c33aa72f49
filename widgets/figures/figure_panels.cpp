#include "widgets/figures/figure_panels.h"

#include <algorithm>
#include <memory>

#include "widgets/plots/custom_plot.h"

namespace ld3m::widgets {
namespace {

constexpr double kGap = 0.08; ///< inches

bool beside(const FigureStyle& style) {
    return style.width >= kSideBySide;
}

FigureStyle panelStyle(FigureStyle style, std::size_t panels) {
    const double gaps = double(panels - 1) * kGap;
    if (beside(style))
        style.width = (style.width - gaps) / double(panels);
    else if (style.height > 0)
        style.height = (style.height - gaps) / double(panels);
    return style;
}

QSizeF sizeOf(const std::vector<Figure>& figures, const FigureStyle& style) {
    const FigureStyle panel = panelStyle(style, figures.size());
    QSizeF all(style.width, 0);
    for (const Figure& figure : figures) {
        const double height = figure.inches(panel).height();
        all.setHeight(beside(style) ? std::max(all.height(), height)
                                    : all.height() + height + (all.height() > 0 ? kGap : 0));
    }
    return all;
}

DrawFigure pictureOf(const std::vector<Figure>& figures, const FigureStyle& style) {
    const FigureStyle panel = panelStyle(style, figures.size());
    std::vector<std::pair<QPointF, DrawFigure>> parts;
    QPointF place;
    for (const Figure& figure : figures) {
        parts.emplace_back(place * kUnitsPerInch, figure.picture(panel));
        const QSizeF size = figure.inches(panel);
        place += beside(style) ? QPointF(size.width() + kGap, 0) : QPointF(0, size.height() + kGap);
    }
    return [parts](QCPPainter& painter) {
        for (const auto& [at, draw] : parts) {
            painter.save();
            painter.translate(at);
            draw(painter);
            painter.restore();
        }
    };
}

} // namespace

Figure panelsOf(std::vector<Figure> figures) {
    if (figures.size() == 1)
        return figures.front();
    const auto parts = std::make_shared<std::vector<Figure>>(std::move(figures));
    Figure whole{.title = parts->front().title, .hasAxes = true, .xTitle = parts->front().xTitle};
    whole.inches = [parts](const FigureStyle& style) { return sizeOf(*parts, style); };
    whole.picture = [parts](const FigureStyle& style) { return pictureOf(*parts, style); };
    whole.numbers = [parts] {
        QByteArray all;
        for (const Figure& figure : *parts)
            all += (all.isEmpty() ? "" : "\n") + (figure.numbers ? figure.numbers() : QByteArray());
        return all;
    };
    return whole;
}

} // namespace ld3m::widgets
