// Folders of images: train/<class>/*.jpg and test/<class>/*.jpg, as ImageNet and its subsets lie on the disk.
#pragma once

#include "core/data/split_source.h"

namespace ld3m::data {

/// @throws base::InputError when there is no train/, or no class folder in it.
std::unique_ptr<SourceKind> openImageFolder(const std::filesystem::path& folder);

} // namespace ld3m::data
