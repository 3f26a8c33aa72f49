// kind sampler: a whole reverse process, every intermediate state, and gradients in every memory mode.
#include <ATen/ATen.h>

#include "app/parity/kinds.h"
#include "app/parity/model_parts.h"

namespace ld3m::parity {
namespace {

using diffusion::ReverseInputs;
using diffusion::ReverseProcess;
using diffusion::StepNumbers;

constexpr double kForward = 3e-5;
constexpr double kGradient = 1e-4;
/// Noise over sqrt(a_t): at the first steps sqrt(a_t) is small.
constexpr double kStart = 8e-5;
/// A sum of thousands of terms of both signs.
constexpr double kLoss = 8e-4;

template<typename Number>
at::Tensor everyStep(const ReverseProcess& process, const Number& number) {
    std::vector<double> values;
    for (const StepNumbers& step : process.schedule.steps)
        values.push_back(static_cast<double>(number(step)));
    return at::tensor(values, at::kDouble);
}

void compareStepNumbers(const CaseFile& file, Comparison& comparison, const ReverseProcess& process) {
    const auto check = [&](const char* name, const auto& number, double tolerance) {
        if (file.has(name))
            comparison.checkNumbers(name, everyStep(process, number), tolerance);
    };
    check(
        "sched.t", [](const auto& step) { return step.t; }, 0);
    check(
        "sched.a_t", [](const auto& step) { return step.a_t; }, 0);
    check(
        "sched.a_prev", [](const auto& step) { return step.a_prev; }, 0);
    check(
        "sched.sigma", [](const auto& step) { return step.sigma; }, 3e-6);
    check(
        "sched.sqrt_one_minus_at", [](const auto& step) { return step.sqrt_one_minus_a_t; }, 1.2e-7);
    check(
        "sched.weight", [](const auto& step) { return step.weight; }, 1.2e-7);
}

/// What each step makes of the stored states.
struct StepResults {
    std::vector<at::Tensor> noise, conditional, unconditional, start, mixed, mean;
};

/// The engine's own step from a noise prediction that is known already.
at::Tensor steppedWith(const at::Tensor& noise, diffusion::ReverseSchedule schedule, const StepNumbers& step,
                       const diffusion::StepInputs& inputs) {
    schedule.guidance = 1;
    const auto known = [&](const at::Tensor&, const at::Tensor&, const at::Tensor&) { return noise; };
    return reverseStep(known, schedule, step, inputs);
}

void predictHalves(const ReverseProcess& process, const StepNumbers& step, diffusion::StepInputs one,
                   StepResults& results) {
    results.conditional.push_back(guidedNoise(process.denoiser, one, step.t, 1));
    one.conditioning_B1D = one.unconditional_B1D;
    results.unconditional.push_back(guidedNoise(process.denoiser, one, step.t, 1));
}

StepResults stepResults(const ReverseProcess& process, const ReverseInputs& inputs, const at::Tensor& states,
                        bool halves) {
    const at::NoGradGuard no_graph;
    StepResults results;
    const at::Tensor anchor = process.anchor(inputs, process.start(inputs));
    diffusion::ReverseSchedule plain = process.schedule;
    plain.residual = settings::Residual::off;
    for (std::size_t k = 0; k < process.schedule.steps.size(); ++k) {
        const StepNumbers& step = process.schedule.steps[k];
        diffusion::StepInputs one;
        one.z_BCHW = states[static_cast<std::int64_t>(k)];
        one.anchor_BCHW = anchor;
        one.conditioning_B1D = inputs.conditioning_B1D;
        one.unconditional_B1D = inputs.unconditional_B1D;
        one.noise_BCHW = at::zeros_like(one.z_BCHW);
        const at::Tensor noise = guidedNoise(process.denoiser, one, step.t, process.schedule.guidance);
        results.noise.push_back(noise);
        if (halves)
            predictHalves(process, step, one, results);
        results.start.push_back(predictedStart(one.z_BCHW, noise, step));
        // With a_prev = 1 a DDIM step keeps nothing but the start that it goes on with.
        StepNumbers bare = step;
        bare.a_prev = 1;
        results.mixed.push_back(steppedWith(noise, process.schedule, bare, one));
        results.mean.push_back(steppedWith(noise, plain, step, one));
    }
    return results;
}

void compareSteps(const CaseFile& file, Comparison& comparison, const ReverseProcess& process,
                  const ReverseInputs& inputs) {
    const StepResults results = stepResults(process, inputs, file.input("out.z"), file.has("out.e_cond"));
    const auto check = [&](const char* name, const std::vector<at::Tensor>& steps, double tolerance) {
        if (file.has(name))
            comparison.check(name, steps.empty() ? at::Tensor() : at::stack(steps), tolerance);
    };
    check("out.e_t", results.noise, kForward);
    check("out.e_cond", results.conditional, kForward);
    check("out.e_uncond", results.unconditional, kForward);
    check("out.x0_raw", results.start, kStart);
    check("out.x0_mixed", results.mixed, kStart);
    check("out.mu", results.mean, kForward);
}

void compareRollout(const CaseFile& file, Comparison& comparison,
                    const std::shared_ptr<const ReverseProcess>& process, const ReverseInputs& inputs,
                    settings::Memory mode) {
    const std::string route = settings::nameOf(mode);
    const at::Tensor r_B3HW = file.input("in.r");
    diffusion::Rollout rollout(process, inputs, mode);
    comparison.check("out.image", rollout.images(), kForward, route);
    if (file.has("out.L"))
        comparison.check("out.L", (rollout.images() * r_B3HW).sum().view({1}), kLoss, route);
    auto gradients = rollout.pullBack(r_B3HW);
    // The stored adjoint of z_T counts its use in the paper's residual too, and Z enters through z_T alone.
    if (process->schedule.residual == settings::Residual::paper)
        gradients.states.front() = gradients.latents_BCHW / process->schedule.start_signal;
    comparison.check("grad.Z", gradients.latents_BCHW, kGradient, route);
    if (file.has("grad.c"))
        comparison.check("grad.c", gradients.conditioning_B1D, kGradient, route);
    comparison.check("grad.z", at::stack(gradients.states), kGradient, route);
}

} // namespace

void compareSampler(const CaseFile& file, Comparison& comparison) {
    const ProcessParts parts = processPartsOf(file);
    const auto process = parts.process([&](const at::Tensor& z) { return parts.autoencoder->decode(z); });
    const ReverseInputs inputs = reverseInputsOf(file, "in.noise");
    compareStepNumbers(file, comparison, *process);
    const auto states = process->states(inputs);
    comparison.check("out.z", at::stack(states), kForward);
    comparison.check("out.z0", states.back(), kForward);
    if (file.has("out.qZ"))
        comparison.check("out.qZ", process->quantize(inputs.latents_BCHW), 1e-6);
    compareSteps(file, comparison, *process, inputs);
    for (const settings::Memory mode : memoryModes())
        compareRollout(file, comparison, process, inputs, mode);
}

} // namespace ld3m::parity
