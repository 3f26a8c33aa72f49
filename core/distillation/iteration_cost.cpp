#include "core/distillation/iteration_cost.h"

#include <algorithm>
#include <chrono>
#include <set>

#include <ATen/ATen.h>
#include <ATen/Parallel.h>

#include "core/base/text.h"
#include "core/data/dataset.h"
#include "core/diffusion/checkpoint_layout.h"
#include "core/diffusion/latent_diffusion_model.h"
#include "core/diffusion/reverse_schedule.h"
#include "core/diffusion/segment.h"
#include "core/objectives/objective.h"
#include "core/priors/memory_probe.h"
#include "core/tensor/cores.h"
#include "core/tensor/random.h"

namespace ld3m::distillation {
namespace {

constexpr std::int64_t kTime = 501;                     ///< any timestep costs the same
constexpr std::int64_t kPixels = std::int64_t{1} << 19; ///< real pixels of a class that are computed at most
constexpr int kRepeats = 3;         ///< the quickest counts: other work on the machine comes and goes
constexpr double kBrief = 0.25;     ///< seconds; what takes longer is timed once
constexpr std::int64_t kFewest = 4; ///< real images of a class at least
using Compute = diffusion::Segment::Function;

struct PartCost {
    std::int64_t kept = 0, working = 0;
    double forward = 0, pull_back = 0;
};

double secondsOf(const std::function<void()>& work) {
    const auto begin = std::chrono::steady_clock::now();
    work();
    return std::chrono::duration<double>(std::chrono::steady_clock::now() - begin).count();
}

/// Waits for the device by reading one number.
void settle(const at::Tensor& x) {
    x.flatten().narrow(0, 0, 1).to(at::kCPU);
}

/// Once to warm up and count memory, once timed.
PartCost costOf(const Compute& compute, const std::vector<at::Tensor>& inputs,
                const std::function<void()>& checkpoint) {
    PartCost cost;
    checkpoint();
    cost.kept = priors::keptBytes([&] {
        std::vector<at::Tensor> leaves;
        for (const at::Tensor& input : inputs)
            leaves.push_back(input.defined() ? input.detach().requires_grad_(true) : input);
        return compute(leaves);
    });
    checkpoint();
    const auto run = [&](PartCost* timed) {
        std::optional<diffusion::Segment> segment;
        const double forward = secondsOf([&] {
            segment.emplace(compute, inputs);
            settle(segment->value());
        });
        checkpoint();
        const double back =
            secondsOf([&] { settle(segment->pullBack(at::ones_like(segment->value())).front()); });
        if (timed) {
            timed->forward = forward;
            timed->pull_back = back;
        }
    };
    cost.working = std::max<std::int64_t>(priors::peakBytes([&] { run(nullptr); }) - cost.kept, 0);
    run(&cost);
    PartCost again = cost;
    for (int i = 1; i < kRepeats && cost.forward + cost.pull_back < kBrief; ++i) {
        run(&again);
        cost.forward = std::min(cost.forward, again.forward);
        cost.pull_back = std::min(cost.pull_back, again.pull_back);
    }
    return cost;
}

void measurePrior(const settings::Recipe& recipe, const c10::TensorOptions& options, IterationParts& parts,
                  const std::function<void()>& checkpoint) {
    if (recipe.prior.kind == settings::PriorKind::pixel)
        return;
    const diffusion::LatentDiffusionModel model = diffusion::loadPriorModel(
        recipe.prior, static_cast<std::uint64_t>(recipe.distillation.seed), options);
    const auto element = static_cast<std::int64_t>(options.dtype().itemsize());
    const diffusion::CheckpointLayout layout =
        diffusion::readCheckpointLayout(recipe.prior.checkpoint, {}, recipe.prior.weights);
    for (const auto& [name, tensor] : layout.state->tensors)
        parts.weight_bytes += tensor.numel() * element;
    const std::int64_t factor = model.autoencoder->factor();
    const std::int64_t side = (recipe.dataset.resolution + factor - 1) / factor;
    at::Generator generator = tensor::generator(1);
    const at::Tensor z_1CHW = at::empty({1, model.autoencoder->latentChannels(), side, side}, at::kFloat)
                                  .normal_(0, 1, generator)
                                  .to(options);
    parts.latent_bytes = z_1CHW.numel() * element;
    const PartCost output =
        costOf([&](const std::vector<at::Tensor>& in) { return model.autoencoder->decode(in[0]); }, {z_1CHW},
               checkpoint);
    parts.output_kept = output.kept;
    parts.output_working = output.working;
    parts.output_forward = output.forward;
    parts.output_pull_back = output.pull_back;
    if (recipe.prior.kind != settings::PriorKind::latent_diffusion || !model.unet)
        return;
    at::Tensor c_11D;
    if (model.unet->conditional() && model.embedder) {
        c_11D = model.embedder->embed(at::zeros({1}, options.dtype(at::kLong))).to(options);
        parts.conditioning_bytes = c_11D.numel() * element;
    }
    const bool guided = c_11D.defined() && recipe.prior.guidance != 1;
    const auto rows = [&](const at::Tensor& x) { return guided && x.defined() ? at::cat({x, x}) : x; };
    const PartCost step = costOf(
        [&](const std::vector<at::Tensor>& in) {
            const at::Tensor z = rows(in[0]);
            return (*model.unet)(z, at::full({z.size(0)}, kTime, options.dtype(at::kLong)), rows(in[1]));
        },
        {z_1CHW, c_11D}, checkpoint);
    parts.step_kept = step.kept;
    parts.step_working = step.working;
    parts.step_forward = step.forward;
    parts.step_pull_back = step.pull_back;
}

data::Dataset randomImages(std::int64_t classes, std::int64_t size, std::int64_t side,
                           const c10::TensorOptions& options) {
    std::vector<std::int64_t> first = {0};
    std::vector<std::string> names;
    for (std::int64_t label = 0; label < classes; ++label) {
        first.push_back((label + 1) * size);
        names.push_back(base::text("class ", label));
    }
    at::Generator generator = tensor::generator(2);
    const at::Tensor images =
        at::empty({classes * size, 3, side, side}, at::kByte).random_(0, 256, generator);
    const at::Tensor half_3 = at::full({3}, 0.5, at::kDouble);
    return {images, first, names, half_3, half_3, options};
}

/// One round: as many classes as are in hand at a time, with fewer real images where they are large.
void measureObjective(const settings::Recipe& recipe, std::int64_t classes, const c10::TensorOptions& options,
                      IterationParts& parts, const std::function<void()>& checkpoint) {
    if (recipe.objective.kind == settings::ObjectiveKind::trajectory_matching)
        return;
    const std::int64_t side = recipe.dataset.resolution;
    const std::int64_t round =
        options.device().is_cpu() ? std::min<std::int64_t>(at::get_num_threads(), classes) : 1;
    settings::Recipe small = recipe;
    small.objective.real_batch =
        std::min(recipe.objective.real_batch, std::max(kFewest, kPixels / (side * side)));
    const data::Dataset real =
        randomImages(round, std::max(small.objective.real_batch, recipe.distillation.ipc), side, options);
    const auto objective = objectives::makeObjective(small, real, options);
    at::Generator generator = tensor::generator(3);
    const at::Tensor images = at::empty({round * recipe.distillation.ipc, 3, side, side}, at::kFloat)
                                  .normal_(0, 1, generator)
                                  .to(options);
    const auto match = [&] { objective->match(images, 1, checkpoint); };
    const std::int64_t one_class = priors::peakBytes(match);
    double seconds = secondsOf(match);
    for (int i = 1; i < kRepeats && seconds < kBrief; ++i)
        seconds = std::min(seconds, secondsOf(match));
    parts.loops = std::max<std::int64_t>(objective->outerLoops(), 1);
    const auto ipc = static_cast<double>(recipe.distillation.ipc);
    const double more = (static_cast<double>(recipe.objective.real_batch) + ipc) /
                        (static_cast<double>(small.objective.real_batch) + ipc);
    const double rounds = static_cast<double>((classes + round - 1) / round);
    seconds *= more * rounds * static_cast<double>(parts.loops);
    if (parts.loops > 1)
        seconds += static_cast<double>(parts.loops - 1) * static_cast<double>(classes) /
                   static_cast<double>(round) * secondsOf([&] { objective->between(images, 1, checkpoint); });
    parts.objective_known = true;
    parts.objective_bytes = static_cast<std::int64_t>(static_cast<double>(one_class * round) * more);
    parts.objective_seconds = seconds;
}

} // namespace

IterationParts measureParts(const settings::Recipe& recipe, std::int64_t classes,
                            const c10::TensorOptions& options, const std::function<void()>& checkpoint) {
    tensor::useThreads(recipe.device.threads);
    IterationParts parts;
    measurePrior(recipe, options, parts, checkpoint);
    measureObjective(recipe, classes, options, parts, checkpoint);
    if (recipe.prior.kind == settings::PriorKind::pixel)
        parts.latent_bytes = 3 * recipe.dataset.resolution * recipe.dataset.resolution *
                             static_cast<std::int64_t>(options.dtype().itemsize());
    return parts;
}

bool samePartsFor(const settings::Recipe& one, const settings::Recipe& other) {
    static const std::set<std::string> deciding = {"dataset.resolution",
                                                   "distillation.ipc",
                                                   "prior.kind",
                                                   "prior.checkpoint",
                                                   "prior.denoiser",
                                                   "objective.kind",
                                                   "objective.real_batch",
                                                   "objective.network",
                                                   "objective.width",
                                                   "objective.depth",
                                                   "objective.norm",
                                                   "objective.pooling",
                                                   "objective.activation",
                                                   "objective.outer_loops",
                                                   "objective.inner_loops",
                                                   "objective.network_batch",
                                                   "objective.augmentation",
                                                   "objective.distance",
                                                   "device.kind",
                                                   "device.precision",
                                                   "device.threads"};
    return (one.prior.guidance == 1) == (other.prior.guidance == 1) &&
           std::ranges::none_of(settings::difference(one, other),
                                [](const settings::Difference& each) { return deciding.contains(each.key); });
}

IterationForecast forecastOf(const settings::Recipe& recipe, const IterationParts& parts,
                             std::int64_t classes, std::int64_t resident, std::int64_t available,
                             std::int64_t total, bool gpu) {
    const std::int64_t images = classes * recipe.distillation.ipc;
    const std::int64_t steps =
        recipe.prior.kind == settings::PriorKind::latent_diffusion
            ? static_cast<std::int64_t>(
                  diffusion::timestepsOf(recipe.prior.timesteps, recipe.prior.steps).size())
            : 0;
    const priors::MemoryNeeds needs{
        .images = images, .steps = steps, .step_bytes = parts.step_kept, .output_bytes = parts.output_kept};
    const priors::MemoryPlan plan = priors::planMemory(recipe.prior.memory, needs, available, total);
    const priors::MemoryShares shares{.resident = resident + parts.weight_bytes,
                                      .latent = parts.latent_bytes,
                                      .step_working = parts.step_working,
                                      .output_working = parts.output_working,
                                      .objective = parts.objective_bytes,
                                      .heap = gpu ? 1 : priors::kHostHeap};
    const bool twice = plan.mode != settings::Memory::keep || recipe.prior.noise == settings::Noise::redraw;
    const double forward = static_cast<double>(steps) * parts.step_forward + parts.output_forward;
    const double back = static_cast<double>(steps) * parts.step_pull_back + parts.output_pull_back;
    return {.peak_bytes = priors::predictedPeak(plan, shares),
            .mode = plan.mode,
            .seconds = static_cast<double>(images * parts.loops) * ((twice ? 2 : 1) * forward + back) +
                       parts.objective_seconds,
            .objective_known = parts.objective_known,
            .images_at_once = plan.batch};
}

} // namespace ld3m::distillation
