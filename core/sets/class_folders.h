// Sets that are pictures in a folder for each class (SRe2L, RDED, Minimax, D4M, and our own images/).
#pragma once

#include <cstdint>
#include <filesystem>

#include "core/data/dataset.h"
#include "core/sets/distilled_set.h"

namespace ld3m::sets {

/// Does the folder hold folders with pictures, and no train/ as a dataset would?
bool isClassFolders(const std::filesystem::path& folder);

/// Labels follow the sorted names of the folders; withClasses() puts them in a dataset's order. Every picture
/// becomes a square of `resolution` pixels, or of the first picture's size where that is 0.
/// @throws base::InputError: a class without pictures, a broken picture
DistilledSet readClassFolders(const std::filesystem::path& folder, std::int64_t resolution,
                              const data::LoadProgress& progress);

} // namespace ld3m::sets
