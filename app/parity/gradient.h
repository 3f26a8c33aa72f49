// Points to differentiate at, and gradients.
#pragma once

#include <torch/csrc/autograd/autograd.h>

namespace ld3m::parity {

inline at::Tensor leaf(const at::Tensor& x) {
    return x.detach().clone().requires_grad_(true);
}

/// Gradients of sum(y r) by each of `inputs`.
inline std::vector<at::Tensor> gradients(const at::Tensor& y, const std::vector<at::Tensor>& inputs,
                                         const at::Tensor& r) {
    return torch::autograd::grad({y}, inputs, {r});
}

} // namespace ld3m::parity
