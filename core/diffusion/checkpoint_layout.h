// What a checkpoint file holds, and how to read it: from tensor names, shapes and metadata, without loading
// weights.
#pragma once

#include <cstdint>
#include <filesystem>
#include <memory>
#include <optional>
#include <string>

#include "core/diffusion/averaged_weights.h"
#include "core/diffusion/noise_schedule.h"
#include "core/diffusion/tensor_shapes.h"
#include "core/diffusion/unet.h"
#include "core/settings/prior_settings.h"
#include "core/tensor/state_dict.h"

namespace ld3m::diffusion {

inline constexpr const char* kUNetPrefix = "model.diffusion_model";
inline constexpr const char* kEmbeddingName = "cond_stage_model.embedding.weight";

struct CheckpointLayout {
    std::shared_ptr<const tensor::StateDict> state; ///< without what only training needs
    std::string first_stage; ///< prefix of the autoencoder; empty in an autoencoder-only file
    bool has_unet = false;
    bool has_embedder = false;
    AverageCount averages; ///< of the U-Net, or of the autoencoder in a file without one; taken when complete
    std::int64_t first_stage_groups = 32;
    UNetHints unet_hints;
    std::optional<std::int64_t> unconditional; ///< row of the class embedding
    NoiseSchedule schedule;
};

/// Looks at a state dict's names, shapes and metadata; averaged weights replace the raw ones in it (unless
/// raw ones are wanted), and what only training needs (`model_ema.*`, `loss.*`) goes.
/// @throws base::InputError with the reason why it is no checkpoint: what it holds, what was expected.
CheckpointLayout layoutOf(std::shared_ptr<tensor::StateDict> state,
                          settings::CheckpointWeights weights = settings::CheckpointWeights::averaged);

/// The same for a file, which the sentence then names. @throws base::InputError
CheckpointLayout
readCheckpointLayout(const std::filesystem::path& file, const tensor::ReadProgress& progress = {},
                     settings::CheckpointWeights weights = settings::CheckpointWeights::averaged);

TensorShapes shapesOf(const tensor::StateDict& state);

/// The size of a tensor at `place` of its shape; 0 where there is none.
std::int64_t sizeAt(const tensor::StateDict& state, const std::string& name, std::size_t place);

/// Throws `problem` again with the file in front.
[[noreturn]] void refuseCheckpoint(const std::filesystem::path& file, const std::exception& problem);

} // namespace ld3m::diffusion
