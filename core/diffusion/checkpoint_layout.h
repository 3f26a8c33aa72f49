// What a checkpoint file holds, and how to read it: from tensor names, shapes and metadata, without loading
// weights.
#pragma once

#include <cstdint>
#include <filesystem>
#include <memory>
#include <optional>
#include <string>

#include "core/diffusion/noise_schedule.h"
#include "core/diffusion/unet.h"
#include "core/tensor/state_dict.h"

namespace ld3m::diffusion {

inline constexpr const char* kUNetPrefix = "model.diffusion_model";
inline constexpr const char* kEmbeddingName = "cond_stage_model.embedding.weight";

struct CheckpointLayout {
    std::shared_ptr<const tensor::StateDict> state;
    std::string first_stage; ///< prefix of the autoencoder; empty in an autoencoder-only file
    bool has_unet = false;
    bool has_embedder = false;
    bool averaged = false; ///< the U-Net's tensors are the averaged (EMA) ones of the file
    std::int64_t first_stage_groups = 32;
    UNetHints unet_hints;
    std::optional<std::int64_t> unconditional; ///< row of the class embedding
    NoiseSchedule schedule;
};

/// Looks at a state dict's names, shapes and metadata; averaged weights replace the raw ones in it.
/// @throws base::InputError with the reason why it is no checkpoint: what it holds, what was expected.
CheckpointLayout layoutOf(std::shared_ptr<tensor::StateDict> state);

/// The same for a file, which the sentence then names. @throws base::InputError
CheckpointLayout readCheckpointLayout(const std::filesystem::path& file);

/// Throws `problem` again with the file in front.
[[noreturn]] void refuseCheckpoint(const std::filesystem::path& file, const std::exception& problem);

} // namespace ld3m::diffusion
