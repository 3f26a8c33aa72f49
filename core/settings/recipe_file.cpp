#include "core/settings/recipe_file.h"

namespace ld3m::settings {

Recipe parseRecipe(const std::string& toml, const std::string& where, const std::filesystem::path& folder,
                   const std::set<std::string>& skipped) {
    Recipe recipe;
    readFields(fieldsOf(recipe), toml, where, folder, skipped);
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
