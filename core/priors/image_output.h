// The last stretch of every generated image: resize -> (x + 1) / 2 -> clamp to [0,1] -> normalise.
#pragma once

#include <ATen/core/Tensor.h>

namespace ld3m::priors {

/// Bilinear resize of x_BCHW as torchvision does it on tensors (align_corners off); the same tensor when the
/// size is right already. With antialias the filter widens by the scale when shrinking.
at::Tensor resized(const at::Tensor& x_BCHW, std::int64_t height, std::int64_t width, bool antialias);

/// (x - mean) / std per channel; mean_3 and std_3 in x's type and device.
at::Tensor normalised(const at::Tensor& x_BCHW, const at::Tensor& mean_3, const at::Tensor& std_3);

/// x std + mean per channel: normalised() undone.
at::Tensor denormalised(const at::Tensor& x_BCHW, const at::Tensor& mean_3, const at::Tensor& std_3);

struct ImageOutput {
    std::int64_t resolution = 32;
    bool antialias = true;
    at::Tensor mean_3;
    at::Tensor std_3;

    /// Raw decoder output, about [-1,1], to normalised images. Differentiable; the clamp's gradient is 1 on
    /// the closed interval.
    at::Tensor operator()(const at::Tensor& decoded_B3HW) const;
};

} // namespace ld3m::priors
