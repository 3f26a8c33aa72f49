#include "app/cli/dataset_report.h"

#include <algorithm>
#include <map>
#include <vector>

#include "core/base/bundled.h"
#include "core/base/text.h"
#include "core/data/recipe_fit.h"
#include "core/settings/recipe_file.h"

namespace ld3m::cli {
namespace {

namespace fs = std::filesystem;

/// The recipes that come with the program, by name.
std::vector<fs::path> shippedRecipes() {
    std::vector<fs::path> files;
    const fs::path readme = base::bundledFile("projects/README.md");
    if (readme.empty())
        return files;
    for (const fs::directory_entry& entry : fs::directory_iterator(readme.parent_path()))
        if (entry.is_regular_file() && entry.path().extension() == ".toml")
            files.push_back(entry.path());
    std::ranges::sort(files);
    return files;
}

std::string subsetWords(const std::vector<settings::Subset>& subsets) {
    std::vector<std::string> names;
    for (const settings::Subset subset : subsets)
        names.push_back(settings::nameOf(subset));
    return names.empty() ? "" : "  dataset.subset = " + base::join(names, ", ");
}

} // namespace

std::string describeDataset(const fs::path& folder) {
    const data::DatasetFacts facts = data::factsOf(folder);
    std::string fitting;
    std::map<std::string, int> others; ///< by what they lack
    for (const fs::path& file : shippedRecipes()) {
        const data::RecipeFit fit = data::fitOf(facts, settings::readRecipe(file).dataset);
        if (fit.fits())
            fitting += base::text("  ", file.filename().string(), subsetWords(fit.subsets), "\n");
        else
            ++others[fit.lacking];
    }
    std::string out = data::toText(facts);
    if (!fitting.empty())
        out += "Recipes that fit (projects/README.md):\n" + fitting;
    for (const auto& [lacking, count] : others)
        out += base::text(count, count == 1 ? " recipe wants " : " recipes want ", lacking, "\n");
    return out;
}

} // namespace ld3m::cli
