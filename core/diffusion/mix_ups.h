// Files that people hand over in place of a prior, recognised by their tensor names.
#pragma once

#include <string>

#include "core/diffusion/known_checkpoints.h"

namespace ld3m::diffusion {

/// One sentence about the confusion that this file is an example of; empty where there is none.
std::string mixUpOf(const TensorShapes& tensors, const Comparison& nearest);

} // namespace ld3m::diffusion
