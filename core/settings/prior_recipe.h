// A recipe for training a prior: data, autoencoder, diffusion model, and the classifiers beside them.
#pragma once

#include <filesystem>
#include <set>

#include "core/settings/dataset_settings.h"
#include "core/settings/field_list.h"
#include "core/settings/run_settings.h"
#include "core/settings/training_settings.h"

namespace ld3m::settings {

struct PriorRecipe {
    DatasetSettings dataset;
    AutoencoderSettings autoencoder;
    DiffusionSettings diffusion;
    ClassifierSettings classifier;
    TrainingRunSettings run;
    DeviceSettings device;
};

/// All settings of `recipe`, bound to it (keep it alive).
std::vector<Field> fieldsOf(PriorRecipe& recipe);

/// Reads a recipe as readRecipe() does. @throws base::InputError
PriorRecipe readPriorRecipe(const std::filesystem::path& file);
PriorRecipe parsePriorRecipe(const std::string& toml, const std::string& where,
                             const std::filesystem::path& folder = {},
                             const std::set<std::string>& skipped = {});
std::string toToml(const PriorRecipe& recipe, bool commented = false);

void applyOverride(PriorRecipe& recipe, const std::string& assignment);
std::vector<Difference> difference(const PriorRecipe& before, const PriorRecipe& after);

/// One sentence for each problem that would stop the training: sizes that do not fit each other.
std::vector<std::string> problemsOf(const PriorRecipe& recipe);
/// @throws base::InputError with the first problem.
void requireSound(const PriorRecipe& recipe);

/// {"1", "2", "2"} as numbers.
std::vector<std::int64_t> numbersIn(const std::vector<std::string>& words);

} // namespace ld3m::settings
