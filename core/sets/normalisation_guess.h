// Which normalisation the images of a set were saved with. A set used with the wrong one trains networks to
// chance, and most files do not say it.
#pragma once

#include <optional>
#include <string>
#include <vector>

#include <ATen/core/Tensor.h>

#include "core/sets/normalisation.h"

namespace ld3m::sets {

/// What the values look like, per channel.
struct ValueStatistics {
    std::array<double, 3> smallest{};
    std::array<double, 3> largest{};
    std::array<double, 3> mean{};
    std::array<double, 3> deviation{};
};

ValueStatistics statisticsOf(const at::Tensor& values_M3HW);

/// How well one candidate explains the values.
struct Candidate {
    Normalisation normalisation;
    bool fits = false; ///< all pixels lie in [0,1] to within one step of 8 bits
    int touched = 0;   ///< of the six ends (black and white of three channels), how many the pixels reach
};

struct NormalisationGuess {
    std::optional<Normalisation> sure; ///< absent when several would do
    std::vector<Candidate> candidates; ///< in the order of knownNormalisations()
    std::vector<std::string> possible; ///< names of those that would do; one when sure
    std::string evidence;              ///< one sentence
};

/// Images that a prior or a picture file made reach black and white exactly, and only the right normalisation
/// puts both ends of three channels at 0 and 1. Images that were learned as pixels overshoot: mean and
/// deviation tell [0,1] (about 0.45 and 0.25) and [-1,1] (about 0 and 0.5) from the others (about 0 and 1),
/// which then cannot be told apart.
NormalisationGuess guessNormalisation(const at::Tensor& values_M3HW);

} // namespace ld3m::sets
