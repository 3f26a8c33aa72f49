#include "widgets/figures/curve_figure.h"

#include <algorithm>
#include <functional>

#include "core/base/csv_cell.h"

namespace ld3m::widgets {
namespace {

using Line = CurveSeries::Line;

QByteArray cell(const QString& text) {
    return QByteArray::fromStdString(base::csvCell(text.toStdString()));
}

QByteArray cell(double number) {
    return QByteArray::fromStdString(base::csvCell(number));
}

struct Column {
    QString name;
    const CurveSeries* points;
    std::function<double(std::size_t)> number; ///< of point i
    std::size_t next = 0;
};

std::vector<Column> columnsOf(const CurveFigure& figure) {
    std::vector<Column> columns;
    for (const CurveFigure::Curve& curve : figure.curves) {
        const CurveSeries& points = curve.points;
        columns.push_back({curve.name, &points, [&](std::size_t i) { return points.y(Line::raw, i); }});
        if (points.hasDeviation())
            columns.push_back({curve.name + " deviation", &points, [&](std::size_t i) {
                                   return points.y(Line::upper, i) - points.y(Line::raw, i);
                               }});
        if (figure.smoothing > 0 && !curve.dashed)
            columns.push_back({curve.name + " smoothed", &points,
                               [&](std::size_t i) { return points.y(Line::smooth, i); }});
    }
    return columns;
}

std::vector<double> everyX(const CurveFigure& figure) {
    std::vector<double> all;
    for (const CurveFigure::Curve& curve : figure.curves)
        for (std::size_t i = 0; i < curve.points.size(); ++i)
            all.push_back(curve.points.x(i));
    std::ranges::sort(all);
    all.erase(std::unique(all.begin(), all.end()), all.end());
    return all;
}

/// What the column has at x, which comes to it in rising order.
QByteArray cellAt(Column& column, double x) {
    if (column.next == column.points->size() || column.points->x(column.next) != x)
        return {};
    return cell(column.number(column.next++));
}

} // namespace

CurveFigure::Curve& CurveFigure::curve(const QString& name, int color) {
    const auto known = std::ranges::find(curves, name, &Curve::name);
    if (known != curves.end())
        return *known;
    Curve& added = curves.emplace_back(Curve{.name = name, .color = color});
    added.points.setSmoothing(smoothing);
    return added;
}

bool CurveFigure::hasPoints() const {
    return std::ranges::any_of(curves, [](const Curve& curve) { return curve.points.size() > 0; });
}

QByteArray toCsv(const CurveFigure& figure) {
    std::vector<Column> columns = columnsOf(figure);
    QByteArray csv = cell(figure.xLabel.isEmpty() ? QString("x") : figure.xLabel);
    for (const Column& column : columns)
        csv += ',' + cell(column.name);
    for (const double x : everyX(figure)) {
        csv += '\n' + cell(x);
        for (Column& column : columns)
            csv += ',' + cellAt(column, x);
    }
    return csv + '\n';
}

} // namespace ld3m::widgets
