#include "core/training/diffusion_loss.h"

#include <vector>

#include <ATen/ATen.h>

#include "core/tensor/random.h"

namespace ld3m::training {
namespace {

at::Tensor column(const at::Tensor& table_T, const at::Tensor& t_B) {
    return table_T.index_select(0, t_B).view({-1, 1, 1, 1});
}

} // namespace

at::Tensor stratifiedTimesteps(std::int64_t count, std::uint64_t seed) {
    at::Generator generator = tensor::generator(seed);
    const c10::TensorOptions exact(c10::kDouble);
    const at::Tensor place_B = at::randperm(count, generator, c10::TensorOptions(c10::kLong)).to(at::kDouble);
    const at::Tensor within_B = at::rand({count}, generator, exact);
    const at::Tensor t_B =
        ((place_B + within_B) * (static_cast<double>(diffusion::kTimesteps) / static_cast<double>(count)));
    return t_B.floor().to(at::kLong).clamp(0, diffusion::kTimesteps - 1);
}

NoiseTables::NoiseTables(const diffusion::NoiseSchedule& schedule, const c10::TensorOptions& options) {
    std::vector<double> signal, noise;
    for (std::int64_t t = 0; t < diffusion::kTimesteps; ++t) {
        signal.push_back(schedule.signal(t));
        noise.push_back(schedule.noise(t));
    }
    m_signal_T = at::tensor(signal, at::kDouble).to(options);
    m_noise_T = at::tensor(noise, at::kDouble).to(options);
}

at::Tensor NoiseTables::noised(const at::Tensor& z_BCHW, const at::Tensor& eps_BCHW,
                               const at::Tensor& t_B) const {
    return column(m_signal_T, t_B) * z_BCHW + column(m_noise_T, t_B) * eps_BCHW;
}

at::Tensor NoiseTables::weights(const at::Tensor& t_B, double limit) const {
    const at::Tensor snr_B = (m_signal_T.index_select(0, t_B) / m_noise_T.index_select(0, t_B)).square();
    return limit > 0 ? snr_B.clamp_max(limit) / snr_B : at::ones_like(snr_B);
}

at::Tensor withDropout(const at::Tensor& ids_B, std::int64_t unconditional, double share,
                       std::uint64_t seed) {
    const at::Tensor hidden_B =
        at::rand({ids_B.size(0)}, tensor::generator(seed), c10::TensorOptions(c10::kFloat)) < share;
    return ids_B.masked_fill(hidden_B.to(ids_B.device()), unconditional);
}

at::Tensor squaredError(const at::Tensor& a_BCHW, const at::Tensor& b_BCHW) {
    return (a_BCHW - b_BCHW).square().flatten(1).mean(1);
}

} // namespace ld3m::training
