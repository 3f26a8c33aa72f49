// What is known of one synthetic image beyond its pixels: norms, the way through the reverse steps, the
// nearest real images.
#pragma once

#include <cstdint>
#include <filesystem>
#include <functional>
#include <memory>
#include <optional>
#include <string>
#include <variant>
#include <vector>

#include "core/reports/run_events.h"

namespace ld3m::reports {

/// One image: RGB, 8 bit, rows packed.
struct Picture {
    std::int64_t height = 0;
    std::int64_t width = 0;
    std::shared_ptr<const std::vector<std::uint8_t>> rgb = {}; ///< height * width * 3 bytes
};

enum class StudyPart { norms, denoising, nearest };

struct StudyQuestion {
    std::filesystem::path run = {}; ///< empty: nothing is asked, what is kept for further questions is freed
    std::int64_t label = 0;
    std::int64_t image = 0;                     ///< of the class
    std::optional<std::int64_t> iteration = {}; ///< the checkpoint nearest to it; nothing: the newest
    StudyPart part = StudyPart::norms;
    bool gradients = false;       ///< norms: those of the gradients too, which takes a whole iteration
    bool all_classes = false;     ///< nearest: search all real images, not those of the class alone
    std::int64_t neighbours = 12; ///< nearest: how many
};

struct ImageNorms {
    double latents = 0;                               ///< ||Z_k||
    std::optional<double> conditioning = {};          ///< ||c_k||; nothing without a class-conditional model
    std::optional<double> latents_gradient = {};      ///< ||dL/dZ_k||; nothing until it was measured
    std::optional<double> conditioning_gradient = {}; ///< ||dL/dc_k||
};

/// Of all images, class-major: the gradients of one come with those of all.
struct StudyNorms {
    std::int64_t iteration = 0; ///< of the checkpoint
    std::int64_t ipc = 0;
    std::vector<ImageNorms> images;
    bool whole = false; ///< with gradients: those of the iteration that follows the checkpoint
};

/// One state of the reverse process, decoded.
struct DenoisingFrame {
    std::int64_t state = 0;             ///< 0 is z_T, the last is z_0
    std::optional<std::int64_t> t = {}; ///< timestep of the step that starts here; nothing for z_0
    std::optional<double> weight = {};  ///< w(t) of the residual that this step mixes in; nothing without one
    Picture picture;
};
struct StudyDenoising {
    std::int64_t iteration = 0;
    std::string residual; ///< "released", "paper", "off"
    std::vector<DenoisingFrame> frames;
};

struct NearReal {
    std::int64_t label = 0;
    std::int64_t index = 0; ///< among the real images of its class, in the order of the data set
    std::string class_name; ///< folder name
    double distance = 0;
    Picture picture;
};
struct StudyNearest {
    std::int64_t iteration = 0;
    std::int64_t searched = 0; ///< real images
    bool all_classes = false;
    std::vector<NearReal> in_pixels;  ///< distance: root mean square in grey levels of 0 to 255
    std::vector<NearReal> in_network; ///< distance: ||f - g|| / ||f||, f being the synthetic image's features
    std::string network;              ///< "convnet, width 128, random weights of seed 0"
};

using StudyAnswer = std::variant<StudyNorms, StudyDenoising, StudyNearest>;

/// How a study is watched; all of it is called on its thread.
struct StudyWatch {
    std::function<void()> checkpoint = [] {}; ///< asked within every inner step; throws jobs::Stopped to stop
    /// Once; norms with gradients twice: before and after these are measured.
    std::function<void(const StudyAnswer&)> answered = [](const StudyAnswer&) {};
    std::function<void(const Progress&)> progress = [](const Progress&) {};
};

} // namespace ld3m::reports
