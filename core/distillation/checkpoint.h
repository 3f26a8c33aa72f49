// Checkpoints: checkpoints/<iteration>.safetensors with Z, c, their momentum, what the objective learns
// itself, the iteration and the recipe as edited.
#pragma once

#include <filesystem>

#include "core/distillation/learnable_state.h"
#include "core/settings/recipe.h"

namespace ld3m::distillation {

struct Checkpoint {
    LearnableState state;
    settings::Recipe recipe; ///< with the live edits made so far
};

/// Atomic. @throws base::RunError
void writeCheckpoint(const std::filesystem::path& file, const LearnableState& state,
                     const settings::Recipe& recipe);

/// Tensors come out on `options`' device, in its type. @throws base::InputError
Checkpoint readCheckpoint(const std::filesystem::path& file, const c10::TensorOptions& options);

} // namespace ld3m::distillation
