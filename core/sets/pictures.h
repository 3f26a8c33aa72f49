// The pictures of an exported set, for the eye.
#pragma once

#include <cstdint>
#include <filesystem>
#include <functional>
#include <string>
#include <vector>

#include "core/files/event_file.h"
#include "core/reports/image_sheet.h"
#include "core/sets/manifest.h"

namespace ld3m::sets {

/// A class by the name of its folder.
ManifestClass classNamed(const std::string& folder);

/// images/<class>/<k>.png and figures/images.png, a contact sheet of at most 100 classes and 20 images of
/// each.
/// @return what was left out, and why: builds without image files write neither
/// @throws base::RunError
std::vector<std::string>
writePictures(const std::filesystem::path& folder, const reports::ImageSheet& sheet,
              const std::function<void(std::int64_t done, std::int64_t total)>& progress);

/// The contact sheet in `folder` as an event, where there is one.
void addPicture(files::EventFile& events, const std::filesystem::path& folder,
                const reports::ImageSheet& sheet, double wall);

} // namespace ld3m::sets
