#include "core/settings/recipe.h"

namespace ld3m::settings {

std::vector<Field> fieldsOf(Recipe& recipe) {
    std::vector<Field> fields;
    const auto add = [&fields](const char* name, auto& settings) {
        Section section(name, fields);
        describe(section, settings);
    };
    add("dataset", recipe.dataset);
    add("prior", recipe.prior);
    add("distillation", recipe.distillation);
    add("objective", recipe.objective);
    add("evaluation", recipe.evaluation);
    add("run", recipe.run);
    add("device", recipe.device);
    return fields;
}

void applyOverride(Recipe& recipe, const std::string& assignment) {
    applyAssignment(fieldsOf(recipe), assignment);
}

void applyOverrides(Recipe& recipe, const std::vector<std::string>& assignments) {
    applyAssignments(fieldsOf(recipe), assignments);
}

std::vector<Difference> difference(const Recipe& before, const Recipe& after) {
    Recipe left = before;
    Recipe right = after;
    return difference(fieldsOf(left), fieldsOf(right));
}

} // namespace ld3m::settings
