// How a gradient fares on its way back along the reverse steps: what the network passes on, what the residual
// takes straight to Z.
#pragma once

#include <vector>

#include "core/diffusion/reverse_process.h"

namespace ld3m::priors {

/// 2-norms over all images. With g_k = dL/dz_k (the anchor held fixed), r_k = dL/danchor through step k alone
/// and q = d anchor / dZ:  dL/dZ = start_signal g_0 + q (r_0 + ... + r_{n-1}).
struct ChainNorms {
    std::vector<double> states;   ///< ||g_k||, k = 0 (z_T) to n (z_0)
    std::vector<double> residual; ///< ||q r_k||, k = 0 to n - 1; empty without residual
    double latents = 0;           ///< ||dL/dZ||
    double latents_network = 0;   ///< ||start_signal g_0||
    double latents_residual = 0;  ///< ||q (r_0 + ... + r_{n-1})||
};

/// Adds up squares over batches of images, on their device; norms() waits for it once.
class ChainSquares {
public:
    /// Each time of the same schedule.
    void add(const diffusion::ReverseGradients& batch, const diffusion::ReverseSchedule& schedule);
    ChainNorms norms() const;

private:
    std::size_t m_steps = 0;
    bool m_residual = false;
    at::Tensor m_squares; ///< n + 1 states, n residual parts, dL/dZ and its two parts; fp64
};

} // namespace ld3m::priors
