#include "widgets/plots/curve_series.h"

#include <algorithm>
#include <cmath>
#include <limits>

namespace ld3m::widgets {
namespace {

constexpr double kGap = std::numeric_limits<double>::quiet_NaN();
constexpr int kKept = 4; ///< points that a pixel column holds as they are

/// x where a pixel column begins.
double edge(const CurveSeries::View& view, int column) {
    const double share = static_cast<double>(column) / std::max(1, view.pixels);
    return view.logX && view.lower > 0 ? view.lower * std::pow(view.upper / view.lower, share)
                                       : view.lower + (view.upper - view.lower) * share;
}

} // namespace

void CurveSeries::append(const std::vector<double>& x, const std::vector<double>& y,
                         const std::vector<double>& deviation) {
    const std::size_t count = std::min(x.size(), y.size());
    if (count == 0)
        return;
    const auto kept = std::lower_bound(m_x.begin(), m_x.end(), x.front()) - m_x.begin();
    const auto first = static_cast<std::size_t>(kept);
    for (auto* column : {&m_x, &m_y, &m_deviation, &m_smooth, &m_sum, &m_mass})
        column->resize(first);
    m_x.insert(m_x.end(), x.begin(), x.begin() + static_cast<std::ptrdiff_t>(count));
    m_y.insert(m_y.end(), y.begin(), y.begin() + static_cast<std::ptrdiff_t>(count));
    for (std::size_t i = 0; i < count; ++i)
        m_deviation.push_back(i < deviation.size() ? deviation[i] : kGap);
    m_hasDeviation = m_hasDeviation || !deviation.empty();
    smoothFrom(first);
}

void CurveSeries::clear() {
    *this = [this] {
        CurveSeries fresh;
        fresh.m_weight = m_weight;
        return fresh;
    }();
}

void CurveSeries::setSmoothing(double weight) {
    m_weight = std::clamp(weight, 0.0, 0.9999);
    smoothFrom(0);
}

void CurveSeries::smoothFrom(std::size_t first) {
    for (auto* column : {&m_smooth, &m_sum, &m_mass})
        column->resize(m_y.size());
    double sum = first == 0 ? 0 : m_sum[first - 1];
    double mass = first == 0 ? 0 : m_mass[first - 1];
    for (std::size_t i = first; i < m_y.size(); ++i) {
        const bool finite = std::isfinite(m_y[i]);
        if (finite) {
            sum = m_weight * sum + (1 - m_weight) * m_y[i];
            mass = m_weight * mass + (1 - m_weight);
        }
        m_sum[i] = sum;
        m_mass[i] = mass;
        m_smooth[i] = finite ? sum / mass : kGap;
    }
    m_rawBlocks.update(m_y, first);
    m_smoothBlocks.update(m_smooth, first);
}

double CurveSeries::y(Line line, std::size_t i) const {
    switch (line) {
    case Line::raw:
        return m_y[i];
    case Line::smooth:
        return m_smooth[i];
    case Line::lower:
        return m_y[i] - m_deviation[i];
    case Line::upper:
        return m_y[i] + m_deviation[i];
    }
    return kGap;
}

std::optional<std::size_t> CurveSeries::nearest(double x) const {
    if (m_x.empty())
        return std::nullopt;
    const auto right = static_cast<std::size_t>(std::lower_bound(m_x.begin(), m_x.end(), x) - m_x.begin());
    if (right == 0)
        return 0;
    if (right == m_x.size() || x - m_x[right - 1] <= m_x[right] - x)
        return right - 1;
    return right;
}

std::optional<std::pair<double, double>> CurveSeries::extent() const {
    if (m_x.empty())
        return std::nullopt;
    return std::pair(m_x.front(), m_x.back());
}

std::pair<std::size_t, std::size_t> CurveSeries::around(double lower, double upper) const {
    auto first = std::lower_bound(m_x.begin(), m_x.end(), lower);
    auto last = std::upper_bound(first, m_x.end(), upper);
    if (first != m_x.begin())
        --first;
    if (last != m_x.end())
        ++last;
    return {static_cast<std::size_t>(first - m_x.begin()), static_cast<std::size_t>(last - m_x.begin())};
}

ExtremeBlocks::Extremes CurveSeries::extremes(Line line, std::size_t begin, std::size_t end,
                                              bool positive) const {
    if (line == Line::raw)
        return m_rawBlocks.of(m_y, begin, end, positive);
    if (line == Line::smooth)
        return m_smoothBlocks.of(m_smooth, begin, end, positive);
    ExtremeBlocks::Extremes found; // only evaluations have deviations: some hundred points
    for (std::size_t i = begin; i < end; ++i) {
        const double value = y(line, i);
        if (!std::isfinite(value) || (positive && value <= 0)) {
            found.gap = true;
            continue;
        }
        if (!found.any() || value < y(line, found.lowest))
            found.lowest = i;
        if (found.highest == found.kNone || value > y(line, found.highest))
            found.highest = i;
    }
    return found;
}

std::optional<std::pair<double, double>> CurveSeries::span(Line line, double lower, double upper,
                                                           bool positive) const {
    if (!m_hasDeviation && (line == Line::lower || line == Line::upper))
        return std::nullopt; // all NaN: not worth looking at a million of them
    const auto begin = std::lower_bound(m_x.begin(), m_x.end(), lower);
    const auto end = std::upper_bound(begin, m_x.end(), upper);
    const auto found = extremes(line, static_cast<std::size_t>(begin - m_x.begin()),
                                static_cast<std::size_t>(end - m_x.begin()), positive);
    if (!found.any())
        return std::nullopt;
    return std::pair(y(line, found.lowest), y(line, found.highest));
}

std::vector<CurveSeries::Point> CurveSeries::thinned(Line line, const View& view) const {
    const auto shown = [&](std::size_t i) {
        const double value = y(line, i);
        return std::isfinite(value) && (!view.logY || value > 0) ? value : kGap;
    };
    const auto index = [this](auto at) { return static_cast<std::size_t>(at - m_x.begin()); };
    const auto [first, last] = around(view.lower, view.upper);
    const int columns = std::max(1, view.pixels);
    std::vector<Point> points;
    const auto keepAll = [&](std::size_t begin, std::size_t end) {
        for (std::size_t i = begin; i < end; ++i)
            points.push_back({m_x[i], shown(i)});
    };
    const auto keepExtremes = [&](std::size_t begin, std::size_t end) {
        const ExtremeBlocks::Extremes found = extremes(line, begin, end, view.logY);
        if (found.any()) {
            const auto [left, right] = std::minmax(found.lowest, found.highest);
            keepAll(left, left + 1);
            if (left != right)
                keepAll(right, right + 1);
        }
        if (found.gap)
            points.push_back({m_x[end - 1], kGap});
    };
    if (last - first <= static_cast<std::size_t>(kKept * columns)) {
        keepAll(first, last);
        return points;
    }
    points.reserve(static_cast<std::size_t>(kKept * columns + 2));
    const auto innerEnd = index(std::upper_bound(m_x.begin(), m_x.end(), view.upper));
    std::size_t begin = index(std::lower_bound(m_x.begin(), m_x.end(), view.lower));
    keepAll(first, begin);
    for (int column = 1; column <= columns; ++column) {
        std::size_t end = innerEnd;
        if (column < columns)
            end = std::clamp(index(std::lower_bound(m_x.begin(), m_x.end(), edge(view, column))), begin, end);
        if (end - begin <= kKept)
            keepAll(begin, end);
        else
            keepExtremes(begin, end);
        begin = end;
    }
    keepAll(innerEnd, last);
    return points;
}

} // namespace ld3m::widgets
