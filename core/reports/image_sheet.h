// The synthetic images of one iteration, as a value that any thread may hold.
#pragma once

#include <cstdint>
#include <memory>
#include <string>
#include <vector>

namespace ld3m::reports {

/// M = classes * ipc images in class-major order (class 0's images first), RGB, 8 bit, rows packed.
struct ImageSheet {
    std::int64_t iteration = 0; ///< iterations done when these images were made; 0 is the start
    std::int64_t ipc = 0;
    std::int64_t height = 0; ///< pixels of one image
    std::int64_t width = 0;
    std::vector<std::string> class_names;                 ///< label order
    std::shared_ptr<const std::vector<std::uint8_t>> rgb; ///< M * height * width * 3 bytes

    std::int64_t count() const { return static_cast<std::int64_t>(class_names.size()) * ipc; }
    /// First byte of image k of a class.
    const std::uint8_t* image(std::int64_t label, std::int64_t k) const {
        return rgb->data() + (label * ipc + k) * height * width * 3;
    }
};

} // namespace ld3m::reports
