#include "core/diffusion/layers.h"

#include <ATen/TensorOperators.h>
#include <ATen/ops/conv2d.h>
#include <ATen/ops/group_norm.h>
#include <ATen/ops/layer_norm.h>
#include <ATen/ops/linear.h>
#include <ATen/ops/silu.h>
#include <ATen/ops/upsample_nearest2d.h>

#include "core/base/error.h"
#include "core/base/text.h"

namespace ld3m::diffusion {
namespace {

at::Tensor takeWeight(const tensor::Weights& weights, std::int64_t dimensions, const char* layer) {
    const at::Tensor weight = weights.take("weight");
    if (weight.dim() != dimensions)
        throw base::InputError(base::text("The tensor ", weights.prefix(), "weight has shape ",
                                          weight.sizes(), ", but ", layer, " has a weight of ", dimensions,
                                          " dimensions."));
    return weight;
}

at::Tensor takeBias(const tensor::Weights& weights) {
    return weights.has("bias") ? weights.take("bias") : at::Tensor();
}

} // namespace

Linear::Linear(const tensor::Weights& weights)
    : m_weight(takeWeight(weights, 2, "a linear layer")), m_bias(takeBias(weights)) {}

at::Tensor Linear::operator()(const at::Tensor& x) const {
    return at::linear(x, m_weight, m_bias);
}

Conv2d::Conv2d(const tensor::Weights& weights, std::int64_t stride, std::optional<std::int64_t> padding)
    : m_weight(takeWeight(weights, 4, "a convolution")), m_bias(takeBias(weights)), m_stride(stride),
      m_padding(padding.value_or(m_weight.size(2) / 2)) {}

at::Tensor Conv2d::operator()(const at::Tensor& x_BCHW) const {
    return at::conv2d(x_BCHW, m_weight, m_bias, m_stride, m_padding);
}

GroupNorm::GroupNorm(const tensor::Weights& weights, std::int64_t groups, double epsilon)
    : m_weight(takeWeight(weights, 1, "a group norm")), m_bias(weights.take("bias")), m_groups(groups),
      m_epsilon(epsilon) {
    if (groups < 1 || channels() % groups != 0)
        throw base::InputError(
            base::text("The normalisation ", weights.prefix(), "weight has ", channels(), " channels, which ",
                       groups, " groups do not divide: the file's metadata must give its `groups`."));
}

at::Tensor GroupNorm::operator()(const at::Tensor& x_BCHW) const {
    return at::group_norm(x_BCHW, m_groups, m_weight, m_bias, m_epsilon);
}

LayerNorm::LayerNorm(const tensor::Weights& weights)
    : m_weight(takeWeight(weights, 1, "a layer norm")), m_bias(weights.take("bias")) {}

at::Tensor LayerNorm::operator()(const at::Tensor& x_BLD) const {
    return at::layer_norm(x_BLD, m_weight.sizes(), m_weight, m_bias);
}

at::Tensor Upsample::operator()(const at::Tensor& x_BCHW) const {
    return m_conv(at::upsample_nearest2d(x_BCHW, {2 * x_BCHW.size(2), 2 * x_BCHW.size(3)}));
}

ResnetBlock ResnetBlock::ofUNet(const tensor::Weights& weights, std::int64_t groups) {
    ResnetBlock block(GroupNorm(weights.under("in_layers.0"), groups, kUNetEpsilon),
                      Conv2d(weights.under("in_layers.2")),
                      GroupNorm(weights.under("out_layers.0"), groups, kUNetEpsilon),
                      Conv2d(weights.under("out_layers.3")));
    block.m_time.emplace(weights.under("emb_layers.1"));
    if (block.m_time->outputs() != block.m_conv1.outputs())
        throw base::InputError(
            base::text("The tensor ", weights.prefix(), "emb_layers.1.weight has ", block.m_time->outputs(),
                       " rows where ", block.m_conv1.outputs(),
                       " were expected: time embeddings that scale and shift are not supported."));
    if (weights.hasUnder("skip_connection"))
        block.m_skip.emplace(weights.under("skip_connection"));
    return block;
}

ResnetBlock ResnetBlock::ofAutoencoder(const tensor::Weights& weights, std::int64_t groups) {
    ResnetBlock block(
        GroupNorm(weights.under("norm1"), groups, kFirstStageEpsilon), Conv2d(weights.under("conv1")),
        GroupNorm(weights.under("norm2"), groups, kFirstStageEpsilon), Conv2d(weights.under("conv2")));
    for (const char* name : {"nin_shortcut", "conv_shortcut"})
        if (weights.hasUnder(name))
            block.m_skip.emplace(weights.under(name));
    return block;
}

at::Tensor ResnetBlock::operator()(const at::Tensor& x_BCHW, const at::Tensor& activated_BE) const {
    at::Tensor h_BCHW = m_conv1(at::silu(m_norm1(x_BCHW)));
    if (m_time)
        h_BCHW = h_BCHW + (*m_time)(activated_BE).unsqueeze(-1).unsqueeze(-1);
    h_BCHW = m_conv2(at::silu(m_norm2(h_BCHW)));
    return (m_skip ? (*m_skip)(x_BCHW) : x_BCHW) + h_BCHW;
}

} // namespace ld3m::diffusion
