// One evaluation of a reverse process that can be pulled back, in one of three memory modes with equal
// gradients.
#pragma once

#include <memory>
#include <vector>

#include "core/diffusion/reverse_process.h"
#include "core/settings/prior_settings.h"

namespace ld3m::diffusion {

/// Memory between evaluation and pull-back, and calls of the denoiser in all, for n steps:
///   keep      every step's graph                     n
///   per_step  every z_k; one graph at a time         2 n
///   two_pass  the inputs; the whole chain's graph    2 n
/// All modes run the same segments, so their gradients are equal.
class Rollout {
public:
    /// Evaluates at once. `mode` is not automatic.
    Rollout(std::shared_ptr<const ReverseProcess> process, ReverseInputs inputs, settings::Memory mode);

    const at::Tensor& images() const { return m_images; }

    /// Gradients for dLoss/dimages. Callable once.
    ReverseGradients pullBack(const at::Tensor& gradient);

private:
    Segment step(std::size_t k, const at::Tensor& state) const;
    void keepGraphs();

    std::shared_ptr<const ReverseProcess> m_process;
    ReverseInputs m_inputs;
    settings::Memory m_mode;
    at::Tensor m_start_BCHW;
    at::Tensor m_anchor_BCHW;
    at::Tensor m_z0_BCHW;
    BatchedMap m_output;
    std::vector<at::Tensor> m_states; ///< per_step: inputs of the steps
    std::vector<Segment> m_steps;     ///< keep: the steps' graphs
    at::Tensor m_images;
};

} // namespace ld3m::diffusion
