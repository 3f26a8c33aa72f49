// Real images in place of a synthetic set, class by class: what a distilled set has to beat.
#pragma once

#include <functional>
#include <string>

#include "core/data/dataset.h"

namespace ld3m::evaluation {

/// "random_real" to "random real", as rows name it.
std::string nameOfBaseline(const std::string& word);

/// `each` random images of each class, class by class, normalised [C each, 3, H, W]. Stream "baseline".
/// @throws base::InputError when a class has fewer
at::Tensor randomReal(const data::Dataset& train, std::int64_t each, std::uint64_t seed);

/// The mean image of each class, normalised [C, 3, H, W].
at::Tensor classMeans(const data::Dataset& train);

/// `each` images of each class, normalised [C each, 3, H, W], chosen by their features: "k_centre" or
/// "herding". `embed` gives features [B, F] of normalised images; `checkpoint` is asked between batches.
/// @throws base::InputError when a class has fewer
at::Tensor coreSet(const std::string& word, const data::Dataset& train, std::int64_t each,
                   const std::function<void()>& checkpoint,
                   const std::function<at::Tensor(const at::Tensor& x_BCHW)>& embed);

} // namespace ld3m::evaluation
