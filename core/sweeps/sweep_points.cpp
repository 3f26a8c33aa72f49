#include "core/sweeps/sweep_points.h"

#include <algorithm>
#include <set>
#include <unordered_set>

#include "core/base/error.h"
#include "core/base/seeds.h"
#include "core/base/text.h"
#include "core/settings/validation.h"
#include "core/sweeps/point_id.h"
#include "core/sweeps/random_draw.h"

namespace ld3m::sweeps {
namespace {

using projects::Change;

bool isWhole(const std::string& key) {
    settings::Recipe recipe;
    const auto fields = settings::fieldsOf(recipe);
    return std::holds_alternative<std::int64_t>(settings::fieldNamed(fields, key).value());
}

/// The random part of point k: one value for each drawn setting.
std::vector<std::vector<Change>> randomParts(const RandomDraws& random) {
    if (random.draws.empty())
        return {{}};
    std::vector<std::vector<Change>> parts(static_cast<std::size_t>(std::max<std::int64_t>(0, random.count)));
    for (const Draw& draw : random.draws) {
        const bool whole = isWhole(draw.key);
        for (std::size_t k = 0; k < parts.size(); ++k)
            parts[k].push_back({draw.key, drawn(draw, whole, random.seed, static_cast<std::int64_t>(k))});
    }
    return parts;
}

/// Each of `lists` with each of `parts` behind it; the parts change fastest.
std::vector<std::vector<Change>> product(const std::vector<std::vector<Change>>& lists,
                                         const std::vector<std::vector<Change>>& parts) {
    std::vector<std::vector<Change>> all;
    for (const auto& list : lists)
        for (const auto& part : parts) {
            all.push_back(list);
            all.back().insert(all.back().end(), part.begin(), part.end());
        }
    return all;
}

template<typename Values>
std::vector<std::vector<Change>> axisParts(const std::string& key, const Values& values) {
    std::vector<std::vector<Change>> parts;
    for (const auto& value : values)
        parts.push_back({Change{key, settings::Value(value)}});
    return parts;
}

std::vector<std::vector<Change>> combined(const SweepPlan& plan) {
    std::vector<std::vector<Change>> all = {{}};
    for (const Axis& axis : plan.grid)
        all = product(all, axisParts(axis.key, axis.values));
    all = product(all, randomParts(plan.random));
    return plan.seeds.empty() ? all : product(all, axisParts("distillation.seed", plan.seeds));
}

/// Presets first: what is set beside them wins.
void apply(settings::Recipe& recipe, const std::vector<Change>& set, const std::vector<Change>& varied) {
    const auto fields = settings::fieldsOf(recipe);
    for (const bool presets : {true, false})
        for (const auto* changes : {&set, &varied})
            for (const Change& change : *changes)
                if (const settings::Field& field = settings::fieldNamed(fields, change.key);
                    field.about().preset == presets)
                    field.set(change.value);
}

/// What is wrong with the plan before a single point is made.
std::vector<std::string> problemsOf(const SweepPlan& plan) {
    std::vector<std::string> problems;
    std::set<std::string> varied;
    for (const std::string& key : variedKeys(plan))
        if (!varied.insert(key).second)
            problems.push_back(
                base::text(key, " is varied twice: keep it in one of [grid], [random] and seeds."));
    for (const Change& change : plan.set)
        if (varied.contains(change.key))
            problems.push_back(
                base::text(change.key, " is varied and set for all runs at once: take it out of [set]."));
    const std::int64_t count = combinationsOf(plan);
    if (count == 0)
        problems.emplace_back("The sweep has no point: give every list a value, and [random] a count.");
    if (count > kMostPoints)
        problems.push_back(base::text("The sweep has ", count, count < 1000000000 ? "" : " or more",
                                      " points, and at most ", kMostPoints, " are run: vary less."));
    return problems;
}

void addPoint(const SweepPlan& plan, std::vector<Change> varied, const std::vector<std::string>& keys,
              SweepPoints& made) {
    SweepPoint point{pointId(varied, keys), std::move(varied), plan.recipe};
    try {
        apply(point.recipe, plan.set, point.varied);
        for (const std::string& problem : settings::problemsOf(point.recipe))
            made.problems.push_back(point.id + ": " + problem);
    } catch (const base::InputError& problem) {
        made.problems.push_back(point.id + ": " + problem.what());
    }
    made.points.push_back(std::move(point));
}

void shuffle(std::vector<SweepPoint>& points, std::int64_t seed) {
    std::ranges::sort(points, {}, [seed](const SweepPoint& point) {
        return base::streamSeed(static_cast<std::uint64_t>(seed), "sweep order " + point.id);
    });
}

} // namespace

SweepPoints pointsOf(const SweepPlan& plan) {
    SweepPoints made{{}, problemsOf(plan)};
    if (!made.problems.empty())
        return made;
    const std::vector<std::string> keys = variedKeys(plan);
    std::unordered_set<std::string> known;
    try {
        for (std::vector<Change>& varied : combined(plan))
            if (known.insert(pointId(varied, keys)).second)
                addPoint(plan, std::move(varied), keys, made);
    } catch (const base::InputError& problem) { // a setting that does not exist
        made.problems.emplace_back(problem.what());
    }
    if (plan.order == Order::shuffled)
        shuffle(made.points, plan.random.seed);
    return made;
}

std::vector<SweepPoint> soundPointsOf(const SweepPlan& plan) {
    SweepPoints made = pointsOf(plan);
    if (!made.problems.empty())
        throw base::InputError(base::join(made.problems, "\n"));
    return std::move(made.points);
}

} // namespace ld3m::sweeps
