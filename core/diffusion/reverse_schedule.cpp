#include "core/diffusion/reverse_schedule.h"

#include <algorithm>
#include <cmath>

#include <ATen/ops/cat.h>
#include <ATen/ops/zeros_like.h>

#include "core/base/error.h"
#include "core/settings/residual_curve.h"

namespace ld3m::diffusion {
namespace {

void requireForm(const settings::PriorSettings& prior, std::size_t steps) {
    if (prior.residual != settings::Residual::released)
        return;
    if (steps == 1 && prior.residual_curve != settings::ResidualCurve::constant)
        throw base::InputError(
            "prior.steps = 1 leaves the released residual no decay: use 2 or more steps, or "
            "prior.residual_curve = \"constant\".");
}

/// Half the log signal-to-noise ratio, log(sqrt(a) / sqrt(1 - a)): the time in which DPM-Solver is a straight
/// line.
double halfLogSnr(double alpha_bar) {
    return 0.5 * std::log(alpha_bar / (1 - alpha_bar));
}

/// 1 / (2 r), r being the length of the step before over this one's; 1/2 at most, as where both are equal.
/// The last steps before t = 0 are several times longer than the one before, and carrying the line on that
/// far costs more accuracy than it gains.
void extrapolate(std::vector<StepNumbers>& steps) {
    for (std::size_t k = 1; k < steps.size(); ++k) {
        const double before = halfLogSnr(steps[k].a_t) - halfLogSnr(steps[k - 1].a_t);
        const double now = halfLogSnr(steps[k].a_prev) - halfLogSnr(steps[k].a_t);
        steps[k].history = static_cast<float>(std::min(0.5, now / (2 * before)));
    }
}

} // namespace

bool ReverseSchedule::needsStepNoise() const {
    return std::ranges::any_of(steps, [](const StepNumbers& step) { return step.sigma > 0; });
}

at::Tensor ReverseSchedule::stateOf(const at::Tensor& z_BCHW) const {
    return multistep() ? at::cat({z_BCHW, at::zeros_like(z_BCHW)}, 1) : z_BCHW;
}

at::Tensor ReverseSchedule::latentsOf(const at::Tensor& state) const {
    return multistep() ? state.narrow(1, 0, state.size(1) / 2) : state;
}

at::Tensor ReverseSchedule::lastStartOf(const at::Tensor& state) const {
    return state.narrow(1, state.size(1) / 2, state.size(1) / 2);
}

std::vector<std::int64_t> timestepsOf(settings::Timesteps rule, std::int64_t steps) {
    return settings::timestepsOf(rule, steps);
}

ReverseSchedule makeReverseSchedule(const NoiseSchedule& noise, const settings::PriorSettings& prior) {
    const std::vector<settings::ResidualStep> walked = settings::residualSteps(prior);
    const std::size_t n = walked.size();
    requireForm(prior, n);

    ReverseSchedule schedule;
    schedule.start_signal = noise.signal(walked.front().t);
    schedule.start_noise = noise.noise(walked.front().t);
    schedule.residual = prior.residual;
    schedule.sampler = prior.sampler;
    schedule.guidance = prior.guidance;
    const double eta = prior.sampler == settings::Sampler::ddpm       ? 1
                       : prior.sampler == settings::Sampler::dpmpp_2m ? 0
                                                                      : prior.eta;
    for (std::size_t k = 0; k < n; ++k) {
        const double a_t = noise.alphaBar(walked[k].t);
        const double a_prev = noise.alphaBar(k + 1 < n ? walked[k + 1].t : 0);
        const double sigma = eta * std::sqrt((1 - a_prev) / (1 - a_t) * (1 - a_t / a_prev));
        schedule.steps.push_back({.t = walked[k].t,
                                  .a_t = static_cast<float>(a_t),
                                  .a_prev = static_cast<float>(a_prev),
                                  .sigma = static_cast<float>(sigma),
                                  .sqrt_one_minus_a_t = std::sqrt(1 - static_cast<float>(a_t)),
                                  .weight = static_cast<float>(walked[k].weight),
                                  .history = 0});
    }
    if (schedule.multistep())
        extrapolate(schedule.steps);
    return schedule;
}

} // namespace ld3m::diffusion
