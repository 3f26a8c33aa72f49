// kind schedule: noise schedules by name, and the timesteps and numbers of strided ones.
#include <sstream>

#include <ATen/ATen.h>

#include "app/parity/kinds.h"
#include "core/base/error.h"
#include "core/diffusion/reverse_schedule.h"

namespace ld3m::parity {
namespace {

using diffusion::BetaRule;
using diffusion::NoiseSchedule;
using diffusion::StepNumbers;

const std::map<std::string, NoiseSchedule>& namedSchedules() {
    static const std::map<std::string, NoiseSchedule> schedules = {
        {"linear", NoiseSchedule::make(BetaRule::linear, 0.0015, 0.0195)},
        {"linear_sd", NoiseSchedule::make(BetaRule::linear, 0.00085, 0.012)},
        {"cosine", NoiseSchedule::make(BetaRule::cosine)},
        {"sqrt_linear", NoiseSchedule::make(BetaRule::sqrt_linear, 0.0015, 0.0195)},
        {"sqrt", NoiseSchedule::make(BetaRule::sqrt, 0.0015, 0.0195)}};
    return schedules;
}

template<typename Number>
at::Tensor perTimestep(const Number& number) {
    std::vector<double> values;
    for (std::int64_t t = 0; t < diffusion::kTimesteps; ++t)
        values.push_back(number(t));
    return at::tensor(values, at::kDouble);
}

/// The settings of "ddim.S5.eta0.5.sigmas", and which number it holds.
struct StridedName {
    std::int64_t steps = 0;
    double eta = 0;
    std::string number;
};

StridedName parsed(const std::string& name) {
    StridedName parts;
    std::istringstream in(name.substr(std::string("ddim.S").size()));
    in >> parts.steps;
    parts.number = name.substr(name.rfind('.') + 1);
    if (const auto eta = name.find(".eta"); eta != std::string::npos)
        parts.eta = std::stod(name.substr(eta + 4, name.rfind('.') - eta - 4));
    if (parts.number.ends_with("_used"))
        parts.number.resize(parts.number.size() - 5);
    return parts;
}

/// One number of every step in ascending order, as the files hold them.
template<typename Number>
at::Tensor ascending(const diffusion::ReverseSchedule& schedule, const Number& number) {
    std::vector<double> values;
    for (const StepNumbers& step : schedule.steps)
        values.insert(values.begin(), static_cast<double>(number(step)));
    return at::tensor(values, at::kDouble);
}

bool leavesTheRange(std::int64_t steps) {
    try {
        diffusion::timestepsOf(settings::Timesteps::released, steps);
        return false;
    } catch (const base::InputError&) {
        return true;
    }
}

void compareStrided(const std::string& name, const at::Tensor& stored, Comparison& comparison) {
    const StridedName parts = parsed(name);
    if (parts.number == "timesteps" && stored.max().item<double>() >= diffusion::kTimesteps) {
        // The published rule steps out of the schedule here; the engine must refuse it.
        comparison.checkNumbers(name, leavesTheRange(parts.steps) ? stored : at::Tensor(), 0);
        return;
    }
    settings::PriorSettings prior;
    prior.steps = parts.steps;
    prior.eta = parts.eta;
    prior.timesteps = settings::Timesteps::released;
    prior.residual = settings::Residual::off;
    const auto schedule = diffusion::makeReverseSchedule(NoiseSchedule::make(), prior);
    if (parts.number == "timesteps")
        comparison.checkNumbers(name, ascending(schedule, [](const auto& step) { return step.t; }), 0);
    else if (parts.number == "alphas")
        comparison.checkNumbers(name, ascending(schedule, [](const auto& step) { return step.a_t; }), 0);
    else if (parts.number == "alphas_prev")
        comparison.checkNumbers(name, ascending(schedule, [](const auto& step) { return step.a_prev; }), 0);
    else if (parts.number == "sigmas")
        comparison.checkNumbers(name, ascending(schedule, [](const auto& step) { return step.sigma; }), 3e-6);
    else if (parts.number == "sqrt_one_minus_alphas")
        comparison.checkNumbers(
            name, ascending(schedule, [](const auto& step) { return step.sqrt_one_minus_a_t; }), 1.2e-7);
}

/// "betas.cosine": what is asked of which schedule. Nothing for a schedule of another name.
void compareNamed(const std::string& name, Comparison& comparison) {
    const auto dot = name.find('.');
    const std::string number = name.substr(0, dot);
    const auto found = namedSchedules().find(name.substr(dot + 1));
    if (found == namedSchedules().end())
        return;
    const NoiseSchedule& schedule = found->second;
    if (number == "betas")
        comparison.checkNumbers(name, at::tensor(schedule.betas, at::kDouble), 1e-14);
    else if (number == "betas_f32")
        comparison.checkNumbers(name, at::tensor(schedule.betas, at::kDouble).to(at::kFloat), 0);
    else if (number == "alphas_cumprod")
        comparison.checkNumbers(name, at::tensor(schedule.alphas_cumprod, at::kDouble), 1e-14);
    else if (number == "alphas_cumprod_f32")
        comparison.checkNumbers(name, perTimestep([&](std::int64_t t) { return schedule.alphaBar(t); }), 0);
}

} // namespace

void compareSchedule(const CaseFile& file, Comparison& comparison) {
    for (const auto& [name, stored] : file.tensors())
        if (name.starts_with("ddim.S"))
            compareStrided(name, stored, comparison);
        else if (name.starts_with("betas") || name.starts_with("alphas_cumprod"))
            compareNamed(name, comparison);
    const NoiseSchedule linear = NoiseSchedule::make();
    if (file.has("buf.sqrt_alphas_cumprod"))
        comparison.checkNumbers("buf.sqrt_alphas_cumprod",
                                perTimestep([&](std::int64_t t) { return linear.signal(t); }), 0);
    if (file.has("buf.sqrt_one_minus_alphas_cumprod"))
        comparison.checkNumbers("buf.sqrt_one_minus_alphas_cumprod",
                                perTimestep([&](std::int64_t t) { return linear.noise(t); }), 0);
    for (const char* name :
         {"buf.alphas_cumprod_prev", "buf.log_one_minus_alphas_cumprod", "buf.posterior_log_variance_clipped",
          "buf.posterior_mean_coef1", "buf.posterior_mean_coef2", "buf.posterior_variance",
          "buf.sqrt_recip_alphas_cumprod", "buf.sqrt_recipm1_alphas_cumprod"})
        comparison.leaveOut(name, "a buffer that no sampler here reads");
}

} // namespace ld3m::parity
