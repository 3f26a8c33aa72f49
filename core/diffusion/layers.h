// The frozen layers that U-Net and autoencoder are built from: weights held as constants, applied by
// operator(). Shapes: B images, C channels, H x W positions, L tokens, D features.
#pragma once

#include <optional>

#include <ATen/core/Tensor.h>

#include "core/tensor/weights.h"

namespace ld3m::diffusion {

/// GroupNorm's epsilon in U-Net residual blocks, and in spatial transformers and autoencoders.
inline constexpr double kUNetEpsilon = 1e-5;
inline constexpr double kFirstStageEpsilon = 1e-6;

/// Every constructor takes the view that holds its `weight` and `bias`. @throws base::InputError naming the
/// tensor when it is missing or has another number of dimensions than the layer.
class Linear {
public:
    explicit Linear(const tensor::Weights& weights);
    at::Tensor operator()(const at::Tensor& x) const; ///< [..., in] to [..., out]
    std::int64_t inputs() const { return m_weight.size(1); }
    std::int64_t outputs() const { return m_weight.size(0); }

private:
    at::Tensor m_weight;
    at::Tensor m_bias; ///< undefined where the layer has none
};

class Conv2d {
public:
    /// `padding` none: half the kernel, which keeps the size at stride 1.
    explicit Conv2d(const tensor::Weights& weights, std::int64_t stride = 1,
                    std::optional<std::int64_t> padding = {});
    at::Tensor operator()(const at::Tensor& x_BCHW) const;
    std::int64_t inputs() const { return m_weight.size(1); }
    std::int64_t outputs() const { return m_weight.size(0); }

private:
    at::Tensor m_weight;
    at::Tensor m_bias;
    std::int64_t m_stride;
    std::int64_t m_padding;
};

class GroupNorm {
public:
    /// @throws base::InputError also when `groups` does not divide the channels.
    GroupNorm(const tensor::Weights& weights, std::int64_t groups, double epsilon);
    at::Tensor operator()(const at::Tensor& x_BCHW) const;
    std::int64_t channels() const { return m_weight.size(0); }

private:
    at::Tensor m_weight;
    at::Tensor m_bias;
    std::int64_t m_groups;
    double m_epsilon;
};

class LayerNorm {
public:
    explicit LayerNorm(const tensor::Weights& weights);
    at::Tensor operator()(const at::Tensor& x_BLD) const;

private:
    at::Tensor m_weight;
    at::Tensor m_bias;
};

/// x2 by repetition, then a 3x3 convolution.
class Upsample {
public:
    explicit Upsample(const tensor::Weights& weights) : m_conv(weights) {}
    at::Tensor operator()(const at::Tensor& x_BCHW) const;
    std::int64_t inputs() const { return m_conv.inputs(); }
    std::int64_t outputs() const { return m_conv.outputs(); }

private:
    Conv2d m_conv;
};

/// norm, SiLU, conv, (+ time), norm, SiLU, conv, + skip.
class ResnetBlock {
public:
    /// Tensor names of the U-Net (in_layers, emb_layers, out_layers, skip_connection).
    static ResnetBlock ofUNet(const tensor::Weights& weights, std::int64_t groups);
    /// Tensor names of the autoencoder (norm1, conv1, norm2, conv2, nin_shortcut); it knows no time.
    static ResnetBlock ofAutoencoder(const tensor::Weights& weights, std::int64_t groups);

    /// `activated_BE`: SiLU of the time embedding; undefined in autoencoders.
    at::Tensor operator()(const at::Tensor& x_BCHW, const at::Tensor& activated_BE = {}) const;
    std::int64_t inputs() const { return m_conv1.inputs(); }
    std::int64_t outputs() const { return m_conv2.outputs(); }

private:
    ResnetBlock(GroupNorm norm1, Conv2d conv1, GroupNorm norm2, Conv2d conv2)
        : m_norm1(std::move(norm1)), m_conv1(std::move(conv1)), m_norm2(std::move(norm2)),
          m_conv2(std::move(conv2)) {}

    GroupNorm m_norm1;
    Conv2d m_conv1;
    GroupNorm m_norm2;
    Conv2d m_conv2;
    std::optional<Linear> m_time;
    std::optional<Conv2d> m_skip;
};

} // namespace ld3m::diffusion
