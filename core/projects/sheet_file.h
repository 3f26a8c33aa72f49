// Stored image sheets: images/<iteration>.safetensors, tensor `images` U8 [M, height, width, 3], class names
// in the metadata.
#pragma once

#include <filesystem>

#include "core/reports/image_sheet.h"

namespace ld3m::projects {

/// Atomic. @throws base::RunError
void writeSheet(const std::filesystem::path& file, const reports::ImageSheet& sheet);
/// @throws base::InputError
reports::ImageSheet readSheet(const std::filesystem::path& file);

} // namespace ld3m::projects
