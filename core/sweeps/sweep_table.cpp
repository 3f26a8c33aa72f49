#include "core/sweeps/sweep_table.h"

#include <algorithm>
#include <cmath>
#include <map>
#include <unordered_map>

namespace ld3m::sweeps {
namespace {

constexpr const char* kSeed = "distillation.seed";
constexpr double kBytesOfGiB = 1024.0 * 1024 * 1024;

std::ptrdiff_t placeOfSeed(const SweepTable& table) {
    const auto found = std::ranges::find(table.keys, kSeed);
    return found == table.keys.end() ? -1 : found - table.keys.begin();
}

std::string lastWord(const std::string& key) {
    return key.substr(key.rfind('.') + 1);
}

std::optional<double> measured(double number, bool there) {
    return there && std::isfinite(number) ? std::optional(number) : std::nullopt;
}

} // namespace

void SweepTable::take(const SweepStatus& status) {
    std::unordered_map<std::string, SweepRow*> known;
    for (SweepRow& row : rows)
        known.emplace(row.status.id, &row);
    std::vector<SweepRow> taken;
    taken.reserve(status.points.size());
    for (const PointStatus& point : status.points)
        if (const auto row = known.find(point.id); row != known.end())
            taken.push_back({point, std::move(row->second->settings)});
    rows = std::move(taken);
}

SweepTable tableOf(const SweepPlan& plan, const std::vector<SweepPoint>& points, const SweepStatus& status) {
    std::unordered_map<std::string, std::size_t> places;
    for (std::size_t place = 0; place < status.points.size(); ++place)
        places.emplace(status.points[place].id, place);
    SweepTable table{variedKeys(plan), {}};
    for (const SweepPoint& point : points) {
        SweepRow& row = table.rows.emplace_back();
        const auto place = places.find(point.id);
        row.status = place != places.end()
                         ? status.points[place->second]
                         : PointStatus{.id = point.id, .iterations = point.recipe.distillation.iterations};
        for (const projects::Change& change : point.varied)
            row.settings.push_back(change.value);
    }
    std::ranges::stable_sort(table.rows, {}, [&](const SweepRow& row) {
        const auto place = places.find(row.status.id);
        return place != places.end() ? place->second : places.size();
    });
    return table;
}

std::optional<double> numberOf(const PointStatus& status, Quantity quantity) {
    switch (quantity) {
    case Quantity::accuracy:
        return measured(status.accuracy.value_or(0) * 100, status.accuracy.has_value());
    case Quantity::loss:
        return measured(status.loss.value_or(0), status.loss.has_value());
    case Quantity::seconds:
        return measured(status.seconds, status.iteration > 0);
    case Quantity::iteration_seconds:
        return measured(status.iteration_seconds.value_or(0), status.iteration_seconds.has_value());
    case Quantity::memory:
        return measured(static_cast<double>(std::max(status.host_memory, status.device_memory)) / kBytesOfGiB,
                        std::max(status.host_memory, status.device_memory) > 0);
    }
    return std::nullopt;
}

std::optional<double> deviationOf(const PointStatus& status, Quantity quantity) {
    if (quantity != Quantity::accuracy || !status.accuracy_deviation)
        return std::nullopt;
    return *status.accuracy_deviation * 100;
}

int SeedGroup::finished() const {
    return static_cast<int>(std::ranges::count_if(
        rows, [](const SweepRow* row) { return row->status.state == PointState::finished; }));
}

std::vector<double> SeedGroup::numbers(Quantity quantity) const {
    std::vector<double> numbers;
    for (const SweepRow* row : rows)
        if (row->status.state == PointState::finished)
            if (const auto number = numberOf(row->status, quantity))
                numbers.push_back(*number);
    return numbers;
}

bool variesSeeds(const SweepTable& table) {
    const std::ptrdiff_t seed = placeOfSeed(table);
    if (seed < 0)
        return false;
    const auto place = static_cast<std::size_t>(seed);
    return std::ranges::any_of(table.rows, [&](const SweepRow& row) {
        return row.settings[place] != table.rows.front().settings[place];
    });
}

std::vector<std::string> keysBesideSeed(const SweepTable& table) {
    std::vector<std::string> keys = table.keys;
    std::erase(keys, kSeed);
    return keys;
}

std::vector<SeedGroup> groupsOverSeeds(const SweepTable& table) {
    const std::ptrdiff_t seed = placeOfSeed(table);
    std::map<std::vector<settings::Value>, std::size_t> known;
    std::vector<SeedGroup> groups;
    for (const SweepRow& row : table.rows) {
        std::vector<settings::Value> settings = row.settings;
        if (seed >= 0)
            settings.erase(settings.begin() + seed);
        const auto [found, added] = known.emplace(settings, groups.size());
        if (added)
            groups.push_back({std::move(settings), {}});
        groups[found->second].rows.push_back(&row);
    }
    return groups;
}

std::vector<std::string> shortNames(const std::vector<std::string>& keys) {
    std::vector<std::string> names;
    for (const std::string& key : keys) {
        const bool shared = std::ranges::count(keys, lastWord(key), lastWord) > 1;
        names.push_back(shared ? key : lastWord(key));
    }
    return names;
}

} // namespace ld3m::sweeps
