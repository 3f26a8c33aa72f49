// Which of a prior's classes each of a run's classes is.
#pragma once

#include <cstdint>
#include <string>
#include <vector>

#include "core/settings/dataset_settings.h"

namespace ld3m::data {

/// The rank of each name among all classes of the dataset's folder, as a prior that was trained on that
/// folder numbers them: a run on some classes only still conditions on the right ones. Priors of all of
/// ImageNet number by synset instead (base::imagenetIndices). @throws
/// base::InputError
std::vector<std::int64_t> classRanks(const settings::DatasetSettings& dataset,
                                     const std::vector<std::string>& class_names);

} // namespace ld3m::data
