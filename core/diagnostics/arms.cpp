#include "core/diagnostics/arms.h"

#include <algorithm>

#include "core/base/error.h"
#include "core/base/nearest_name.h"
#include "core/base/text.h"

namespace ld3m::diagnostics {
namespace {

using settings::Residual;
using settings::Sampler;

const std::vector<Arm>& allArms() {
    static const std::vector<Arm> arms = {{"off", Residual::off, {}, {}},
                                          {"paper_ddim", Residual::paper, Sampler::ddim, {}},
                                          {"paper_ddpm", Residual::paper, Sampler::ddpm, {}},
                                          {"released", Residual::released, {}, {}}};
    return arms;
}

[[noreturn]] void refuse(const char* kind, const std::string& typed, const std::vector<std::string>& names) {
    const std::string nearest = base::nearestName(typed, names);
    throw base::InputError(base::text("There is no ", kind, " \"", typed, "\"",
                                      nearest.empty() ? "" : base::text(" (did you mean ", nearest, "?)"),
                                      ": choose among ", base::join(names, ", "), "."));
}

} // namespace

settings::PriorSettings Arm::on(settings::PriorSettings prior, std::int64_t steps) const {
    prior.steps = steps;
    prior.residual = residual;
    if (sampler)
        prior.sampler = *sampler;
    if (curve)
        prior.residual_curve = *curve;
    return prior;
}

std::vector<std::string> armNames() {
    std::vector<std::string> names;
    for (const Arm& arm : allArms())
        names.push_back(arm.name);
    return names;
}

Arm armNamed(const std::string& name) {
    const auto found = std::ranges::find(allArms(), name, &Arm::name);
    if (found == allArms().end())
        refuse("arm", name, armNames());
    return *found;
}

Arm ownArm(const settings::PriorSettings& prior) {
    const Residual residual = prior.residual == Residual::off ? Residual::released : prior.residual;
    return {settings::nameOf(residual), residual, {}, {}};
}

Arm releasedWithCurve(const std::string& curve) {
    const std::vector<std::string> names = settings::namesOf<settings::ResidualCurve>();
    const auto found = std::ranges::find(names, curve);
    if (found == names.end())
        refuse("residual curve", curve, names);
    return {"released_" + curve,
            Residual::released,
            {},
            static_cast<settings::ResidualCurve>(found - names.begin())};
}

} // namespace ld3m::diagnostics
