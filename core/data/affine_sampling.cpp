#include "core/data/affine_sampling.h"

#include <ATen/ATen.h>
#include <torch/csrc/autograd/custom_function.h>

namespace ld3m::data {
namespace {

using torch::autograd::AutogradContext;
using torch::autograd::Variable;
using torch::autograd::variable_list;

constexpr std::int64_t kBilinear = 0;
constexpr std::int64_t kZeros = 0;
constexpr bool kAlignCorners = true;

/// The transposed map: the gradient of Sampling, which is linear again.
struct Spreading : torch::autograd::Function<Spreading> {
    static Variable forward(AutogradContext* context, const Variable& y_BCHW, const Variable& grid_BHW2);
    static variable_list backward(AutogradContext* context, const variable_list& grads);
};

struct Sampling : torch::autograd::Function<Sampling> {
    static Variable forward(AutogradContext* context, const Variable& x_BCHW, const Variable& grid_BHW2) {
        context->save_for_backward({grid_BHW2});
        return at::grid_sampler_2d(x_BCHW, grid_BHW2, kBilinear, kZeros, kAlignCorners);
    }
    static variable_list backward(AutogradContext* context, const variable_list& grads) {
        return {Spreading::apply(grads[0], context->get_saved_variables()[0]), Variable()};
    }
};

Variable Spreading::forward(AutogradContext* context, const Variable& y_BCHW, const Variable& grid_BHW2) {
    context->save_for_backward({grid_BHW2});
    // Of the image only the shape matters for its gradient, and it is the shape of y.
    return std::get<0>(at::grid_sampler_2d_backward(y_BCHW, y_BCHW, grid_BHW2, kBilinear, kZeros,
                                                    kAlignCorners, {true, false}));
}

variable_list Spreading::backward(AutogradContext* context, const variable_list& grads) {
    return {Sampling::apply(grads[0], context->get_saved_variables()[0]), Variable()};
}

} // namespace

at::Tensor sampleAffine(const at::Tensor& x_BCHW, const at::Tensor& theta_n23) {
    const std::int64_t n = theta_n23.size(0);
    const std::int64_t height = x_BCHW.size(2);
    const std::int64_t width = x_BCHW.size(3);
    const at::Tensor grid_nHW2 = at::affine_grid_generator(theta_n23.to(x_BCHW.options()),
                                                           {n, x_BCHW.size(1), height, width}, kAlignCorners);
    // One theta for all: images become channels of one image, and positions and weights are computed once.
    const at::Tensor x_nDHW = n == 1 ? x_BCHW.reshape({1, -1, height, width}) : x_BCHW;
    return Sampling::apply(x_nDHW, grid_nHW2).view(x_BCHW.sizes());
}

} // namespace ld3m::data
