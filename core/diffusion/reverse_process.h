// The whole map from learnables to images, z_T -> ... -> z_0 -> image, and its pull-back.
#pragma once

#include <functional>
#include <memory>
#include <vector>

#include "core/diffusion/batched_map.h"
#include "core/diffusion/reverse_step.h"

namespace ld3m::diffusion {

/// What one evaluation depends on, for B images.
struct ReverseInputs {
    at::Tensor latents_BCHW;            ///< Z
    at::Tensor conditioning_B1D;        ///< c; undefined without a class-conditional model
    at::Tensor unconditional_B1D;       ///< used with guidance other than 1
    at::Tensor start_noise_BCHW;        ///< eps of z_T
    std::vector<at::Tensor> step_noise; ///< one [B, C, H, W] per step; empty when the schedule needs none

    /// The inputs of `count` images, from `first` on.
    ReverseInputs rows(std::int64_t first, std::int64_t count) const;
};

/// Gradients of the loss; `states` are the total adjoints dLoss/dz_k, k = 0 (z_T, without the residual's use
/// of it) to n (z_0).
struct ReverseGradients {
    at::Tensor latents_BCHW;
    at::Tensor conditioning_B1D; ///< undefined where the input was
    std::vector<at::Tensor> states;
    /// dLoss/danchor through step k alone, k = 0 to n - 1; undefined where the step mixes nothing in.
    std::vector<at::Tensor> anchors;
};

/// Immutable; shared by the evaluations that it makes.
struct ReverseProcess {
    ReverseSchedule schedule;
    Denoiser denoiser;
    PerImage quantize;             ///< straight-through: its gradient is taken to be exactly the identity
    PerImage output;               ///< z_0 to images: decoder, resize, clamp, normalisation
    std::int64_t output_batch = 1; ///< images at a time in `output`
    std::function<void()> checkpoint = [] {}; ///< called between steps; may throw

    /// z_T = start_signal Z + start_noise eps.
    at::Tensor start(const ReverseInputs& inputs) const;
    /// What the residual mixes in: quantize(Z), z_T, or undefined.
    at::Tensor anchor(const ReverseInputs& inputs, const at::Tensor& start_BCHW) const;
    /// The next state from that of step k.
    at::Tensor step(std::size_t k, const at::Tensor& state, const at::Tensor& anchor_BCHW,
                    const at::Tensor& conditioning_B1D, const ReverseInputs& inputs) const;

    /// The states of z_T, ..., z_0 (n + 1 of them), without graph.
    std::vector<at::Tensor> states(const ReverseInputs& inputs) const;
    /// Images, without graph, keeping nothing.
    at::Tensor sample(const ReverseInputs& inputs) const;
};

} // namespace ld3m::diffusion
