// The subsets of ImageNet that the field distils: ten classes each, in label order.
#pragma once

#include <cstdint>
#include <string>
#include <vector>

#include "core/settings/dataset_settings.h"

namespace ld3m::data {

/// Indices into ILSVRC-2012's 1000 classes, in label order; empty for Subset::none.
std::vector<std::int64_t> subsetIndices(settings::Subset subset);

/// The same as synsets, which are ImageNet's folder names.
std::vector<std::string> subsetSynsets(settings::Subset subset);

/// Those of its synsets that are not among `class_names`, in label order.
std::vector<std::string> missingSynsets(settings::Subset subset, const std::vector<std::string>& class_names);

/// As papers print it: "ImageNet-A", "Fruits".
std::string titleOf(settings::Subset subset);

/// Every subset but Subset::none.
std::vector<settings::Subset> allSubsets();

} // namespace ld3m::data
