// What a latent diffusion model is trained to make small.
#pragma once

#include <cstdint>

#include <ATen/core/Tensor.h>

#include "core/diffusion/noise_schedule.h"

namespace ld3m::training {

/// `count` timesteps, int64, one of each of `count` equal parts of [0, 1000), in random order.
at::Tensor stratifiedTimesteps(std::int64_t count, std::uint64_t seed);

/// The schedule's numbers for a batch of timesteps.
class NoiseTables {
public:
    NoiseTables(const diffusion::NoiseSchedule& schedule, const c10::TensorOptions& options);

    /// signal(t) z + noise(t) eps.
    at::Tensor noised(const at::Tensor& z_BCHW, const at::Tensor& eps_BCHW, const at::Tensor& t_B) const;
    /// min(SNR, limit) / SNR with SNR = alpha_bar / (1 - alpha_bar); 1 for limit 0.
    at::Tensor weights(const at::Tensor& t_B, double limit) const;

private:
    at::Tensor m_signal_T;
    at::Tensor m_noise_T;
};

/// Class ids with each replaced by `unconditional` with probability `share`.
at::Tensor withDropout(const at::Tensor& ids_B, std::int64_t unconditional, double share, std::uint64_t seed);

/// Mean over pixels, for each image: [B].
at::Tensor squaredError(const at::Tensor& a_BCHW, const at::Tensor& b_BCHW);

} // namespace ld3m::training
