// Choosing a few of many by their features: the core-set baselines.
#pragma once

#include <cstdint>
#include <vector>

#include <ATen/core/Tensor.h>

namespace ld3m::evaluation {

/// `count` rows of features_NF that cover all of them: first the one nearest to the mean, then always the one
/// farthest from those chosen (greedy k-centre, Sener and Savarese 2018). All rows when count >= N.
std::vector<std::int64_t> kCentre(const at::Tensor& features_NF, std::int64_t count);

/// `count` rows of features_NF whose mean follows the mean of all: each is the one that brings the mean of
/// those chosen nearest (herding, Welling 2009, as in iCaRL). All rows when count >= N.
std::vector<std::int64_t> herding(const at::Tensor& features_NF, std::int64_t count);

} // namespace ld3m::evaluation
