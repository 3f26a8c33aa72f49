#include "core/sweeps/sweep_curves.h"

#include <algorithm>
#include <cmath>
#include <limits>
#include <map>
#include <set>

#include "core/base/statistics.h"
#include "core/base/text.h"

namespace ld3m::sweeps {
namespace {

constexpr const char* kSteps = "prior.steps";
constexpr const char* kSeed = "distillation.seed";
constexpr double kSpread = 100; ///< largest over smallest x from which a logarithmic axis reads better
constexpr double kNone = std::numeric_limits<double>::quiet_NaN();

using Rows = std::vector<const SweepRow*>;

std::optional<double> asNumber(const settings::Value& value) {
    if (const auto* whole = std::get_if<std::int64_t>(&value))
        return static_cast<double>(*whole);
    if (const auto* number = std::get_if<double>(&value))
        return *number;
    return std::nullopt;
}

/// Places of the settings that tell one curve from another.
std::vector<std::size_t> otherPlaces(const SweepTable& table, const std::string& key) {
    std::vector<std::size_t> places;
    for (std::size_t place = 0; place < table.keys.size(); ++place)
        if (table.keys[place] != key && table.keys[place] != kSeed)
            places.push_back(place);
    return places;
}

std::string nameOfCurve(const SweepTable& table, const SweepRow& row,
                        const std::vector<std::size_t>& places) {
    const std::vector<std::string> names = shortNames(table.keys);
    std::vector<std::string> parts;
    for (const std::size_t place : places)
        parts.push_back(names[place] + " " + settings::toText(row.settings[place]));
    return base::join(parts, ", ");
}

/// Rows by the name of their curve, in the table's order; all in one where there would be too many.
std::vector<std::pair<std::string, Rows>> split(const SweepTable& table, const std::string& key,
                                                bool& merged) {
    const std::vector<std::size_t> places = otherPlaces(table, key);
    std::vector<std::pair<std::string, Rows>> curves;
    std::map<std::vector<settings::Value>, std::size_t> known;
    Rows all;
    for (const SweepRow& row : table.rows) {
        std::vector<settings::Value> others;
        for (const std::size_t place : places)
            others.push_back(row.settings[place]);
        const auto [found, added] = known.emplace(others, known.size());
        all.push_back(&row);
        if (known.size() > kMostCurves)
            continue;
        if (added)
            curves.push_back({nameOfCurve(table, row, places), {}});
        curves[found->second].second.push_back(&row);
    }
    merged = known.size() > kMostCurves;
    return merged ? std::vector<std::pair<std::string, Rows>>{{"", all}} : curves;
}

std::vector<std::string> wordsOf(const SweepTable& table, std::size_t place) {
    std::vector<std::string> words;
    for (const SweepRow& row : table.rows)
        if (const std::string word = settings::toText(row.settings[place]);
            std::ranges::find(words, word) == words.end())
            words.push_back(word);
    return words;
}

SweepCurve curveOf(const std::string& name, const Rows& rows, Quantity quantity, const auto& xOf) {
    std::map<double, Rows> byX;
    for (const SweepRow* row : rows)
        if (row->status.state == PointState::finished && numberOf(row->status, quantity))
            byX[xOf(*row)].push_back(row);
    SweepCurve curve{.name = name, .x = {}, .mean = {}, .deviation = {}, .counts = {}};
    for (const auto& [x, here] : byX) {
        std::vector<double> numbers;
        for (const SweepRow* row : here)
            numbers.push_back(*numberOf(row->status, quantity));
        const base::Statistics all = base::statisticsOf(numbers);
        curve.x.push_back(x);
        curve.mean.push_back(all.mean);
        curve.deviation.push_back(
            here.size() > 1 ? all.deviation : deviationOf(here.front()->status, quantity).value_or(kNone));
        curve.counts.push_back(static_cast<int>(here.size()));
    }
    return curve;
}

std::optional<double> at(const SweepCurves& curves, const std::string& name, double x) {
    for (const SweepCurve& curve : curves.curves)
        if (curve.name == name)
            for (std::size_t i = 0; i < curve.x.size(); ++i)
                if (curve.x[i] == x)
                    return curve.mean[i];
    return std::nullopt;
}

} // namespace

SweepCurves curvesOf(const SweepTable& table, const std::string& key, Quantity quantity) {
    SweepCurves made;
    const auto found = std::ranges::find(table.keys, key);
    if (found == table.keys.end() || table.rows.empty())
        return made;
    const auto place = static_cast<std::size_t>(found - table.keys.begin());
    if (!asNumber(table.rows.front().settings[place]))
        made.words = wordsOf(table, place);
    const auto xOf = [&](const SweepRow& row) {
        if (const auto number = asNumber(row.settings[place]))
            return *number;
        const auto word = std::ranges::find(made.words, settings::toText(row.settings[place]));
        return static_cast<double>(word - made.words.begin() + 1);
    };
    for (const auto& [name, rows] : split(table, key, made.merged))
        if (SweepCurve curve = curveOf(name, rows, quantity, xOf); !curve.x.empty())
            made.curves.push_back(std::move(curve));
    double smallest = std::numeric_limits<double>::max();
    double largest = 0;
    for (const SweepCurve& curve : made.curves) {
        smallest = std::min(smallest, curve.x.front());
        largest = std::max(largest, curve.x.back());
    }
    made.spread = made.words.empty() && smallest > 0 && largest >= kSpread * smallest;
    return made;
}

std::optional<TradeOff> tradeOffOf(const SweepTable& table) {
    const SweepCurves accuracies = curvesOf(table, kSteps, Quantity::accuracy);
    const SweepCurve* curve = nullptr;
    std::size_t best = 0;
    for (const SweepCurve& each : accuracies.curves)
        for (std::size_t i = 0; i < each.x.size() && each.x.size() > 1; ++i)
            if (!curve || each.mean[i] > curve->mean[best]) {
                curve = &each;
                best = i;
            }
    if (!curve)
        return std::nullopt;
    TradeOff found{.curve = curve->name, .best_steps = curve->x[best], .best_accuracy = curve->mean[best]};
    if (std::isfinite(curve->deviation[best]))
        found.deviation = curve->deviation[best];
    for (std::size_t i = 0; i <= best; ++i)
        if (curve->mean[i] >= found.best_accuracy - found.deviation) {
            found.steps = curve->x[i];
            found.accuracy = curve->mean[i];
            break;
        }
    const SweepCurves times = curvesOf(table, kSteps, Quantity::iteration_seconds);
    found.iteration_seconds = at(times, curve->name, found.steps);
    found.best_iteration_seconds = at(times, curve->name, found.best_steps);
    return found;
}

} // namespace ld3m::sweeps
