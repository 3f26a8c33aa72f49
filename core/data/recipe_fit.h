// Whether the images of a folder can be those of a recipe.
#pragma once

#include "core/data/dataset_facts.h"

namespace ld3m::data {

struct RecipeFit {
    std::string lacking; ///< what the recipe wants and the folder has not: "CIFAR-10"; empty when it fits
    std::vector<settings::Subset> subsets; ///< for recipes that distil a subset: those that are complete here

    bool fits() const { return lacking.empty(); }
};

/// Looks at kind, classes and resolution. A recipe for ImageNet fits a folder of synsets with images of its
/// resolution; one with a subset needs any complete one. A recipe with CIFAR-10's normalisation fits CIFAR-10
/// at every resolution, which papers enlarge.
RecipeFit fitOf(const DatasetFacts& facts, const settings::DatasetSettings& recipe);

} // namespace ld3m::data
