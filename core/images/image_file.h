// PNG, JPEG, BMP and WebP files as plain RGB bytes. Folders opencv/ and none/ hold the same functions; the
// build picks one (LD3M_IMAGE_FILES).
#pragma once

#include <cstdint>
#include <filesystem>
#include <vector>

namespace ld3m::images {

/// RGB, 8 bit, rows from the top, packed.
struct Rgb8 {
    std::int64_t height = 0;
    std::int64_t width = 0;
    std::vector<std::uint8_t> bytes; ///< height * width * 3
};

/// false in builds without image files, where the functions below throw.
bool canReadImages();

/// Any thread. EXIF rotation is applied, grayscale and CMYK become RGB, 16 bit becomes 8, and transparency is
/// dropped (the colours below it show), as the field's loaders do.
/// @throws base::InputError naming the file: unreadable, not an image, cut off, damaged.
Rgb8 readImage(const std::filesystem::path& file);

/// Atomic. @throws base::RunError
void writePng(const std::filesystem::path& file, const Rgb8& image);

} // namespace ld3m::images
