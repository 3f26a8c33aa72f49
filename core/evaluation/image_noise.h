// Augmentations of ImageNet training beside DSA: random resized crops, colour jitter, lighting noise.
#pragma once

#include <ATen/core/Generator.h>
#include <ATen/core/Tensor.h>

namespace ld3m::evaluation {

/// A window of an image in pixels.
struct Window {
    std::int64_t top = 0, left = 0, height = 0, width = 0;
};

/// A window of `smallest` to all of the area with sides in a ratio of 3/4 to 4/3: the first of ten draws that
/// fits, else the largest central window of a legal ratio.
Window cropWindow(std::int64_t height, std::int64_t width, double smallest, at::Generator& generator);

/// A window of its own for each image, enlarged to the image's size (bilinear).
at::Tensor cropEach(const at::Tensor& x_BCHW, double smallest, at::Generator& generator);

/// Images in [0,1]: brightness, contrast and saturation times factors of 1 - strength to 1 + strength, drawn
/// for each image; the order is drawn once for the batch.
at::Tensor jitterEach(const at::Tensor& x_BCHW, double strength, at::Generator& generator);

/// Images in [0,1]: adds sum_k a_k l_k v_k, a_k normal with deviation `strength`, l and v the principal
/// colours of ImageNet as published with AlexNet.
at::Tensor lightEach(const at::Tensor& x_BCHW, double strength, at::Generator& generator);

} // namespace ld3m::evaluation
