// The forward process: betas and their running product.
#pragma once

#include <cstdint>
#include <vector>

namespace ld3m::diffusion {

enum class BetaRule { linear, cosine, sqrt_linear, sqrt };

/// Training timesteps of every model: t in [0, 1000).
constexpr std::int64_t kTimesteps = 1000;

/// 1000 training timesteps. Products are formed in double; the float values (rounded once) are what samplers
/// use.
struct NoiseSchedule {
    std::vector<double> betas;
    std::vector<double> alphas_cumprod;

    /// `linear` in the LDM sense: betas = linspace(sqrt(start), sqrt(end), 1000)^2; `sqrt_linear` is the
    /// plain linspace(start, end), `sqrt` its square root; `cosine` (s = 0.008, clipped at 0.999) ignores
    /// both numbers.
    static NoiseSchedule make(BetaRule rule = BetaRule::linear, double start = 0.0015, double end = 0.0195);

    double alphaBar(std::int64_t t) const {
        return static_cast<float>(alphas_cumprod[static_cast<std::size_t>(t)]);
    }
    /// z_t = signal(t) z_0 + noise(t) eps: sqrt(alpha_bar) and sqrt(1 - alpha_bar), each rounded once to
    /// float.
    double signal(std::int64_t t) const;
    double noise(std::int64_t t) const;
};

} // namespace ld3m::diffusion
