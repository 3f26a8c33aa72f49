// Opening a distilled set, whoever made it.
#pragma once

#include <cstdint>
#include <filesystem>

#include "core/data/dataset.h"
#include "core/sets/distilled_set.h"

namespace ld3m::sets {

/// Is this a file or folder that importSet() opens? A run, a project or a dataset is not.
bool isSet(const std::filesystem::path& path);

/// A file (torch_set.h), a folder of class folders (class_folders.h), what ld3m export wrote, or a folder
/// that holds images_best.pt, the newest images_<n>.pt, data.pt or res_*.pt. `resolution`: to which pictures
/// are fitted; 0 for their own; tensors are never resized.
/// @throws base::InputError
DistilledSet importSet(const std::filesystem::path& path, std::int64_t resolution = 0,
                       const data::LoadProgress& progress = {});

} // namespace ld3m::sets
