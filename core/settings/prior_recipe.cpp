#include "core/settings/prior_recipe.h"

#include <algorithm>
#include <charconv>

#include "core/base/error.h"
#include "core/base/text.h"
#include "core/settings/field_file.h"

namespace ld3m::settings {
namespace {

void checkGroups(std::vector<std::string>& problems, const char* section, std::int64_t groups,
                 std::int64_t width, const std::vector<std::int64_t>& multipliers) {
    for (const std::int64_t multiplier : multipliers)
        if ((width * multiplier) % groups != 0) {
            problems.push_back(base::text(section, ".groups = ", groups, " does not divide a width of ",
                                          width * multiplier, ": change it, ", section, ".width or ", section,
                                          ".multipliers."));
            return;
        }
}

void checkOptimiser(std::vector<std::string>& problems, const char* section,
                    const OptimiserSettings& optimiser) {
    if (optimiser.warm_up > optimiser.constant && optimiser.constant < 1)
        problems.push_back(base::text(section, ".warm_up = ", optimiser.warm_up, " is later than ", section,
                                      ".constant = ", optimiser.constant,
                                      ": the rate would fall before it has climbed."));
}

void checkAttention(std::vector<std::string>& problems, const DiffusionSettings& diffusion,
                    const std::vector<std::int64_t>& multipliers) {
    const auto fits = [&](std::int64_t width) { return width % diffusion.head_channels == 0; };
    const std::vector<std::int64_t> reductions = numbersIn(diffusion.attention);
    std::int64_t reduction = 1;
    for (std::size_t level = 0; level < multipliers.size(); ++level, reduction *= 2) {
        const bool attends = level + 1 == multipliers.size() ||
                             std::find(reductions.begin(), reductions.end(), reduction) != reductions.end();
        const std::int64_t width = diffusion.width * multipliers[level];
        if (attends && !fits(width)) {
            problems.push_back(base::text("diffusion.head_channels = ", diffusion.head_channels,
                                          " does not divide a width of ", width, " that has attention."));
            return;
        }
    }
}

} // namespace

std::vector<std::int64_t> numbersIn(const std::vector<std::string>& words) {
    std::vector<std::int64_t> numbers;
    for (const std::string& word : words) {
        std::int64_t number = 0;
        std::from_chars(word.data(), word.data() + word.size(), number);
        numbers.push_back(number);
    }
    return numbers;
}

std::vector<Field> fieldsOf(PriorRecipe& recipe) {
    std::vector<Field> fields;
    const auto add = [&fields](const char* name, auto& settings) {
        Section section(name, fields);
        describe(section, settings);
    };
    add("dataset", recipe.dataset);
    add("autoencoder", recipe.autoencoder);
    add("diffusion", recipe.diffusion);
    add("classifier", recipe.classifier);
    add("run", recipe.run);
    add("device", recipe.device);
    return fields;
}

PriorRecipe parsePriorRecipe(const std::string& toml, const std::string& where,
                             const std::filesystem::path& folder, const std::set<std::string>& skipped) {
    PriorRecipe recipe;
    readFields(fieldsOf(recipe), toml, where, folder, skipped);
    return recipe;
}

PriorRecipe readPriorRecipe(const std::filesystem::path& file) {
    return parsePriorRecipe(recipeText(file), file.string(), std::filesystem::absolute(file).parent_path());
}

std::string toToml(const PriorRecipe& recipe, bool commented) {
    PriorRecipe copy = recipe;
    return writeFields(fieldsOf(copy), commented);
}

void applyOverride(PriorRecipe& recipe, const std::string& assignment) {
    applyAssignment(fieldsOf(recipe), assignment);
}

std::vector<Difference> difference(const PriorRecipe& before, const PriorRecipe& after) {
    PriorRecipe left = before;
    PriorRecipe right = after;
    return difference(fieldsOf(left), fieldsOf(right));
}

std::vector<std::string> problemsOf(const PriorRecipe& recipe) {
    PriorRecipe copy = recipe;
    std::vector<std::string> problems = emptyOnes(fieldsOf(copy));
    const std::vector<std::int64_t> first = numbersIn(recipe.autoencoder.multipliers);
    const std::vector<std::int64_t> second = numbersIn(recipe.diffusion.multipliers);
    if (first.empty())
        problems.push_back(
            "autoencoder.multipliers is empty: name one for each resolution, as in [\"1\", \"2\", \"2\"].");
    if (second.empty())
        problems.push_back(
            "diffusion.multipliers is empty: name one for each resolution, as in [\"1\", \"1\"].");
    if (first.empty() || second.empty())
        return problems;
    const std::int64_t halvings = static_cast<std::int64_t>(first.size() + second.size()) - 2;
    if (recipe.dataset.resolution % (std::int64_t{1} << halvings) != 0)
        problems.push_back(
            base::text("dataset.resolution = ", recipe.dataset.resolution, " cannot be halved ", halvings,
                       " times, as autoencoder.multipliers and diffusion.multipliers want: use fewer "
                       "multipliers or another resolution."));
    checkGroups(problems, "autoencoder", recipe.autoencoder.groups, recipe.autoencoder.width, first);
    checkGroups(problems, "diffusion", recipe.diffusion.groups, recipe.diffusion.width, second);
    checkAttention(problems, recipe.diffusion, second);
    checkOptimiser(problems, "autoencoder", recipe.autoencoder.optimiser);
    checkOptimiser(problems, "diffusion", recipe.diffusion.optimiser);
    checkOptimiser(problems, "classifier", recipe.classifier.optimiser);
    if (recipe.diffusion.class_dropout == 0)
        problems.push_back(
            "diffusion.class_dropout = 0 trains no unconditional branch, which guidance needs: use 0.1.");
    return problems;
}

void requireSound(const PriorRecipe& recipe) {
    const std::vector<std::string> problems = problemsOf(recipe);
    if (!problems.empty())
        throw base::InputError(problems.front());
}

} // namespace ld3m::settings
