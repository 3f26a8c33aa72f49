// The three attentions of latent diffusion models, frozen.
#pragma once

#include <vector>

#include "core/diffusion/layers.h"
#include "core/diffusion/unet.h"

namespace ld3m::diffusion {

/// softmax(q k^T / sqrt(D)) v: q_BLD, k_BMD, v_BMD to [B, L, D].
at::Tensor attend(const at::Tensor& q_BLD, const at::Tensor& k_BMD, const at::Tensor& v_BMD);

/// Number of heads for this many channels. @throws base::InputError when the heads do not divide them.
std::int64_t headsFor(std::int64_t channels, const UNetHints& hints);

/// One-head attention over positions with 1x1 convolutions q, k, v, proj_out: the autoencoder's.
class ImageAttention {
public:
    ImageAttention(const tensor::Weights& weights, std::int64_t groups);
    at::Tensor operator()(const at::Tensor& x_BCHW) const;
    std::int64_t inputs() const { return m_norm.channels(); }

private:
    GroupNorm m_norm;
    Conv2d m_q, m_k, m_v, m_proj_out;
};

/// Several heads over positions from one qkv projection: unconditional U-Nets.
class QkvAttention {
public:
    QkvAttention(const tensor::Weights& weights, const UNetHints& hints);
    at::Tensor operator()(const at::Tensor& x_BCHW) const;
    std::int64_t inputs() const { return m_norm.channels(); }
    std::int64_t outputs() const { return m_norm.channels(); }

private:
    GroupNorm m_norm;
    at::Tensor m_qkv_weight, m_qkv_bias;
    at::Tensor m_proj_weight, m_proj_bias;
    std::int64_t m_heads;
    bool m_split_qkv_first;
};

/// Attention of tokens to a context: to_q, to_k, to_v, to_out.0.
class CrossAttention {
public:
    CrossAttention(const tensor::Weights& weights, const UNetHints& hints);
    /// With one context token the softmax is 1 whatever the query says: the result is then [B, 1, D], the
    /// same for every position (broadcast by the caller), and carries no gradient to x.
    at::Tensor operator()(const at::Tensor& x_BLD, const at::Tensor& context_BME) const;
    std::int64_t contextWidth() const { return m_k.inputs(); }

private:
    Linear m_q, m_k, m_v, m_out;
    std::int64_t m_heads;
};

/// Self-attention, attention to the context and a gated feed-forward layer at every position, `depth` times.
class SpatialTransformer {
public:
    SpatialTransformer(const tensor::Weights& weights, const UNetHints& hints);
    at::Tensor operator()(const at::Tensor& x_BCHW, const at::Tensor& context_BME) const;
    std::int64_t inputs() const { return m_norm.channels(); }
    std::int64_t outputs() const { return m_norm.channels(); }
    std::int64_t contextWidth() const { return m_blocks.front().attn2.contextWidth(); }

private:
    struct Block {
        Block(const tensor::Weights& weights, const UNetHints& hints);
        at::Tensor operator()(const at::Tensor& x_BLD, const at::Tensor& context_BME) const;

        LayerNorm norm1, norm2, norm3;
        CrossAttention attn1, attn2;
        Linear gate, shrink; ///< GEGLU and its way back
    };

    GroupNorm m_norm;
    Conv2d m_proj_in, m_proj_out;
    std::vector<Block> m_blocks;
};

} // namespace ld3m::diffusion
