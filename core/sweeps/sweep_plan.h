// What a sweep varies: a recipe, settings that all runs share, a grid, random draws, seeds.
#pragma once

#include <cstdint>
#include <string>
#include <variant>
#include <vector>

#include "core/projects/branch.h"
#include "core/settings/recipe.h"

namespace ld3m::sweeps {

/// A setting and the values that a grid gives it, in their order.
struct Axis {
    std::string key; ///< "prior.steps"
    std::vector<settings::Value> values;

    bool operator==(const Axis&) const = default;
};

/// Numbers from min to max, both included; whole ones where the setting is a whole number.
struct Range {
    double min = 0;
    double max = 1;
    bool logarithmic = false; ///< evenly over the orders of magnitude

    bool operator==(const Range&) const = default;
};

/// A setting and what random points draw it from: a range, or one of a few values.
struct Draw {
    std::string key;
    std::variant<Range, std::vector<settings::Value>> from;

    bool operator==(const Draw&) const = default;
};

/// Independent draws of several settings at once. Draw k of a setting depends on the seed, k and the setting
/// only, so more draws, or more settings, leave the others as they were.
struct RandomDraws {
    std::int64_t count = 0;
    std::int64_t seed = 0;
    std::vector<Draw> draws;

    bool operator==(const RandomDraws&) const = default;
};

/// In which order points are run: as listed, or mixed so that the first ones already span the sweep.
enum class Order { grid, shuffled };

/// The runs are all combinations of grid x random draws x seeds.
struct SweepPlan {
    std::string name;        ///< what people call it
    settings::Recipe recipe; ///< before anything is set; its paths are absolute
    std::vector<projects::Change> set;
    std::vector<Axis> grid; ///< the last axis changes fastest
    RandomDraws random;
    std::vector<std::int64_t>
        seeds; ///< values of distillation.seed; they change fastest. Empty: the recipe's
    Order order = Order::grid;
};

/// How many points combining gives, before repeated ones are dropped; at most 10^9.
std::int64_t combinationsOf(const SweepPlan& plan);

/// Keys that differ between points, in the order of grid, random draws and seed.
std::vector<std::string> variedKeys(const SweepPlan& plan);

/// What of a plan another one has changed, in words: "[grid] prior.steps"; empty when both give the same runs
/// in the same order.
std::vector<std::string> differenceOf(const SweepPlan& before, const SweepPlan& after);

} // namespace ld3m::sweeps
