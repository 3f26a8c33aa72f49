// Layers that several classifiers share, as functions that can be differentiated twice.
#pragma once

#include <ATen/core/Tensor.h>

#include "core/networks/parameter_list.h"

namespace ld3m::networks {

/// Group norm with a group per channel (eps 1e-5), its weight and bias read from `parameters`.
at::Tensor instanceNorm(const at::Tensor& x_BCHW, ParameterReader& parameters);

/// Windows of 2 x 2, each half as many rows and columns, rounded down.
at::Tensor halveByMax(const at::Tensor& x_BCHW);

/// `x` W^T + b on the last dimension, W and b read from `parameters`.
at::Tensor linear(const at::Tensor& x, ParameterReader& parameters);

/// Zeroes each number with this probability and scales the others up to keep the mean. Drawn on the CPU from
/// `generator`, the same numbers for every device and precision; null hands x back.
at::Tensor dropout(const at::Tensor& x, double probability, at::Generator* generator);

} // namespace ld3m::networks
