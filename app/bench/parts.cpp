#include "app/bench/parts.h"

#include <algorithm>
#include <optional>

#include <ATen/ATen.h>
#include <ATen/Parallel.h>

#include "app/bench/flop_counter.h"
#include "app/bench/stopwatch.h"
#include "core/diffusion/segment.h"
#include "core/distillation/learnable_state.h"
#include "core/priors/memory_probe.h"
#include "core/tensor/cores.h"
#include "core/tensor/random.h"

namespace ld3m::bench {
namespace {

constexpr const char* kNames[] = {"U-Net forward", "U-Net pull-back", "Decoder forward", "Decoder pull-back",
                                  "Codebook",      "Real gradients",  "Matching",        "Optimiser"};
constexpr std::int64_t kTime = 501; ///< any timestep costs the same

at::Tensor twice(const at::Tensor& rows_B) {
    return at::cat({rows_B, rows_B});
}

} // namespace

Parts::Parts(const settings::Recipe& recipe, const diffusion::LatentDiffusionModel& model,
             const data::Dataset& real, const priors::Learnables& values, const at::Tensor& images_M3HW)
    : m_recipe(recipe), m_model(model), m_real(real), m_values(values), m_images_M3HW(images_M3HW),
      m_strategies(data::strategiesNamed(recipe.objective.augmentation)),
      m_network(networks::makeNetwork(recipe.objective.network, {.resolution = recipe.dataset.resolution,
                                                                 .classes = real.classes(),
                                                                 .width = recipe.objective.width,
                                                                 .depth = recipe.objective.depth,
                                                                 .norm = recipe.objective.norm})) {
    at::Generator generator = tensor::generator(1);
    m_parameters = objectives::matchingLeaves(
        networks::initialise(*m_network, generator, images_M3HW.options()), recipe.objective.distance);
    for (const char* name : kNames)
        m_phases.push_back({.name = name});
}

bool Parts::guided() const {
    return m_values.conditioning.defined() && m_recipe.prior.guidance != 1;
}

void Parts::pullThroughUNet(std::int64_t images, const Lap& lap) const {
    const auto batch = [&](const at::Tensor& rows_M) {
        if (!rows_M.defined())
            return rows_M;
        const at::Tensor rows_B = rows_M.narrow(0, 0, images);
        return guided() ? twice(rows_B) : rows_B;
    };
    const at::Tensor z_BCHW = batch(m_values.latents), c_B1D = batch(m_values.conditioning);
    const at::Tensor t_B = at::full({z_BCHW.size(0)}, kTime, z_BCHW.options().dtype(at::kLong));
    diffusion::Segment segment(
        [&](const std::vector<at::Tensor>& inputs) { return (*m_model.unet)(inputs[0], t_B, inputs[1]); },
        {z_BCHW, c_B1D});
    lap(unet_forward);
    segment.pullBack(at::ones_like(z_BCHW));
    lap(unet_pull_back);
}

void Parts::pullThroughDecoder(std::int64_t images, const Lap& lap) const {
    diffusion::Segment segment(
        [&](const std::vector<at::Tensor>& inputs) {
            return m_model.autoencoder->decodeUnquantized(inputs[0]);
        },
        {m_values.latents.narrow(0, 0, images)});
    lap(decoder_forward);
    segment.pullBack(at::ones_like(segment.value()));
    lap(decoder_pull_back);
}

objectives::MatchingRule Parts::matchingRule() const {
    return {*m_network, m_parameters, m_recipe.objective.distance, m_recipe.objective.real_gradient};
}

/// All classes, shared out over the cores as the objective does it.
void Parts::match(const Lap& lap) const {
    const objectives::MatchingRule rule = matchingRule();
    const std::int64_t classes = m_real.classes();
    const std::int64_t at_once = m_images_M3HW.is_cpu() ? at::get_num_threads() : 1;
    const auto each = [&](const std::function<void(std::int64_t)>& body) {
        for (std::int64_t first = 0; first < classes; first += at_once)
            tensor::sideBySide(std::min(at_once, classes - first),
                               [&](std::int64_t offset) { body(first + offset); });
    };
    const auto augment = [&](std::int64_t label) {
        return [&, label](const at::Tensor& x_B3HW) {
            return data::augmentSiamese(x_B3HW, m_strategies, static_cast<std::uint64_t>(label));
        };
    };
    std::vector<std::vector<at::Tensor>> gradients(static_cast<std::size_t>(classes));
    each([&](std::int64_t label) {
        const auto chosen = tensor::sample(m_recipe.objective.real_batch, m_real.classSize(label),
                                           static_cast<std::uint64_t>(label));
        gradients[static_cast<std::size_t>(label)] =
            objectives::realGradient(rule, augment(label)(m_real.batch(label, chosen)), label);
    });
    lap(real_gradients);
    const std::vector<at::Tensor> images = m_images_M3HW.chunk(classes);
    each([&](std::int64_t label) {
        const auto place = static_cast<std::size_t>(label);
        objectives::matchClass(rule, gradients[place], images[place], label, augment(label));
    });
    lap(matching);
}

void Parts::step() const {
    distillation::LearnableState state;
    state.values = {m_values.latents.clone(),
                    m_values.conditioning.defined() ? m_values.conditioning.clone() : at::Tensor()};
    state.update(m_values, m_recipe.distillation);
}

void Parts::run(const Lap& lap) {
    pullThroughUNet(std::min(m_plan.batch, m_plan.needs.images), lap);
    pullThroughDecoder(std::min(m_plan.output_batch, m_plan.needs.images), lap);
    {
        const at::NoGradGuard no_graph;
        m_model.autoencoder->quantize(m_values.latents);
    }
    lap(codebook);
    match(lap);
    step();
    lap(optimiser);
}

std::int64_t Parts::stepWorking() const {
    const std::int64_t peak = priors::peakBytes([&] { pullThroughUNet(1, [](Index) {}); });
    const std::int64_t kept = priors::keptBytes([&] {
        const at::Tensor z = m_values.latents.narrow(0, 0, 1).detach().requires_grad_(true);
        const at::Tensor c =
            m_values.conditioning.defined() ? m_values.conditioning.narrow(0, 0, 1).detach() : at::Tensor();
        const auto rows = [&](const at::Tensor& x) { return x.defined() && guided() ? twice(x) : x; };
        const at::Tensor z_B = rows(z);
        return (*m_model.unet)(z_B, at::full({z_B.size(0)}, kTime, z_B.options().dtype(at::kLong)), rows(c));
    });
    return std::max<std::int64_t>(peak - kept, 0);
}

std::int64_t Parts::outputWorking() const {
    const std::int64_t peak = priors::peakBytes([&] { pullThroughDecoder(1, [](Index) {}); });
    const std::int64_t kept = priors::keptBytes([&] {
        return m_model.autoencoder->decodeUnquantized(
            m_values.latents.narrow(0, 0, 1).detach().requires_grad_(true));
    });
    return std::max<std::int64_t>(peak - kept, 0);
}

std::int64_t Parts::objectiveWorking() const {
    const objectives::MatchingRule rule = matchingRule();
    const auto augment = [&](const at::Tensor& x_B3HW) {
        return data::augmentSiamese(x_B3HW, m_strategies, 0);
    };
    const std::int64_t one_class = priors::peakBytes([&] {
        const auto chosen = tensor::sample(m_recipe.objective.real_batch, m_real.classSize(0), 0);
        const auto real = objectives::realGradient(rule, augment(m_real.batch(0, chosen)), 0);
        objectives::matchClass(rule, real, m_images_M3HW.chunk(m_real.classes()).front(), 0, augment);
    });
    return one_class *
           (m_images_M3HW.is_cpu() ? std::min<std::int64_t>(at::get_num_threads(), m_real.classes()) : 1);
}

void Parts::plan(const priors::MemoryPlan& plan) {
    m_plan = plan;
    std::optional<FlopCounter> counter;
    counter.emplace();
    run([&](Index index) {
        m_phases[index].flops = counter->flops();
        counter.reset();
        counter.emplace();
    });

    const auto images = static_cast<double>(plan.needs.images);
    const double batches = images / static_cast<double>(std::min(plan.batch, plan.needs.images));
    const double output = images / static_cast<double>(std::min(plan.output_batch, plan.needs.images));
    const auto steps = static_cast<double>(plan.needs.steps);
    const double times = plan.mode == settings::Memory::keep ? 1 : 2; // evaluated again for the pull-back
    const double anchors = m_recipe.prior.residual == settings::Residual::released ? 1 : 0;
    m_phases[unet_forward].calls = times * steps * batches;
    m_phases[unet_pull_back].calls = steps * batches;
    m_phases[decoder_forward].calls = times * output;
    m_phases[decoder_pull_back].calls = output;
    m_phases[codebook].calls = times + anchors;

    m_needed = 0;
    for (const Phase& phase : m_phases)
        m_needed += phase.flops * phase.calls;
    m_needed -= (times - 1) *
                (steps * batches * m_phases[unet_forward].flops + output * m_phases[decoder_forward].flops);
}

void Parts::measure() {
    Stopwatch watch(m_images_M3HW.device());
    run([&](Index index) { m_phases[index].seconds.push_back(watch.lap()); });
}

} // namespace ld3m::bench
