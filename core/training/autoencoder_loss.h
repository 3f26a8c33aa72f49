// What an autoencoder is trained to make small.
#pragma once

#include <functional>
#include <string>
#include <utility>
#include <vector>

#include <ATen/core/Tensor.h>

#include "core/diffusion/autoencoder.h"
#include "core/settings/training_settings.h"

namespace ld3m::training {

/// Features of images in [-1,1]: [B, 3, H, W] to [B, F].
using Features = std::function<at::Tensor(const at::Tensor&)>;

/// A loss and what it is made of, all of them numbers (no dimensions).
struct Loss {
    at::Tensor total;
    std::vector<std::pair<std::string, at::Tensor>> terms;
};

/// Mean |dx - dy| over horizontal and over vertical differences of neighbouring pixels, added.
at::Tensor edgeDifference(const at::Tensor& x_BCHW, const at::Tensor& y_BCHW);

/// One forward pass of images in [-1,1]. With z = E(x), q = the nearest code where `quantised` and z before,
/// y = D(q) (straight-through):
///   l1 mean|x-y| + l2 mean (x-y)^2 + edges edgeDifference(x, y) + perceptual mean|f(x)-f(y)|
///   + commitment mean (z - q)^2, where q is a constant
struct AutoencoderPass {
    Loss loss;
    at::Tensor z_BDhw; ///< without graph
};
AutoencoderPass passThrough(const diffusion::Autoencoder& autoencoder, const at::Tensor& x_B3HW,
                            bool quantised, const settings::AutoencoderSettings& weights,
                            const Features& features);

} // namespace ld3m::training
