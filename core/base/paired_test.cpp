#include "core/base/paired_test.h"

#include <algorithm>
#include <cmath>
#include <limits>

#include "core/base/statistics.h"

namespace ld3m::base {
namespace {

/// Away from 0, which Lentz's method divides by.
double apart(double number) {
    constexpr double kTiny = 1e-300;
    return std::abs(number) < kTiny ? kTiny : number;
}

/// The continued fraction of I_x(a, b), which converges quickly for x below (a + 1) / (a + b + 2).
double betaFraction(double a, double b, double x) {
    constexpr int kMostTerms = 500;
    double c = 1;
    double d = 1 / apart(1 - (a + b) * x / (a + 1));
    double fraction = d;
    for (int m = 1; m <= kMostTerms; ++m) {
        const double even = m * (b - m) * x / ((a + 2 * m - 1) * (a + 2 * m));
        d = 1 / apart(1 + even * d);
        c = apart(1 + even / c);
        fraction *= c * d;
        const double odd = -(a + m) * (a + b + m) * x / ((a + 2 * m) * (a + 2 * m + 1));
        d = 1 / apart(1 + odd * d);
        c = apart(1 + odd / c);
        fraction *= c * d;
        if (std::abs(c * d - 1) < std::numeric_limits<double>::epsilon())
            break;
    }
    return fraction;
}

} // namespace

double regularizedIncompleteBeta(double a, double b, double x) {
    if (x <= 0 || x >= 1)
        return x <= 0 ? 0 : 1;
    const double front =
        std::exp(std::lgamma(a + b) - std::lgamma(a) - std::lgamma(b) + a * std::log(x) + b * std::log1p(-x));
    return x < (a + 1) / (a + b + 2) ? front * betaFraction(a, b, x) / a
                                     : 1 - front * betaFraction(b, a, 1 - x) / b;
}

double twoSidedP(double t, double freedom) {
    return regularizedIncompleteBeta(freedom / 2, 0.5, freedom / (freedom + t * t));
}

PairedTest pairedTest(const std::vector<double>& a, const std::vector<double>& b) {
    PairedTest test;
    test.pairs = std::min(a.size(), b.size());
    std::vector<double> differences;
    for (std::size_t i = 0; i < test.pairs; ++i)
        differences.push_back(b[i] - a[i]);
    const Statistics measured = statisticsOf(differences);
    test.mean = measured.mean;
    test.deviation = measured.deviation;
    if (test.pairs < 2) {
        test.reason =
            test.pairs == 0 ? "nothing was measured in pairs" : "one pair has no spread to judge by";
    } else if (measured.smallest == measured.largest) {
        test.reason = test.mean == 0 ? "all pairs are equal" : "all pairs differ by the same amount";
    } else {
        const auto freedom = static_cast<double>(test.pairs - 1);
        test.t = test.mean / (test.deviation / std::sqrt(freedom));
        test.p = twoSidedP(*test.t, freedom);
    }
    return test;
}

} // namespace ld3m::base
