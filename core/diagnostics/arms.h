// Arms of a comparison: ways to mix the residual into the reverse process, each a change to the prior's
// settings.
#pragma once

#include <optional>
#include <string>
#include <vector>

#include "core/settings/prior_settings.h"

namespace ld3m::diagnostics {

struct Arm {
    std::string name;
    settings::Residual residual = settings::Residual::off;
    std::optional<settings::Sampler> sampler;     ///< nothing: the recipe's
    std::optional<settings::ResidualCurve> curve; ///< nothing: the recipe's

    /// `prior` with T = `steps` and this arm's residual; all else as it was.
    settings::PriorSettings on(settings::PriorSettings prior, std::int64_t steps) const;
};

/// The words of armNamed(): off, paper_ddim, paper_ddpm, released.
std::vector<std::string> armNames();

/// off and released keep the recipe's sampler, the paper's form (Eq. 7) comes with either mean.
/// @throws base::InputError naming the nearest arm.
Arm armNamed(const std::string& name);

/// The released form with another curve, called "released_<curve>".
/// @throws base::InputError naming the nearest curve.
Arm releasedWithCurve(const std::string& curve);

/// The recipe's own residual with its sampler and curve, called "released" or "paper"; released where it is
/// off.
Arm ownArm(const settings::PriorSettings& prior);

} // namespace ld3m::diagnostics
