#include "core/networks/norm_relu_pool.h"

#include <ATen/ATen.h>
#include <ATen/Parallel.h>
#include <torch/csrc/autograd/custom_function.h>

#include "core/base/error.h"
#include "core/networks/plane_kernels.h"

namespace ld3m::networks {
namespace {

using torch::autograd::AutogradContext;
using torch::autograd::variable_list;

/// Planes of x with their channel's weight and bias.
template<typename T>
class Planes {
public:
    Planes(const at::Tensor& x_BCHW, const at::Tensor& weight_C, const at::Tensor& bias_C)
        : m_x(x_BCHW.const_data_ptr<T>()), m_weight(weight_C.const_data_ptr<T>()),
          m_bias(bias_C.const_data_ptr<T>()), m_channels(x_BCHW.size(1)), m_height(x_BCHW.size(2)),
          m_width(x_BCHW.size(3)), m_count(x_BCHW.size(0) * x_BCHW.size(1)) {}

    /// body(index, plane) for every plane, in parallel.
    template<typename Body>
    void forEach(const Body& body) const {
        at::parallel_for(0, m_count, 1 + 16384 / (1 + pixels()), [&](std::int64_t from, std::int64_t to) {
            for (std::int64_t i = from; i < to; ++i)
                body(i, Plane<T>{m_x + i * pixels(), m_height, m_width, m_weight[i % m_channels],
                                 m_bias[i % m_channels]});
        });
    }
    std::int64_t pixels() const { return m_height * m_width; }
    std::int64_t pooled() const { return (m_height / 2) * (m_width / 2); }

private:
    const T* m_x;
    const T* m_weight;
    const T* m_bias;
    std::int64_t m_channels;
    std::int64_t m_height;
    std::int64_t m_width;
    std::int64_t m_count;
};

/// Instance norm has one pull-back of its own, so that its derivative is known too.
struct PullBack : torch::autograd::Function<PullBack> {
    static variable_list forward(AutogradContext* context, const at::Tensor& gradient_BCHW,
                                 const at::Tensor& x_BCHW, const at::Tensor& weight_C,
                                 const at::Tensor& bias_C) {
        context->save_for_backward({gradient_BCHW, x_BCHW, weight_C, bias_C});
        const at::Tensor grad_y = gradient_BCHW.contiguous();
        at::Tensor grad_x = at::empty_like(x_BCHW);
        at::Tensor grad_weight_BC = at::empty({x_BCHW.size(0), x_BCHW.size(1)}, x_BCHW.options());
        at::Tensor grad_bias_BC = at::empty_like(grad_weight_BC);
        AT_DISPATCH_FLOATING_TYPES(x_BCHW.scalar_type(), "normReluPool", [&] {
            const Planes<scalar_t> planes(x_BCHW, weight_C, bias_C);
            const auto* in = grad_y.const_data_ptr<scalar_t>();
            auto* out = grad_x.mutable_data_ptr<scalar_t>();
            auto* outWeight = grad_weight_BC.mutable_data_ptr<scalar_t>();
            auto* outBias = grad_bias_BC.mutable_data_ptr<scalar_t>();
            planes.forEach([&](std::int64_t i, const Plane<scalar_t>& plane) {
                const auto gradient =
                    pullBackPlane(plane, in + i * planes.pooled(), out + i * planes.pixels());
                outWeight[i] = gradient.weight;
                outBias[i] = gradient.bias;
            });
        });
        return {grad_x, grad_weight_BC.sum(0), grad_bias_BC.sum(0)};
    }

    static variable_list backward(AutogradContext* context, const variable_list& cotangents) {
        if (at::GradMode::is_enabled())
            throw base::RunError("the ConvNet's norm cannot be differentiated three times");
        const variable_list saved = context->get_saved_variables();
        const at::Tensor& x = saved[1];
        const at::Tensor grad_y = saved[0].contiguous();
        const at::Tensor v_x = cotangents[0].contiguous();
        const at::Tensor v_weight = cotangents[1].contiguous();
        const at::Tensor v_bias = cotangents[2].contiguous();
        at::Tensor out_y = at::empty_like(grad_y);
        at::Tensor out_x = at::empty_like(x);
        at::Tensor out_weight_BC = at::empty({x.size(0), x.size(1)}, x.options());
        AT_DISPATCH_FLOATING_TYPES(x.scalar_type(), "normReluPool", [&] {
            const Planes<scalar_t> planes(x, saved[2], saved[3]);
            const auto* in = grad_y.const_data_ptr<scalar_t>();
            const auto* v = v_x.const_data_ptr<scalar_t>();
            const auto* vWeight = v_weight.const_data_ptr<scalar_t>();
            const auto* vBias = v_bias.const_data_ptr<scalar_t>();
            auto* outY = out_y.mutable_data_ptr<scalar_t>();
            auto* outX = out_x.mutable_data_ptr<scalar_t>();
            auto* outWeight = out_weight_BC.mutable_data_ptr<scalar_t>();
            const std::int64_t channels = x.size(1);
            planes.forEach([&](std::int64_t i, const Plane<scalar_t>& plane) {
                outWeight[i] = pullBackPlaneTwice(plane, in + i * planes.pooled(), v + i * planes.pixels(),
                                                  {vWeight[i % channels], vBias[i % channels]},
                                                  outY + i * planes.pooled(), outX + i * planes.pixels());
            });
        });
        return {out_y, out_x, out_weight_BC.sum(0), at::Tensor()};
    }
};

struct Fused : torch::autograd::Function<Fused> {
    static at::Tensor forward(AutogradContext* context, const at::Tensor& x_BCHW, const at::Tensor& weight_C,
                              const at::Tensor& bias_C) {
        context->save_for_backward({x_BCHW, weight_C, bias_C});
        at::Tensor y = at::empty({x_BCHW.size(0), x_BCHW.size(1), x_BCHW.size(2) / 2, x_BCHW.size(3) / 2},
                                 x_BCHW.options());
        AT_DISPATCH_FLOATING_TYPES(x_BCHW.scalar_type(), "normReluPool", [&] {
            const Planes<scalar_t> planes(x_BCHW, weight_C, bias_C);
            auto* out = y.mutable_data_ptr<scalar_t>();
            planes.forEach([&](std::int64_t i, const Plane<scalar_t>& plane) {
                poolPlane(plane, out + i * planes.pooled());
            });
        });
        return y;
    }

    static variable_list backward(AutogradContext* context, const variable_list& gradients) {
        const variable_list saved = context->get_saved_variables();
        return PullBack::apply(gradients[0], saved[0], saved[1], saved[2]);
    }
};

} // namespace

at::Tensor plainNormReluPool(const at::Tensor& x_BCHW, const at::Tensor& weight_C, const at::Tensor& bias_C) {
    return at::avg_pool2d(at::relu(at::group_norm(x_BCHW, x_BCHW.size(1), weight_C, bias_C, 1e-5)), {2, 2},
                          {2, 2});
}

at::Tensor normReluPool(const at::Tensor& x_BCHW, const at::Tensor& weight_C, const at::Tensor& bias_C) {
    const auto type = x_BCHW.scalar_type();
    const bool fusable = x_BCHW.is_cpu() && (type == at::kFloat || type == at::kDouble);
    if (!fusable)
        return plainNormReluPool(x_BCHW, weight_C, bias_C);
    return Fused::apply(x_BCHW.contiguous(), weight_C.contiguous(), bias_C.contiguous());
}

} // namespace ld3m::networks
