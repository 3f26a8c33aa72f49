// New images out of a latent diffusion model.
#pragma once

#include <cstdint>
#include <functional>

#include <ATen/core/Tensor.h>

#include "core/diffusion/latent_diffusion_model.h"

namespace ld3m::training {

struct SamplePlan {
    std::int64_t steps = 10;
    double guidance = 3;
    std::uint64_t seed = 0;
};

/// One image for each label, by DDIM from noise, [n, 3, resolution, resolution] in [-1,1]. `checkpoint` is
/// called between steps and may throw to stop.
at::Tensor sampleImages(const diffusion::LatentDiffusionModel& model, const at::Tensor& labels_n,
                        std::int64_t resolution, const SamplePlan& plan, const c10::TensorOptions& options,
                        const std::function<void()>& checkpoint);

} // namespace ld3m::training
