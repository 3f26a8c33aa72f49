#include "core/projects/branch.h"

#include <algorithm>
#include <array>
#include <cstdlib>
#include <set>

#include "core/base/error.h"
#include "core/base/text.h"
#include "core/settings/validation.h"

namespace ld3m::projects {
namespace {

// Latents have the shape, the scale and the meaning that these gave them.
constexpr std::array kFixed = {"dataset.path",      "dataset.resolution",        "dataset.subset",
                               "dataset.classes",   "dataset.normalisation",     "distillation.ipc",
                               "distillation.init", "distillation.initial_draw", "prior.kind",
                               "prior.checkpoint",  "prior.encoder_input"};

} // namespace

settings::Recipe recipeAt(const settings::Recipe& recipe, const std::vector<reports::SettingChange>& changes,
                          std::int64_t iteration) {
    settings::Recipe then = recipe;
    const auto fields = settings::fieldsOf(then);
    std::set<std::string> known;
    for (const reports::SettingChange& change : changes) {
        const bool first = known.insert(change.key).second;
        const auto field = std::ranges::find(fields, change.key, &settings::Field::key);
        if (field == fields.end()) // of another version
            continue;
        if (change.iteration <= iteration)
            field->set(change.after);
        else if (first)
            field->set(change.before);
    }
    return then;
}

bool fixedAtStart(const std::string& key) {
    return std::ranges::find(kFixed, key) != kFixed.end();
}

settings::Recipe branchedRecipe(const settings::Recipe& at, std::int64_t iteration,
                                const std::vector<Change>& changes) {
    settings::Recipe recipe = at;
    const auto fields = settings::fieldsOf(recipe);
    for (const bool presets : {true, false})
        for (const Change& change : changes) {
            const settings::Field& field = settings::fieldNamed(fields, change.key);
            if (field.about().preset != presets)
                continue;
            const settings::Value before = field.value();
            field.set(change.value);
            if (iteration > 0 && fixedAtStart(change.key) && field.value() != before)
                throw base::InputError(base::text("The images of iteration ", iteration, " were made for ",
                                                  change.key, " = ", settings::toText(before), ", not ",
                                                  settings::toText(field.value()),
                                                  "; branch from iteration 0 to change it."));
        }
    settings::requireSound(recipe);
    if (iteration >= recipe.distillation.iterations)
        throw base::InputError(base::text("A branch from iteration ", iteration,
                                          " has nothing left to do: set "
                                          "distillation.iterations above ",
                                          iteration, ", or branch from an earlier one."));
    return recipe;
}

std::vector<Change> changesBetween(const settings::Recipe& before, const settings::Recipe& after) {
    std::vector<Change> changes;
    for (const settings::Difference& each : settings::difference(before, after))
        changes.push_back({each.key, each.after});
    return changes;
}

std::int64_t nearestCheckpoint(const std::vector<std::int64_t>& checkpoints, std::int64_t wanted) {
    std::int64_t nearest = -1;
    for (const std::int64_t each : checkpoints)
        if (nearest < 0 || std::abs(each - wanted) < std::abs(nearest - wanted))
            nearest = each;
    return nearest;
}

} // namespace ld3m::projects
