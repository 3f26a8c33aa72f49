#include "core/settings/recipe_file.h"

#include "core/settings/toml_document.h"

namespace ld3m::settings {
namespace {

// Recipes of older versions, and the runs made by them, said `baseline = true` or `false`; now a list says which.
constexpr const char* kFormerBaseline = "evaluation.baseline";

void readFormerBaseline(Recipe& recipe, const std::string& toml, const std::string& where) {
    const toml::table table = parseToml(toml, where);
    const auto baseline = table["evaluation"]["baseline"].value<bool>();
    if (baseline && !table["evaluation"]["baselines"])
        recipe.evaluation.baselines =
            *baseline ? std::vector<std::string>{"random_real"} : std::vector<std::string>{};
}

} // namespace

Recipe parseRecipe(const std::string& toml, const std::string& where, const std::filesystem::path& folder,
                   const std::set<std::string>& skipped) {
    Recipe recipe;
    std::set<std::string> passed = skipped;
    passed.insert(kFormerBaseline);
    readFields(fieldsOf(recipe), toml, where, folder, passed);
    readFormerBaseline(recipe, toml, where);
    return recipe;
}

Recipe readRecipe(const std::filesystem::path& file) {
    return parseRecipe(recipeText(file), file.string(), std::filesystem::absolute(file).parent_path());
}

std::string toToml(const Recipe& recipe, bool commented) {
    Recipe copy = recipe;
    return writeFields(fieldsOf(copy), commented);
}

} // namespace ld3m::settings
