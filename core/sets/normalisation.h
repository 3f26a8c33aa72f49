// How the values of a set's images relate to pixels: value = (pixel - mean) / deviation per channel, pixels
// in [0,1].
#pragma once

#include <array>
#include <string>
#include <vector>

#include <ATen/core/Tensor.h>

namespace ld3m::sets {

struct Normalisation {
    std::string name; ///< "unit", "half", "cifar10", "imagenet", "released", or "other"
    std::array<double, 3> mean{};
    std::array<double, 3> deviation{};

    at::Tensor pixels(const at::Tensor& values_M3HW) const;
    at::Tensor values(const at::Tensor& pixels_M3HW) const;

    bool operator==(const Normalisation&) const = default;
};

/// Those that the field's files come in: unit ([0,1] as it is), half ([-1,1]), cifar10, imagenet, and
/// released, the mean of generated images in LD3M's public code.
const std::vector<Normalisation>& knownNormalisations();

/// By name. @throws base::InputError listing the names
const Normalisation& normalisationNamed(const std::string& name);

/// The known one with these numbers (to single precision), or "other".
Normalisation normalisationOf(const std::array<double, 3>& mean, const std::array<double, 3>& deviation);

/// "cifar10 (mean .4914 .4822 .4465, deviation .2023 .1994 .201)"
std::string describe(const Normalisation& normalisation);

} // namespace ld3m::sets
