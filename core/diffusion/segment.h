// A differentiable piece of a longer computation, with its own graph. Chains of segments give the gradient of
// the whole while only as many graphs live as the memory mode wants.
#pragma once

#include <functional>
#include <vector>

#include <ATen/core/Tensor.h>

namespace ld3m::diffusion {

class Segment {
public:
    using Function = std::function<at::Tensor(const std::vector<at::Tensor>&)>;

    /// Evaluates function(inputs) with graph. Inputs are cut off from what made them; undefined ones stay so.
    Segment(const Function& function, const std::vector<at::Tensor>& inputs);

    /// The result, cut off from the graph.
    at::Tensor value() const;

    /// Gradients of the inputs for the gradient of the result; undefined for inputs without influence. Frees
    /// the graph: callable once.
    std::vector<at::Tensor> pullBack(const at::Tensor& gradient);

private:
    std::vector<at::Tensor> m_inputs;
    at::Tensor m_result;
};

/// total + part, where either may be undefined (nothing yet).
at::Tensor accumulated(const at::Tensor& total, const at::Tensor& part);

} // namespace ld3m::diffusion
