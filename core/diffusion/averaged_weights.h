// Training programs keep a running average (EMA) of the weights beside the raw ones; samples come from the
// average.
#pragma once

#include <string>

#include "core/tensor/state_dict.h"

namespace ld3m::diffusion {

/// How many of a part's tensors have an average in the file.
struct AverageCount {
    std::size_t averaged = 0;
    std::size_t raw = 0; ///< without an average of the same shape

    bool complete() const { return averaged > 0 && raw == 0; }
    bool partial() const { return averaged > 0 && raw > 0; }
};

/// Puts the averages over the tensors whose names begin with `start`, provided that each has one: half a part
/// of each kind would be no model at all. Averages are named "model_ema." and the raw name less its leading
/// "model.", with or without its dots.
AverageCount useAverages(tensor::StateDict& state, const std::string& start);

/// Whether a tensor of this name only serves training: averages, losses, discriminators.
bool servesTrainingOnly(const std::string& name);

} // namespace ld3m::diffusion
