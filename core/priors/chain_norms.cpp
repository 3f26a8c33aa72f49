#include "core/priors/chain_norms.h"

#include <cmath>

#include <ATen/TensorOperators.h>
#include <ATen/ops/stack.h>
#include <ATen/ops/zeros_like.h>

#include "core/diffusion/segment.h"

namespace ld3m::priors {

void ChainSquares::add(const diffusion::ReverseGradients& batch, const diffusion::ReverseSchedule& schedule) {
    std::vector<at::Tensor> squares;
    const auto square = [&](const at::Tensor& part) {
        squares.push_back(part.to(c10::kDouble).square().sum());
    };
    m_steps = batch.anchors.size();
    m_residual = schedule.residual != settings::Residual::off;
    for (const at::Tensor& state : batch.states)
        square(state);
    const at::Tensor nothing = at::zeros_like(batch.latents_BCHW);
    at::Tensor residual = nothing;
    for (const at::Tensor& anchor : batch.anchors) {
        const at::Tensor part = anchor.defined() ? schedule.anchorSignal() * anchor : nothing;
        residual = residual + part;
        square(part);
    }
    square(batch.latents_BCHW);
    square(schedule.start_signal * batch.states.front());
    square(residual);
    m_squares = diffusion::accumulated(m_squares, at::stack(squares));
}

ChainNorms ChainSquares::norms() const {
    const at::Tensor roots = m_squares.sqrt().cpu();
    const double* next = roots.const_data_ptr<double>();
    const auto take = [&](std::size_t count) {
        const std::vector<double> taken(next, next + count);
        next += count;
        return taken;
    };
    ChainNorms norms;
    norms.states = take(m_steps + 1);
    norms.residual = take(m_steps);
    if (!m_residual)
        norms.residual.clear();
    norms.latents = *next++;
    norms.latents_network = *next++;
    norms.latents_residual = *next;
    return norms;
}

} // namespace ld3m::priors
