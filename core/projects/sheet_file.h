// Stored image sheets: images/<iteration>.safetensors, tensor `images` U8 [M, height, width, 3], class names
// in the metadata.
#pragma once

#include <filesystem>

#include "core/reports/image_sheet.h"
#include "core/reports/image_study.h"

namespace ld3m::projects {

/// Atomic. @throws base::RunError
void writeSheet(const std::filesystem::path& file, const reports::ImageSheet& sheet);
/// @throws base::InputError
reports::ImageSheet readSheet(const std::filesystem::path& file);
/// Image k of one class alone, without reading the others. @throws base::InputError, also without such an
/// image
reports::Picture readSheetImage(const std::filesystem::path& file, std::int64_t label, std::int64_t k);

} // namespace ld3m::projects
