#include "core/diffusion/attention.h"

#include <cmath>

#include <ATen/TensorOperators.h>
#include <ATen/ops/bmm.h>
#include <ATen/ops/conv1d.h>
#include <ATen/ops/gelu.h>
#include <ATen/ops/softmax.h>

#include "core/base/error.h"
#include "core/base/text.h"

namespace ld3m::diffusion {
namespace {

/// [B, L, heads * D] to [B * heads, L, D].
at::Tensor splitHeads(const at::Tensor& x_BLC, std::int64_t heads) {
    const std::int64_t count = x_BLC.size(0), length = x_BLC.size(1), width = x_BLC.size(2) / heads;
    return x_BLC.view({count, length, heads, width}).transpose(1, 2).reshape({count * heads, length, width});
}

at::Tensor joinHeads(const at::Tensor& x_NLD, std::int64_t heads) {
    const std::int64_t count = x_NLD.size(0) / heads, length = x_NLD.size(1), width = x_NLD.size(2);
    return x_NLD.view({count, heads, length, width}).transpose(1, 2).reshape({count, length, heads * width});
}

} // namespace

at::Tensor attend(const at::Tensor& q_BLD, const at::Tensor& k_BMD, const at::Tensor& v_BMD) {
    const double scale = 1.0 / std::sqrt(static_cast<double>(q_BLD.size(-1)));
    return at::bmm(at::softmax(at::bmm(q_BLD * scale, k_BMD.transpose(1, 2)), -1), v_BMD);
}

std::int64_t headsFor(std::int64_t channels, const UNetHints& hints) {
    const std::int64_t heads = hints.head_channels > 0 ? channels / hints.head_channels : hints.heads;
    const bool whole = hints.head_channels <= 0 || channels % hints.head_channels == 0;
    if (!whole || heads < 1 || channels % heads != 0)
        throw base::InputError(base::text("An attention with ", channels, " channels cannot have ",
                                          hints.head_channels > 0
                                              ? base::text("heads of width ", hints.head_channels)
                                              : base::text(hints.heads, " heads"),
                                          ": the file's metadata must give the head width (`head_ch`)."));
    return heads;
}

ImageAttention::ImageAttention(const tensor::Weights& weights, std::int64_t groups)
    : m_norm(weights.under("norm"), groups, kFirstStageEpsilon), m_q(weights.under("q")),
      m_k(weights.under("k")), m_v(weights.under("v")), m_proj_out(weights.under("proj_out")) {}

at::Tensor ImageAttention::operator()(const at::Tensor& x_BCHW) const {
    const at::Tensor h_BCHW = m_norm(x_BCHW);
    const auto tokens = [](const at::Tensor& map_BCHW) { return map_BCHW.flatten(2).transpose(1, 2); };
    const at::Tensor mixed_BLC = attend(tokens(m_q(h_BCHW)), tokens(m_k(h_BCHW)), tokens(m_v(h_BCHW)));
    return x_BCHW + m_proj_out(mixed_BLC.transpose(1, 2).reshape(x_BCHW.sizes()));
}

QkvAttention::QkvAttention(const tensor::Weights& weights, const UNetHints& hints)
    : m_norm(weights.under("norm"), hints.groups, kUNetEpsilon), m_qkv_weight(weights.take("qkv.weight")),
      m_qkv_bias(weights.take("qkv.bias")), m_proj_weight(weights.take("proj_out.weight")),
      m_proj_bias(weights.take("proj_out.bias")), m_heads(headsFor(m_norm.channels(), hints)),
      m_split_qkv_first(hints.split_qkv_first) {
    if (m_qkv_weight.dim() != 3 || m_qkv_weight.size(0) != 3 * m_norm.channels())
        throw base::InputError(base::text("The tensor ", weights.prefix(), "qkv.weight has shape ",
                                          m_qkv_weight.sizes(), ", expected [", 3 * m_norm.channels(), ", ",
                                          m_norm.channels(), ", 1]."));
}

at::Tensor QkvAttention::operator()(const at::Tensor& x_BCHW) const {
    const std::int64_t count = x_BCHW.size(0), channels = x_BCHW.size(1), width = channels / m_heads;
    const at::Tensor x_BCL = x_BCHW.flatten(2);
    const at::Tensor qkv_BEL = at::conv1d(m_norm(x_BCL), m_qkv_weight, m_qkv_bias);
    // Released models split the channels into heads first; each head then holds its own q, k and v.
    const at::Tensor qkv_BHTDL = m_split_qkv_first
                                     ? qkv_BEL.view({count, 3, m_heads, width, -1}).transpose(1, 2)
                                     : qkv_BEL.view({count, m_heads, 3, width, -1});
    const auto part = [&](std::int64_t which) {
        return qkv_BHTDL.select(2, which).reshape({count * m_heads, width, -1}).transpose(1, 2);
    };
    const at::Tensor mixed_NLD = attend(part(0), part(1), part(2));
    const at::Tensor mixed_BCL = mixed_NLD.transpose(1, 2).reshape({count, channels, -1});
    return (x_BCL + at::conv1d(mixed_BCL, m_proj_weight, m_proj_bias)).view(x_BCHW.sizes());
}

CrossAttention::CrossAttention(const tensor::Weights& weights, const UNetHints& hints)
    : m_q(weights.under("to_q")), m_k(weights.under("to_k")), m_v(weights.under("to_v")),
      m_out(weights.under("to_out.0")), m_heads(headsFor(m_q.outputs(), hints)) {}

at::Tensor CrossAttention::operator()(const at::Tensor& x_BLD, const at::Tensor& context_BME) const {
    if (context_BME.size(1) == 1)
        return m_out(m_v(context_BME));
    return m_out(joinHeads(attend(splitHeads(m_q(x_BLD), m_heads), splitHeads(m_k(context_BME), m_heads),
                                  splitHeads(m_v(context_BME), m_heads)),
                           m_heads));
}

SpatialTransformer::Block::Block(const tensor::Weights& weights, const UNetHints& hints)
    : norm1(weights.under("norm1")), norm2(weights.under("norm2")), norm3(weights.under("norm3")),
      attn1(weights.under("attn1"), hints), attn2(weights.under("attn2"), hints),
      gate(weights.under("ff.net.0.proj")), shrink(weights.under("ff.net.2")) {}

at::Tensor SpatialTransformer::Block::operator()(const at::Tensor& x_BLD,
                                                 const at::Tensor& context_BME) const {
    const at::Tensor normed_BLD = norm1(x_BLD);
    at::Tensor h_BLD = x_BLD + attn1(normed_BLD, normed_BLD);
    h_BLD = h_BLD + attn2(norm2(h_BLD), context_BME);
    const std::vector<at::Tensor> halves = gate(norm3(h_BLD)).chunk(2, -1);
    return h_BLD + shrink(halves[0] * at::gelu(halves[1]));
}

SpatialTransformer::SpatialTransformer(const tensor::Weights& weights, const UNetHints& hints)
    : m_norm(weights.under("norm"), hints.groups, kFirstStageEpsilon), m_proj_in(weights.under("proj_in")),
      m_proj_out(weights.under("proj_out")) {
    for (int i = 0; weights.hasUnder(base::text("transformer_blocks.", i)); ++i)
        m_blocks.emplace_back(weights.under(base::text("transformer_blocks.", i)), hints);
    if (m_blocks.empty())
        throw base::InputError(
            base::text("The tensors of ", weights.prefix(), "transformer_blocks.0 are missing."));
}

at::Tensor SpatialTransformer::operator()(const at::Tensor& x_BCHW, const at::Tensor& context_BME) const {
    const at::Tensor inner_BCHW = m_proj_in(m_norm(x_BCHW));
    at::Tensor h_BLD = inner_BCHW.flatten(2).transpose(1, 2).contiguous();
    for (const Block& block : m_blocks)
        h_BLD = block(h_BLD, context_BME);
    return x_BCHW + m_proj_out(h_BLD.transpose(1, 2).reshape(inner_BCHW.sizes()));
}

} // namespace ld3m::diffusion
