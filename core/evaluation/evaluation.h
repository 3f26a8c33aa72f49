// Trains fresh networks on a set and tests them on real images (the paper's protocol, method section 4).
#pragma once

#include <cstdint>
#include <functional>
#include <vector>

#include <ATen/core/Tensor.h>

#include "core/data/dataset.h"
#include "core/reports/evaluation_table.h"
#include "core/settings/recipe.h"

namespace ld3m::evaluation {

struct EvaluationContext {
    const data::Dataset& test;
    std::uint64_t seed = 0;
    std::function<void()> checkpoint = [] {}; ///< asked between training steps; may throw to stop
    std::function<void(std::int64_t done, std::int64_t total)> progress = [](auto, auto) {
    }; ///< epochs of all rows; the runs of one train side by side
};

/// One row per network named in `settings.networks`: `settings.runs` fresh networks trained on normalised
/// images [M, 3, H, W] with labels_M, tested on the real test images. `images`: one tensor for all runs, or one
/// for each. `set` names the row ("synthetic").
std::vector<reports::EvaluationRow> evaluateSet(const std::string& set, const std::vector<at::Tensor>& images,
                                                const at::Tensor& labels_M,
                                                const settings::EvaluationSettings& settings,
                                                std::int64_t resolution, const EvaluationContext& context,
                                                const c10::TensorOptions& options);

/// The protocol in words: "LD3M protocol, 1000 epochs, 3 runs, 10000 test images".
std::string protocolName(const settings::EvaluationSettings& settings, const data::Dataset& test);

} // namespace ld3m::evaluation
