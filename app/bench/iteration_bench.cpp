#include "app/bench/iteration_bench.h"

#include <algorithm>
#include <numeric>

#include <ATen/ATen.h>

#include "app/bench/memory_in_use.h"
#include "app/bench/parts.h"
#include "app/bench/stopwatch.h"
#include "app/bench/structure_model.h"
#include "core/base/error.h"
#include "core/base/text.h"
#include "core/diffusion/checkpoint_layout.h"
#include "core/distillation/learnable_state.h"
#include "core/objectives/objective.h"
#include "core/priors/latent_diffusion_prior.h"
#include "core/priors/memory_prediction.h"
#include "core/tensor/cores.h"
#include "core/tensor/device.h"
#include "core/tensor/random.h"

namespace ld3m::bench {
namespace {

diffusion::CheckpointLayout layoutFor(const BenchOptions& options) {
    if (!options.checkpoint.empty())
        return diffusion::readCheckpointLayout(options.checkpoint);
    return diffusion::layoutOf(drawWeights(
        options.structure.empty() ? structureIn(options.keys) : publishedStructure(options.structure)));
}

/// As many random images a class as an iteration draws.
data::Dataset randomImages(const BenchOptions& options, const c10::TensorOptions& tensors) {
    const settings::Recipe& recipe = options.recipe;
    const std::int64_t size = std::max(recipe.objective.real_batch, recipe.distillation.ipc);
    const std::int64_t side = recipe.dataset.resolution;
    std::vector<std::int64_t> first;
    std::vector<std::string> names;
    for (std::int64_t label = 0; label <= options.classes; ++label)
        first.push_back(label * size);
    for (std::int64_t label = 0; label < options.classes; ++label)
        names.push_back(base::text("class ", label));
    at::Generator generator = tensor::generator(2);
    const at::Tensor images_N3HW =
        at::empty({options.classes * size, 3, side, side}, at::kByte).random_(0, 256, generator);
    const at::Tensor half_3 = at::full({3}, 0.5);
    return {images_N3HW, first, names, half_3, half_3, tensors};
}

priors::PriorContext contextFor(const BenchOptions& options, const data::Dataset& real) {
    priors::PriorContext context;
    for (std::int64_t label = 0; label < options.classes; ++label)
        context.class_ids.insert(context.class_ids.end(),
                                 static_cast<std::size_t>(options.recipe.distillation.ipc), label);
    context.resolution = options.recipe.dataset.resolution;
    context.mean_3 = real.mean();
    context.std_3 = real.deviation();
    return context;
}

at::Tensor firstImages(const data::Dataset& real, std::int64_t ipc) {
    std::vector<std::int64_t> indices(static_cast<std::size_t>(ipc));
    std::iota(indices.begin(), indices.end(), 0);
    std::vector<at::Tensor> images;
    for (std::int64_t label = 0; label < real.classes(); ++label)
        images.push_back(real.raw(label, indices));
    return at::cat(images);
}

std::int64_t bytesOf(const tensor::StateDict& state, std::int64_t element) {
    std::int64_t bytes = 0;
    for (const auto& [name, tensor] : state.tensors)
        bytes += tensor.numel() * element;
    return bytes;
}

std::string setupOf(const BenchOptions& options) {
    const settings::Recipe& recipe = options.recipe;
    return base::text(options.classes, " classes, IPC ", recipe.distillation.ipc, ", ",
                      recipe.dataset.resolution, " px, T = ", recipe.prior.steps, ", guidance ",
                      recipe.prior.guidance, ", ConvNet of width ", recipe.objective.width, ", ",
                      recipe.objective.real_batch, " real images a class");
}

void addSections(Measurement& measurement) {
    measurement.iteration.name = "Whole iteration";
    for (const char* name : {"synthesize", "match", "pull_back", "update"})
        measurement.sections.push_back({.name = name});
}

/// The iteration of core/distillation/distiller.cpp, timed between its lines.
void iterate(priors::Prior& prior, objectives::Objective& objective, distillation::LearnableState& state,
             const settings::DistillationSettings& settings, Measurement* into) {
    Stopwatch whole(state.values.latents.device()), watch = whole;
    const auto lap = [&](std::size_t section) {
        const double seconds = watch.lap();
        if (into)
            into->sections[section].seconds.push_back(seconds);
    };
    const std::int64_t iteration = state.iteration + 1;
    const at::Tensor images_M3HW = prior.synthesize(state.values, iteration);
    lap(0);
    const objectives::Match match = objective.match(images_M3HW, iteration, [] {});
    lap(1);
    const priors::Learnables gradients = prior.pullBack(match.gradient_M3HW);
    lap(2);
    state.update(gradients, settings);
    state.iteration = iteration;
    lap(3);
    if (into)
        into->iteration.seconds.push_back(whole.lap());
}

} // namespace

Measurement measureIterations(const BenchOptions& options) {
    const settings::Recipe& recipe = options.recipe;
    tensor::useThreads(recipe.device.threads);
    tensor::makeDeterministic();
    const c10::TensorOptions tensors = tensor::optionsFor(recipe.device);
    const c10::Device device = tensors.device();

    const data::Dataset real = randomImages(options, tensors);
    const diffusion::CheckpointLayout layout = layoutFor(options);
    const diffusion::LatentDiffusionModel model = diffusion::buildModel(layout, tensors);
    priors::LatentDiffusionPrior prior(model, recipe.prior, contextFor(options, real), tensors);
    const auto objective = objectives::makeObjective(recipe, real, tensors);

    Measurement measurement{
        .model = diffusion::describe(layout), .device = tensor::describe(tensors), .setup = setupOf(options)};
    addSections(measurement);
    distillation::LearnableState state;
    state.values = prior.initialLearnables(firstImages(real, recipe.distillation.ipc), settings::Init::real);

    Parts parts(recipe, model, real, state.values, firstImages(real, recipe.distillation.ipc).to(tensors));
    priors::MemoryShares shares{.latent = state.values.latents[0].numel() *
                                          static_cast<std::int64_t>(state.values.latents.element_size()),
                                .step_working = parts.stepWorking(),
                                .output_working = parts.outputWorking(),
                                .objective = parts.objectiveWorking(),
                                .heap = device.is_cpu() ? priors::kHostHeap : 1.0};
    forgetPeak(device);
    shares.resident = memoryInUse(device).now;

    iterate(prior, *objective, state, recipe.distillation, nullptr); // warms up
    const priors::MemoryPlan plan = prior.plan();
    for (std::int64_t i = 0; i < options.iterations; ++i)
        iterate(prior, *objective, state, recipe.distillation, &measurement);
    const MemoryInUse used = memoryInUse(device);

    parts.plan(plan);
    for (std::int64_t i = 0; i < options.iterations; ++i)
        parts.measure();
    measurement.mode = settings::nameOf(plan.mode);
    measurement.batch = plan.batch;
    measurement.output_batch = plan.output_batch;
    measurement.parts = parts.phases();
    measurement.needed_flops = parts.neededFlops();
    measurement.memory = {.step_kept = plan.needs.step_bytes,
                          .output_kept = plan.needs.output_bytes,
                          .weights =
                              bytesOf(*layout.state, static_cast<std::int64_t>(tensors.dtype().itemsize())),
                          .resident = shares.resident,
                          .predicted_peak = priors::predictedPeak(plan, shares),
                          .measured_peak = used.peak,
                          .reserved_peak = used.reserved_peak};
    return measurement;
}

} // namespace ld3m::bench
