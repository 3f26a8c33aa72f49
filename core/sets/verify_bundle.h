// Proof that an exported set's latents are its images. No Torch in this header.
#pragma once

#include <cstdint>
#include <filesystem>
#include <string>
#include <vector>

#include "core/jobs/control.h"
#include "core/reports/run_events.h"

namespace ld3m::sets {

struct Verification {
    std::int64_t images = 0;
    std::int64_t differing = 0; ///< images that do not come out bit for bit
    double largest = 0;         ///< largest difference of a normalised value
    std::string device;         ///< what computed them now

    bool same() const { return differing == 0; }
};

/// Makes the images of `bundle` again from its latents and compares them with images_best.pt. `prior`: the
/// checkpoint where it is now; empty for where the run had it. `overrides` as in exportRun().
/// @throws base::InputError: no bundle, or a prior whose SHA-256 is not the manifest's; jobs::Stopped
Verification verifyBundle(const std::filesystem::path& bundle, const std::filesystem::path& prior,
                          const std::vector<std::string>& overrides, jobs::Control& control,
                          reports::Published& published);

} // namespace ld3m::sets
