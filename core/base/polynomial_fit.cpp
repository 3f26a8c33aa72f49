#include "core/base/polynomial_fit.h"

#include <algorithm>
#include <cmath>
#include <limits>
#include <set>

namespace ld3m::base {
namespace {

double dot(const std::vector<double>& a, const std::vector<double>& b) {
    double sum = 0;
    for (std::size_t i = 0; i < a.size(); ++i)
        sum += a[i] * b[i];
    return sum;
}

} // namespace

PolynomialFit::PolynomialFit(const std::vector<double>& x, const std::vector<double>& y, int degree) {
    std::vector<double> places;
    std::vector<double> left; ///< what the terms so far do not explain
    for (std::size_t i = 0; i < std::min(x.size(), y.size()); ++i)
        if (std::isfinite(x[i]) && std::isfinite(y[i])) {
            places.push_back(x[i]);
            left.push_back(y[i]);
        }
    if (places.empty() || degree < 0)
        return;
    const auto [first, last] = std::ranges::minmax(places);
    m_middle = (first + last) / 2;
    m_half = last > first ? (last - first) / 2 : 1;
    for (double& place : places)
        place = scaled(place);
    const std::size_t most = std::set<double>(places.begin(), places.end()).size();

    const std::size_t count = places.size();
    std::vector<double> before(count, 0.0);
    std::vector<double> now(count, 1.0);
    double square_before = 1;
    while (m_terms.size() < std::min<std::size_t>(most, static_cast<std::size_t>(degree) + 1)) {
        const double square = dot(now, now);
        Term term{.centre = 0,
                  .back = m_terms.empty() ? 0 : square / square_before,
                  .weight = dot(left, now) / square};
        for (std::size_t i = 0; i < count; ++i) {
            term.centre += places[i] * now[i] * now[i] / square;
            left[i] -= term.weight * now[i];
        }
        for (std::size_t i = 0; i < count; ++i) {
            const double next = (places[i] - term.centre) * now[i] - term.back * before[i];
            before[i] = now[i];
            now[i] = next;
        }
        square_before = square;
        m_terms.push_back(term);
    }
    m_deviation = std::sqrt(dot(left, left) / static_cast<double>(count));
}

double PolynomialFit::at(double x) const {
    if (m_terms.empty())
        return std::numeric_limits<double>::quiet_NaN();
    double before = 0;
    double now = 1;
    double sum = 0;
    for (const Term& term : m_terms) {
        sum += term.weight * now;
        const double next = (scaled(x) - term.centre) * now - term.back * before;
        before = now;
        now = next;
    }
    return sum;
}

} // namespace ld3m::base
