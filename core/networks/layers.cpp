#include "core/networks/layers.h"

#include <ATen/ATen.h>

namespace ld3m::networks {

at::Tensor instanceNorm(const at::Tensor& x_BCHW, ParameterReader& parameters) {
    const at::Tensor& weight_C = parameters.next();
    const at::Tensor& bias_C = parameters.next();
    return at::group_norm(x_BCHW, x_BCHW.size(1), weight_C, bias_C, 1e-5);
}

at::Tensor halveByMax(const at::Tensor& x_BCHW) {
    return at::max_pool2d(x_BCHW, {2, 2}, {2, 2});
}

at::Tensor linear(const at::Tensor& x, ParameterReader& parameters) {
    const at::Tensor& weight = parameters.next();
    const at::Tensor& bias = parameters.next();
    return at::linear(x, weight, bias);
}

at::Tensor dropout(const at::Tensor& x, double probability, at::Generator* generator) {
    if (generator == nullptr)
        return x;
    const double kept = 1 - probability;
    const at::Tensor mask = at::empty(x.sizes(), at::TensorOptions(at::kFloat)).bernoulli_(kept, *generator);
    return x * mask.to(x.options()).div_(kept);
}

} // namespace ld3m::networks
