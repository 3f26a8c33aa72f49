// A run's images as a folder that other programs use. No Torch in this header.
#pragma once

#include <cstdint>
#include <filesystem>
#include <optional>
#include <string>
#include <vector>

#include "core/jobs/control.h"
#include "core/reports/run_events.h"

namespace ld3m::sets {

struct Exported {
    std::int64_t iteration = 0;
    std::int64_t images = 0;
    std::vector<std::string> left_out; ///< what this build could not write, and why
};

/// Writes the checkpoint of `iteration` (the newest when absent) to the new folder `to`:
///   manifest.json          what the set is, and how it is used rightly (core/sets/manifest.h)
///   images_best.pt         float32 [M, 3, H, W], normalised; labels_best.pt, int64 [M], grouped by class
///   images.safetensors     float32 [M, 3, H, W] in [0,1], and labels
///   latents.safetensors    Z, c and the noise: the images bit for bit (core/sets/bundle.h)
///   images/<class>/<k>.png     figures/images.png, all of them
///   metrics.csv                events.out.tfevents.*, for TensorBoard
/// The folder appears whole or not at all. `overrides` are device settings ("device.kind=cpu") in place of
/// the run's.
/// @throws base::InputError: no run, no such checkpoint, another prior than the run's, a target that is not
/// empty; base::RunError when the disk refuses; jobs::Stopped
Exported exportRun(const std::filesystem::path& run, std::optional<std::int64_t> iteration,
                   const std::filesystem::path& to, const std::vector<std::string>& overrides,
                   jobs::Control& control, reports::Published& published);

} // namespace ld3m::sets
