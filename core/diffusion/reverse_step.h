// One reverse step z_k -> z_{k+1} as a pure, differentiable function.
#pragma once

#include <functional>

#include <ATen/core/Tensor.h>

#include "core/diffusion/reverse_schedule.h"

namespace ld3m::diffusion {

/// eps(z_BCHW, t_B, context_BLD); the context is undefined for unconditional models.
using Denoiser = std::function<at::Tensor(const at::Tensor&, const at::Tensor&, const at::Tensor&)>;

/// Per image, all differentiable. Undefined where the process has no such input.
struct StepInputs {
    at::Tensor z_BCHW;            ///< the state (see ReverseSchedule::stateOf)
    at::Tensor anchor_BCHW;       ///< what the residual mixes in: quantize(Z) (released) or z_T (paper)
    at::Tensor conditioning_B1D;  ///< c; undefined without a class-conditional model
    at::Tensor unconditional_B1D; ///< the "no class" row; used when guidance is not 1
    at::Tensor noise_BCHW;        ///< used when sigma is above 0
};

/// e_uncond + guidance (e_cond - e_uncond), both halves in one batch. Guidance 1, or no conditioning: one
/// call.
at::Tensor guidedNoise(const Denoiser& denoiser, const StepInputs& inputs, std::int64_t t, double guidance);

/// x0 = (z - sqrt(1 - a_t) e) / sqrt(a_t).
at::Tensor predictedStart(const at::Tensor& z_BCHW, const at::Tensor& e_BCHW, const StepNumbers& step);

/// With e the guided noise and x0 = predictedStart(z, e):
///   ddim      mean = sqrt(a_prev) x0' + sqrt(1 - a_prev - sigma^2) e
///   ddpm      mean = sqrt(a_prev) beta / (1 - a_t) x0' + sqrt(alpha) (1 - a_prev) / (1 - a_t) z,
///             alpha = a_t / a_prev, beta = 1 - alpha
///   dpmpp_2m  mean = s z + (sqrt(a_prev) - sqrt(a_t) s) D, s = sqrt((1 - a_prev) / (1 - a_t)),
///             D = (1 + h) x0' - h x0'_before with h = step.history (DPM-Solver++(2M), Lu et al. 2022)
///   released  x0' = (1 - w) x0 + w anchor, in place of x0 everywhere; else x0' = x0
///   paper     mean becomes (1 - w) mean + w anchor     (Eq. 7)
/// and z_{k+1} = mean + sigma noise. Takes and returns states.
at::Tensor reverseStep(const Denoiser& denoiser, const ReverseSchedule& schedule, const StepNumbers& step,
                       const StepInputs& inputs);

} // namespace ld3m::diffusion
