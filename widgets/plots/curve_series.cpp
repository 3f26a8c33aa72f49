#include "widgets/plots/curve_series.h"

#include <algorithm>
#include <cmath>
#include <limits>

namespace ld3m::widgets {
namespace {

constexpr double kGap = std::numeric_limits<double>::quiet_NaN();

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

std::optional<std::pair<double, double>> CurveSeries::span(Line line, double lower, double upper,
                                                           bool positive) const {
    std::optional<std::pair<double, double>> found;
    auto [first, last] = around(lower, upper);
    for (std::size_t i = first; i < last; ++i) {
        const double value = y(line, i);
        if (m_x[i] < lower || m_x[i] > upper || !std::isfinite(value) || (positive && value <= 0))
            continue;
        found = found ? std::pair(std::min(found->first, value), std::max(found->second, value))
                      : std::pair(value, value);
    }
    return found;
}

std::vector<CurveSeries::Point> CurveSeries::thinned(Line line, double lower, double upper, int pixels,
                                                     bool positive) const {
    const auto shown = [&](std::size_t i) {
        const double value = y(line, i);
        return std::isfinite(value) && (!positive || value > 0) ? value : kGap;
    };
    const auto [first, last] = around(lower, upper);
    const std::size_t columns = static_cast<std::size_t>(std::max(1, pixels));
    std::vector<Point> points;
    if (last - first <= 4 * columns) {
        for (std::size_t i = first; i < last; ++i)
            points.push_back({m_x[i], shown(i)});
        return points;
    }
    points.reserve(3 * columns);
    for (std::size_t column = 0; column < columns; ++column) {
        const std::size_t begin = first + (last - first) * column / columns;
        const std::size_t end = first + (last - first) * (column + 1) / columns;
        std::size_t lowest = end, highest = end;
        bool gap = false;
        for (std::size_t i = begin; i < end; ++i) {
            const double value = shown(i);
            if (std::isnan(value)) {
                gap = true;
                continue;
            }
            if (lowest == end || value < y(line, lowest))
                lowest = i;
            if (highest == end || value > y(line, highest))
                highest = i;
        }
        if (lowest != end) {
            const auto [left, right] = std::minmax(lowest, highest);
            points.push_back({m_x[left], shown(left)});
            if (left != right)
                points.push_back({m_x[right], shown(right)});
        }
        if (gap)
            points.push_back({m_x[end - 1], kGap});
    }
    return points;
}

} // namespace ld3m::widgets
