// Results of a sweep against one of the settings that it varies.
#pragma once

#include <optional>
#include <string>
#include <vector>

#include "core/sweeps/sweep_table.h"

namespace ld3m::sweeps {

/// One line: finished points that share all other settings but the seed.
struct SweepCurve {
    std::string name; ///< "residual off, guidance 3"; empty where nothing else varies
    std::vector<double> x, mean;
    /// Over the points of one x; of a single one, over the runs of its evaluation; NaN where neither is
    /// known.
    std::vector<double> deviation;
    std::vector<int> counts; ///< points of each x
};

struct SweepCurves {
    std::vector<std::string> words; ///< of a setting that is no number: what stands at x = 1, 2, ...
    bool spread = false;            ///< x spans two orders of magnitude, none of it at or below 0
    bool merged = false; ///< the other settings take so many values that one curve is over all of them
    std::vector<SweepCurve> curves;
};

/// As many curves as have a colour of their own.
constexpr std::size_t kMostCurves = 8;

/// Finished points alone. No curves where the table does not vary `key`.
SweepCurves curvesOf(const SweepTable& table, const std::string& key, Quantity quantity);

/// Where more reverse steps no longer pay: the smallest T whose mean accuracy lies within one deviation of
/// the best mean, on the curve that has the best (docs/method.md).
struct TradeOff {
    std::string curve = {}; ///< name of it
    double steps = 0;
    double accuracy = 0; ///< per cent
    double best_steps = 0;
    double best_accuracy = 0;
    double deviation = 0; ///< the best one's; 0 where none is known, and then the best itself is chosen
    std::optional<double> iteration_seconds = {};
    std::optional<double> best_iteration_seconds = {};
};

/// Nothing before two values of prior.steps have an accuracy.
std::optional<TradeOff> tradeOffOf(const SweepTable& table);

} // namespace ld3m::sweeps
