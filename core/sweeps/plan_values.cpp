#include "core/sweeps/plan_values.h"

#include <algorithm>

#include "core/base/error.h"
#include "core/base/nearest_name.h"
#include "core/base/text.h"

namespace ld3m::sweeps {
namespace {

namespace fs = std::filesystem;

// Keys have two parts; whether a file writes them as sections, dotted or quoted is all one.
void collect(const toml::table& table, const std::string& prefix, std::vector<Entry>& entries) {
    for (const auto& [name, node] : table) {
        const std::string key =
            prefix.empty() ? std::string(name.str()) : prefix + "." + std::string(name.str());
        if (const toml::table* inner = node.as_table(); inner && key.find('.') == std::string::npos)
            collect(*inner, key, entries);
        else
            entries.push_back({key, &node});
    }
}

void makeAbsolute(const settings::Field& field, const fs::path& folder) {
    const fs::path path = settings::toText(field.value());
    if (field.about().path && !path.empty())
        field.set((folder / path).lexically_normal().string());
}

} // namespace

std::vector<Entry> entriesOf(const toml::table& section) {
    std::vector<Entry> entries;
    collect(section, {}, entries);
    std::ranges::stable_sort(entries, {}, [](const Entry& entry) {
        const toml::source_position begin = entry.node->source().begin;
        return std::pair(begin.line, begin.column);
    });
    return entries;
}

PlanValues::PlanValues(std::string where, fs::path folder)
    : m_where(std::move(where)), m_folder(std::move(folder)), m_fields(settings::fieldsOf(m_recipe)) {}

std::string PlanValues::place(const toml::node& node) const {
    return base::text(m_where, ", line ", node.source().begin.line, ": ");
}

settings::Value PlanValues::value(const toml::node& node, const std::string& key) const {
    try {
        const settings::Field& field = settings::fieldNamed(m_fields, key);
        field.set(settings::valueOf(node, m_where, key));
        makeAbsolute(field, m_folder);
        return field.value();
    } catch (const base::InputError& problem) {
        throw base::InputError(place(node) + problem.what());
    }
}

std::vector<settings::Value> PlanValues::values(const toml::node& node, const std::string& key) const {
    const toml::array* list = node.as_array();
    if (!list || list->empty())
        throw base::InputError(
            base::text(place(node), key, " wants a list of the values that it shall take, as in [1, 2]."));
    std::vector<settings::Value> values;
    for (const toml::node& each : *list)
        values.push_back(value(each, key));
    return values;
}

projects::Change PlanValues::change(const Entry& entry) const {
    return {entry.key, value(*entry.node, entry.key)};
}

Axis PlanValues::axis(const Entry& entry) const {
    return {entry.key, values(*entry.node, entry.key)};
}

projects::Change PlanValues::typed(const std::string& assignment) const {
    settings::applyAssignment(m_fields, assignment);
    const settings::Field& field = settings::fieldNamed(m_fields, assignment.substr(0, assignment.find('=')));
    makeAbsolute(field, fs::current_path());
    return {field.key(), field.value()};
}

Range PlanValues::range(const toml::table& table, const std::string& key) const {
    Range range;
    for (const auto& [name, node] : table) {
        const std::string word(name.str());
        const auto number = node.value<double>();
        if ((word == "min" || word == "max") && number && !node.is_boolean())
            (word == "min" ? range.min : range.max) = *number;
        else if (word == "log" && node.is_boolean())
            range.logarithmic = *node.value<bool>();
        else
            throw base::InputError(base::text(place(node), key,
                                              " is drawn from { min = ..., max = ..., log = true } ",
                                              "or { choices = [...] }; ", word, " does not fit there."));
    }
    if (!table.contains("min") || !table.contains("max") || range.min >= range.max)
        throw base::InputError(base::text(place(table), key, " wants min and max, the smaller one first."));
    if (range.logarithmic && range.min <= 0)
        throw base::InputError(
            base::text(place(table), key, " is drawn on a log scale: its min must be above 0."));
    // Both ends must be values of the setting.
    value(*table.get("min"), key);
    value(*table.get("max"), key);
    return range;
}

Draw PlanValues::draw(const Entry& entry) const {
    const toml::table* table = entry.node->as_table();
    if (!table)
        throw base::InputError(base::text(place(*entry.node), entry.key,
                                          " is drawn from { min = ..., max = ... } or { choices = [...] }."));
    if (const toml::node* choices = table->get("choices"); choices && table->size() == 1)
        return {entry.key, values(*choices, entry.key)};
    try {
        const settings::Value kind = settings::fieldNamed(m_fields, entry.key).value();
        if (!std::holds_alternative<std::int64_t>(kind) && !std::holds_alternative<double>(kind))
            throw base::InputError(base::text(entry.key, " is no number: draw it from { choices = [...] }."));
    } catch (const base::InputError& problem) {
        throw base::InputError(place(*entry.node) + problem.what());
    }
    return {entry.key, range(*table, entry.key)};
}

std::int64_t PlanValues::whole(const toml::node& node, const std::string& key, std::int64_t least) const {
    const auto number = node.value_exact<std::int64_t>();
    if (!number || *number < least)
        throw base::InputError(base::text(place(node), key, " wants a whole number, ", least, " or more."));
    return *number;
}

std::vector<std::int64_t> PlanValues::seeds(const toml::node& node) const {
    std::vector<std::int64_t> seeds;
    for (const settings::Value& seed : values(node, "distillation.seed"))
        seeds.push_back(std::get<std::int64_t>(seed));
    return seeds;
}

} // namespace ld3m::sweeps
