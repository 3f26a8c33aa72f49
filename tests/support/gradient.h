// Gradients by autograd, to be held against reference tensors or finite differences.
#pragma once

#include <ATen/ATen.h>
#include <torch/csrc/autograd/autograd.h>

namespace ld3m::tests {

/// A copy of `x` that gradients reach.
inline at::Tensor leaf(const at::Tensor& x) {
    return x.detach().clone().set_requires_grad(true);
}

inline at::Tensor gradient(const at::Tensor& loss, const at::Tensor& of) {
    return torch::autograd::grad({loss}, {of})[0];
}

/// Relative difference between autograd's slope of `loss` at `x` along `direction` and a central difference.
template<typename Loss>
double slopeError(const Loss& loss, const at::Tensor& x, const at::Tensor& direction, double h = 1e-5) {
    const at::Tensor at_x = leaf(x);
    const double exact = (gradient(loss(at_x), at_x) * direction).sum().template item<double>();
    const at::Tensor rise = loss(x + h * direction) - loss(x - h * direction);
    const double numeric = rise.template item<double>() / (2 * h);
    return std::abs(exact - numeric) / std::max(std::abs(numeric), 1e-12);
}

} // namespace ld3m::tests
