#include "core/sweeps/plan_file.h"

#include <algorithm>
#include <cmath>

#include "core/base/error.h"
#include "core/base/nearest_name.h"
#include "core/base/text.h"
#include "core/files/atomic_file.h"
#include "core/projects/project.h"
#include "core/settings/recipe_file.h"
#include "core/sweeps/plan_values.h"

namespace ld3m::sweeps {
namespace {

namespace fs = std::filesystem;

void requireKnownKeys(const toml::table& document, const PlanValues& values) {
    const std::vector<std::string> known = {"format", "name", "recipe", "order", "repeat",
                                            "seeds",  "set",  "grid",   "random"};
    for (const auto& [name, node] : document) {
        const std::string key(name.str());
        if (std::ranges::find(known, key) != known.end())
            continue;
        const std::string near = base::nearestName(key, known);
        throw base::InputError(
            base::text(values.place(node), "a sweep has no ", key, "; ",
                       near.empty() ? "it has " + base::join(known, ", ") : "did you mean " + near + "?"));
    }
}

void requireFormat(const toml::table& document, const std::string& where) {
    const auto format = document["format"].value<std::int64_t>();
    if (!format)
        throw base::InputError(base::text(where, " is no sweep: it has no format = ", kSweepFormat, "."));
    if (*format > kSweepFormat)
        throw base::InputError(base::text(where, ": this sweep has a newer format than ", kSweepFormat,
                                          "; open it with a newer LD3M Workbench."));
}

settings::Recipe recipeOf(const toml::table& document, const fs::path& file) {
    const auto name = document["recipe"].value<std::string>();
    if (!name)
        throw base::InputError(base::text(file.string(),
                                          " names no recipe: write recipe = \"FILE.toml\", or a "
                                          "project folder."));
    return projects::recipeAt((file.parent_path() / *name).lexically_normal());
}

/// The entries of a section that is a table; none where the document has no such section.
std::vector<Entry> sectionOf(const toml::table& document, const char* name, const PlanValues& values) {
    const toml::node* node = document.get(name);
    if (!node)
        return {};
    if (!node->is_table())
        throw base::InputError(base::text(values.place(*node), name, " is a section: write [", name, "]."));
    return entriesOf(*node->as_table());
}

RandomDraws randomOf(const toml::table& document, const PlanValues& values) {
    RandomDraws random;
    bool counted = false;
    for (const Entry& entry : sectionOf(document, "random", values)) {
        if (entry.key == "seed") {
            random.seed = values.whole(*entry.node, "seed", 0);
        } else if (entry.key == "count") {
            random.count = values.whole(*entry.node, "count", 1);
            counted = true;
        } else {
            random.draws.push_back(values.draw(entry));
        }
    }
    if (!random.draws.empty() && !counted)
        throw base::InputError(base::text(values.place(*document.get("random")),
                                          "[random] wants count: how many points are drawn."));
    return random;
}

std::vector<std::int64_t> seedsOf(const toml::table& document, const settings::Recipe& recipe,
                                  const PlanValues& values) {
    const toml::node* seeds = document.get("seeds");
    const toml::node* repeat = document.get("repeat");
    if (seeds && repeat)
        throw base::InputError(
            base::text(values.place(*repeat), "repeat and seeds say the same: keep one of them."));
    if (seeds)
        return values.seeds(*seeds);
    std::vector<std::int64_t> counted;
    for (std::int64_t k = 0, count = repeat ? values.whole(*repeat, "repeat", 1) : 0; k < count; ++k)
        counted.push_back(recipe.distillation.seed + k);
    return counted;
}

Order orderOf(const toml::table& document, const PlanValues& values) {
    const toml::node* node = document.get("order");
    const std::string word = node ? node->value_or(std::string()) : "grid";
    if (word == "grid")
        return Order::grid;
    if (word == "shuffled")
        return Order::shuffled;
    throw base::InputError(base::text(values.place(*node), "order is \"grid\" or \"shuffled\"."));
}

void put(std::vector<projects::Change>& changes, projects::Change change) {
    const auto same = std::ranges::find(changes, change.key, &projects::Change::key);
    if (same == changes.end())
        changes.push_back(std::move(change));
    else
        *same = std::move(change);
}

std::vector<std::string> toTexts(const std::vector<std::int64_t>& numbers) {
    std::vector<std::string> texts;
    for (const std::int64_t number : numbers)
        texts.push_back(std::to_string(number));
    return texts;
}

std::string toToml(const std::vector<settings::Value>& values) {
    std::vector<std::string> texts;
    for (const settings::Value& value : values)
        texts.push_back(settings::toToml(value));
    return "[" + base::join(texts, ", ") + "]";
}

std::string toToml(const Draw& draw) {
    if (const auto* choices = std::get_if<std::vector<settings::Value>>(&draw.from))
        return "{ choices = " + toToml(*choices) + " }";
    const Range& range = std::get<Range>(draw.from);
    const auto number = [](double value) {
        // As the setting's own kind would be written: 3, not 3.0.
        return std::abs(value) < 1e15 && std::trunc(value) == value
                   ? std::to_string(static_cast<std::int64_t>(value))
                   : settings::toToml(settings::Value(value));
    };
    return base::text("{ min = ", number(range.min), ", max = ", number(range.max),
                      range.logarithmic ? ", log = true" : "", " }");
}

} // namespace

bool mayBePlan(const fs::path& file) {
    if (file.extension() != ".toml" || !fs::is_regular_file(file))
        return false;
    try {
        const toml::table document = settings::parseToml(files::readText(file), file.string());
        return document["recipe"].is_string() || document["grid"].is_table() || document["random"].is_table();
    } catch (const base::InputError&) {
        return false; // who opens it tells what is wrong with it
    }
}

SweepPlan readPlan(const fs::path& file, const std::vector<std::string>& assignments) {
    if (!fs::is_regular_file(file))
        throw base::InputError(base::text("Cannot read the sweep ", file.string(),
                                          "; give a .toml file, such as one of projects/sweeps/."));
    const fs::path absolute = fs::absolute(file).lexically_normal();
    const toml::table document = settings::parseToml(files::readText(file), file.string());
    const PlanValues values(file.string(), absolute.parent_path());
    requireFormat(document, file.string());
    requireKnownKeys(document, values);
    SweepPlan plan;
    plan.name = document["name"].value_or(absolute.stem().string());
    plan.recipe = recipeOf(document, absolute);
    for (const Entry& entry : sectionOf(document, "set", values))
        put(plan.set, values.change(entry));
    for (const std::string& assignment : assignments)
        put(plan.set, values.typed(assignment));
    for (const Entry& entry : sectionOf(document, "grid", values))
        plan.grid.push_back(values.axis(entry));
    plan.random = randomOf(document, values);
    plan.seeds = seedsOf(document, plan.recipe, values);
    plan.order = orderOf(document, values);
    return plan;
}

std::string toToml(const SweepPlan& plan, const std::string& recipe) {
    std::string out =
        base::text("format = ", kSweepFormat, "\nname = ", settings::toToml(settings::Value(plan.name)),
                   "\nrecipe = ", settings::toToml(settings::Value(recipe)), "\norder = \"",
                   plan.order == Order::grid ? "grid" : "shuffled", "\"\n");
    if (!plan.seeds.empty())
        out += base::text("seeds = [", base::join(toTexts(plan.seeds), ", "), "]\n");
    if (!plan.set.empty())
        out += "\n[set]\n";
    for (const projects::Change& change : plan.set)
        out += base::text(change.key, " = ", settings::toToml(change.value), "\n");
    if (!plan.grid.empty())
        out += "\n[grid]\n";
    for (const Axis& axis : plan.grid)
        out += base::text(axis.key, " = ", toToml(axis.values), "\n");
    if (plan.random.draws.empty() && plan.random.seed == 0)
        return out;
    out += "\n[random]\n";
    if (plan.random.count > 0)
        out += base::text("count = ", plan.random.count, "\n");
    out += base::text("seed = ", plan.random.seed, "\n");
    for (const Draw& draw : plan.random.draws)
        out += base::text(draw.key, " = ", toToml(draw), "\n");
    return out;
}

} // namespace ld3m::sweeps
