// A recipe for training experts: data, experts, device.
#pragma once

#include <filesystem>
#include <set>

#include "core/settings/dataset_settings.h"
#include "core/settings/expert_settings.h"
#include "core/settings/field_list.h"
#include "core/settings/run_settings.h"

namespace ld3m::settings {

struct ExpertRecipe {
    DatasetSettings dataset;
    ExpertSettings experts;
    DeviceSettings device;
};

/// All settings of `recipe`, bound to it (keep it alive).
std::vector<Field> fieldsOf(ExpertRecipe& recipe);

/// Reads a recipe as readRecipe() does. @throws base::InputError
ExpertRecipe readExpertRecipe(const std::filesystem::path& file);
ExpertRecipe parseExpertRecipe(const std::string& toml, const std::string& where,
                               const std::filesystem::path& folder = {},
                               const std::set<std::string>& skipped = {});
std::string toToml(const ExpertRecipe& recipe, bool commented = false);

void applyOverride(ExpertRecipe& recipe, const std::string& assignment);
std::vector<Difference> difference(const ExpertRecipe& before, const ExpertRecipe& after);

/// @throws base::InputError with the first problem that would stop the training.
void requireSound(const ExpertRecipe& recipe);

} // namespace ld3m::settings
