#include "core/settings/expert_recipe.h"

#include "core/base/error.h"
#include "core/settings/field_file.h"

namespace ld3m::settings {

std::vector<Field> fieldsOf(ExpertRecipe& recipe) {
    std::vector<Field> fields;
    const auto add = [&fields](const char* name, auto& settings) {
        Section section(name, fields);
        describe(section, settings);
    };
    add("dataset", recipe.dataset);
    add("experts", recipe.experts);
    add("device", recipe.device);
    return fields;
}

ExpertRecipe parseExpertRecipe(const std::string& toml, const std::string& where,
                               const std::filesystem::path& folder, const std::set<std::string>& skipped) {
    ExpertRecipe recipe;
    readFields(fieldsOf(recipe), toml, where, folder, skipped);
    return recipe;
}

ExpertRecipe readExpertRecipe(const std::filesystem::path& file) {
    return parseExpertRecipe(recipeText(file), file.string(), std::filesystem::absolute(file).parent_path());
}

std::string toToml(const ExpertRecipe& recipe, bool commented) {
    ExpertRecipe copy = recipe;
    return writeFields(fieldsOf(copy), commented);
}

void applyOverride(ExpertRecipe& recipe, const std::string& assignment) {
    applyAssignment(fieldsOf(recipe), assignment);
}

std::vector<Difference> difference(const ExpertRecipe& before, const ExpertRecipe& after) {
    ExpertRecipe left = before;
    ExpertRecipe right = after;
    return difference(fieldsOf(left), fieldsOf(right));
}

void requireSound(const ExpertRecipe& recipe) {
    ExpertRecipe copy = recipe;
    const std::vector<std::string> problems = emptyOnes(fieldsOf(copy));
    if (!problems.empty())
        throw base::InputError(problems.front());
}

} // namespace ld3m::settings
