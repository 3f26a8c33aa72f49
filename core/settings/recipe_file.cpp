#include "core/settings/recipe_file.h"

#include "core/base/error.h"
#include "core/base/text.h"
#include "core/settings/toml_document.h"

namespace ld3m::settings {
namespace {

namespace fs = std::filesystem;

constexpr const char* kBase = "base";
constexpr int kDeepest = 8; ///< bases of bases

/// The files that a recipe starts from, in order.
std::vector<fs::path> basesOf(const std::string& toml, const std::string& where, const fs::path& folder) {
    const toml::table table = parseToml(toml, where);
    const toml::node* base = table.get(kBase);
    if (!base)
        return {};
    std::vector<fs::path> files;
    const auto add = [&](const toml::node& node) {
        const auto name = node.value<std::string>();
        if (!name)
            throw base::InputError(base::text(where, ", line ", node.source().begin.line,
                                              ": base wants a recipe's file or a list of such files."));
        files.push_back((folder / *name).lexically_normal());
    };
    if (const toml::array* list = base->as_array())
        for (const toml::node& node : *list)
            add(node);
    else
        add(*base);
    return files;
}

// Recipes of older versions, and the runs made by them, said `baseline = true` or `false`; now a list says
// which.
constexpr const char* kFormerBaseline = "evaluation.baseline";

void readFormerBaseline(Recipe& recipe, const std::string& toml, const std::string& where) {
    const toml::table table = parseToml(toml, where);
    const auto baseline = table["evaluation"]["baseline"].value<bool>();
    if (baseline && !table["evaluation"]["baselines"])
        recipe.evaluation.baselines =
            *baseline ? std::vector<std::string>{"random_real"} : std::vector<std::string>{};
}

/// Sets what the text names.
void readInto(Recipe& recipe, const std::string& toml, const std::string& where, const fs::path& folder,
              std::set<std::string> skipped) {
    skipped.insert(kFormerBaseline);
    readFields(fieldsOf(recipe), toml, where, folder, skipped);
    readFormerBaseline(recipe, toml, where);
}

/// The same after the file's bases.
void readInto(Recipe& recipe, const fs::path& file, int depth) {
    const std::string toml = recipeText(file);
    const fs::path folder = fs::absolute(file).parent_path();
    if (depth > kDeepest)
        throw base::InputError(base::text(file.string(), " is base of a base more than ", kDeepest,
                                          " times over: a recipe must not start from itself."));
    for (const fs::path& base : basesOf(toml, file.string(), folder))
        readInto(recipe, base, depth + 1);
    readInto(recipe, toml, file.string(), folder, {kBase});
}

} // namespace

Recipe parseRecipe(const std::string& toml, const std::string& where, const fs::path& folder,
                   const std::set<std::string>& skipped) {
    Recipe recipe;
    readInto(recipe, toml, where, folder, skipped);
    return recipe;
}

Recipe readRecipe(const fs::path& file) {
    Recipe recipe;
    readInto(recipe, file, 0);
    return recipe;
}

std::string toToml(const Recipe& recipe, bool commented) {
    Recipe copy = recipe;
    return writeFields(fieldsOf(copy), commented);
}

} // namespace ld3m::settings
