#include "core/settings/settings_table.h"

#include "core/base/text.h"
#include "core/settings/expert_recipe.h"
#include "core/settings/prior_recipe.h"
#include "core/settings/recipe.h"

namespace ld3m::settings {
namespace {

std::string allowed(const Field& field) {
    const About& about = field.about();
    if (!about.choices.empty())
        return base::join(about.choices, ", ");
    const Value value = field.value();
    if (std::holds_alternative<bool>(value))
        return "true, false";
    if (!std::holds_alternative<double>(value) && !std::holds_alternative<std::int64_t>(value))
        return "";
    const auto bound = [&value](double number) {
        return std::holds_alternative<std::int64_t>(value) && std::abs(number) < 9.1e15
                   ? std::to_string(static_cast<std::int64_t>(number))
                   : toText(Value(number));
    };
    return bound(about.min) + " to " + bound(about.max);
}

std::string textOf(const std::vector<Field>& fields) {
    std::string out;
    for (const Field& field : fields) {
        const About& about = field.about();
        out += base::text(field.key(), " = ", toToml(field.value()),
                          about.unit.empty() ? "" : "  " + about.unit, "\n    ", about.help, "\n");
        if (const std::string range = allowed(field); !range.empty())
            out +=
                base::text("    Allowed: ", range, ".", about.live ? " May change during a run." : "", "\n");
    }
    return out;
}

std::string markdownOf(const std::vector<Field>& fields, const char* heading) {
    std::string out = heading;
    std::string section;
    for (const Field& field : fields) {
        if (field.section() != section) {
            section = field.section();
            out += base::text("\n## ", section,
                              "\n\n| key | default | allowed | live | meaning | source |\n"
                              "| --- | --- | --- | --- | --- | --- |\n");
        }
        const About& about = field.about();
        out += base::text("| `", field.key(), "` | `", toToml(field.value()), "`",
                          about.unit.empty() ? "" : " " + about.unit, " | ", allowed(field), " | ",
                          about.live ? "yes" : "", " | ", about.help, " | ", about.reference, " |\n");
    }
    return out;
}

} // namespace

std::string settingsText() {
    Recipe defaults;
    return textOf(fieldsOf(defaults));
}

std::string settingsMarkdown() {
    Recipe defaults;
    return markdownOf(
        fieldsOf(defaults),
        "# Settings\n\nMade by `ld3m describe --markdown`. Give a setting in a recipe file or as "
        "`--set key=value`. *Live* settings may change while a run is on.\n");
}

std::string priorSettingsText() {
    PriorRecipe defaults;
    return textOf(fieldsOf(defaults));
}

std::string priorSettingsMarkdown() {
    PriorRecipe defaults;
    return markdownOf(
        fieldsOf(defaults),
        "# Settings of prior training\n\nMade by `ld3m describe train-prior --markdown`. Give a setting in "
        "the recipe of `ld3m train-prior` or as `--set key=value`.\n");
}

std::string expertSettingsText() {
    ExpertRecipe defaults;
    return textOf(fieldsOf(defaults));
}

std::string expertSettingsMarkdown() {
    ExpertRecipe defaults;
    return markdownOf(
        fieldsOf(defaults),
        "# Settings of experts\n\nMade by `ld3m describe experts --markdown`. Give a setting in the "
        "recipe of `ld3m experts` or as `--set key=value`.\n");
}

} // namespace ld3m::settings
