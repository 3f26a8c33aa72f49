// What whoever uses a prior should know about it, as Markdown beside the file.
#pragma once

#include <string>
#include <vector>

#include "core/reports/training_report.h"
#include "core/settings/prior_recipe.h"

namespace ld3m::training {

struct CardFacts {
    std::string summary; ///< one line: kind and size of the model
    std::string version; ///< of LD3M Workbench
    std::string device;
    std::string sha256; ///< of the prior file
    std::uintmax_t bytes = 0;
    std::int64_t training_images = 0;
    std::vector<std::string> class_names;
    std::vector<reports::Figure> figures;
};

/// Data, recipe (the settings that differ from the defaults), figures and what they mean, licence.
std::string modelCard(const settings::PriorRecipe& recipe, const CardFacts& facts);

} // namespace ld3m::training
