// A split as one safetensors file, which every build can read:
//   images   U8 [N, 3, H, W], sorted by class, H = W; in the cache also F32, levels 0 to 255 with fractions
//   first    I64 [C + 1]: class k's images are rows [first[k], first[k + 1])
//   metadata class_names: a JSON list of C names in label order
// A folder with train.safetensors and test.safetensors is a packed set and can be given as dataset.path.
#pragma once

#include <map>

#include <ATen/core/Tensor.h>

#include "core/data/split_source.h"

namespace ld3m::data {

struct PackedSplit {
    at::Tensor images_N3HW; ///< uint8 (float: levels 0 to 255), CPU; may be a read-only mapping
    std::vector<std::int64_t> first;
    std::vector<std::string> class_names;
    std::map<std::string, std::string> metadata; ///< besides class_names
};

/// @throws base::InputError naming the file: not readable, or not laid out as above.
PackedSplit readPacked(const std::filesystem::path& file);

/// Atomic. @throws base::RunError
void writePacked(const std::filesystem::path& file, const PackedSplit& split);

/// Null when `folder` has no train.safetensors. @throws base::InputError
std::unique_ptr<SourceKind> openPackedFolder(const std::filesystem::path& folder);

} // namespace ld3m::data
