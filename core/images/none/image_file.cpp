#include "core/images/image_file.h"

#include "core/base/error.h"
#include "core/base/text.h"

namespace ld3m::images {

bool canReadImages() {
    return false;
}

Rgb8 readImage(const std::filesystem::path& file) {
    throw base::InputError(
        base::text("This build reads packed sets only, not the image ", file.string(),
                   ": give a folder with train.safetensors, or build with LD3M_IMAGE_FILES=ON."));
}

void writePng(const std::filesystem::path& file, const Rgb8&) {
    throw base::InputError(base::text("This build reads packed sets only and cannot write ", file.string(),
                                      ": build with LD3M_IMAGE_FILES=ON."));
}

} // namespace ld3m::images
