// Student's t test of paired measurements: did b differ from a by more than the luck of few pairs explains?
#pragma once

#include <cstddef>
#include <optional>
#include <string>
#include <vector>

namespace ld3m::base {

struct PairedTest {
    std::size_t pairs = 0;
    double mean = 0;              ///< of b - a
    double deviation = 0;         ///< of b - a, of the population (ddof 0) as everywhere in this project
    std::optional<double> t = {}; ///< mean over its standard error, pairs - 1 degrees of freedom
    std::optional<double> p = {}; ///< two-sided, in [0,1]
    std::string reason = {};      ///< why there is no t and no p; empty where they are
};

/// Of as many numbers each, pair i being a[i] and b[i].
PairedTest pairedTest(const std::vector<double>& a, const std::vector<double>& b);

/// Probability that |t| is at least this large by chance, for `freedom` > 0 degrees of freedom.
double twoSidedP(double t, double freedom);

/// I_x(a, b), for a, b > 0 and x in [0,1].
double regularizedIncompleteBeta(double a, double b, double x);

} // namespace ld3m::base
