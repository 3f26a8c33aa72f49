// Seconds and memory of an iteration before it is run: one reverse step, one decoded image and one round of
// classes are computed, and multiplied.
#pragma once

#include <functional>

#include "core/priors/memory_prediction.h"
#include "core/settings/recipe.h"

namespace c10 {
struct TensorOptions;
}

namespace ld3m::distillation {

/// Bytes and seconds of the smallest parts. "Kept" is what their graphs hold, "working" what a pull-back
/// takes beyond that.
struct IterationParts {
    std::int64_t latent_bytes = 0;       ///< z of one image
    std::int64_t conditioning_bytes = 0; ///< c of one image
    std::int64_t weight_bytes = 0;       ///< of the prior
    std::int64_t step_kept = 0, step_working = 0;
    std::int64_t output_kept = 0, output_working = 0;
    double step_forward = 0, step_pull_back = 0;     ///< one image through the denoiser, guidance included
    double output_forward = 0, output_pull_back = 0; ///< one image through the decoder
    /// All classes; nothing known where the objective is trajectory matching, whose experts would be read.
    bool objective_known = false;
    std::int64_t objective_bytes = 0;
    double objective_seconds = 0;
    std::int64_t loops = 1; ///< matches of an iteration
};

/// Loads the prior (mapped on the CPU) and computes. Sets the process's thread count as a run does.
/// @throws base::InputError, c10::Error (memory), what `checkpoint` throws
IterationParts measureParts(const settings::Recipe& recipe, std::int64_t classes,
                            const c10::TensorOptions& options, const std::function<void()>& checkpoint);

/// Settings on which the parts depend are equal in both.
bool samePartsFor(const settings::Recipe& one, const settings::Recipe& other);

struct IterationForecast {
    std::int64_t peak_bytes = 0; ///< of the whole process (on a GPU: of the device) during an iteration
    settings::Memory mode = settings::Memory::per_step;
    double seconds = 0; ///< of an iteration
    bool objective_known = false;
    std::int64_t images_at_once = 1; ///< as the memory plan has it
};

/// `resident`: bytes there before, real images included and weights not. `available` and `total` decide the
/// memory mode as they will for the run.
IterationForecast forecastOf(const settings::Recipe& recipe, const IterationParts& parts,
                             std::int64_t classes, std::int64_t resident, std::int64_t available,
                             std::int64_t total, bool gpu);

} // namespace ld3m::distillation
