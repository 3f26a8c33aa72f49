#include "core/priors/latent_diffusion_prior.h"

#include <algorithm>
#include <stdexcept>
#include <utility>

#include <ATen/ops/cat.h>
#include <ATen/ops/tensor.h>

#include "core/base/error.h"
#include "core/base/seeds.h"
#include "core/base/text.h"
#include "core/priors/memory_probe.h"
#include "core/tensor/random.h"

namespace ld3m::priors {
namespace {

constexpr std::int64_t kImageNetClasses = 1000;

const diffusion::LatentDiffusionModel& requireUsable(const diffusion::LatentDiffusionModel& model) {
    if (!model.unet)
        throw base::InputError("prior.checkpoint holds an autoencoder without U-Net: set prior.kind = "
                               "\"autoencoder\", or name a latent diffusion checkpoint.");
    if (model.unet->conditional() && !model.embedder)
        throw base::InputError(
            "prior.checkpoint holds a class-conditional U-Net without class embedder: add the "
            "tensor cond_stage_model.embedding.weight to the file.");
    return model;
}

/// Calls use(first, count) for each batch of `size` images.
template<typename Use>
void eachBatch(std::int64_t images, std::int64_t size, const Use& use) {
    for (std::int64_t first = 0; first < images; first += size)
        use(first, std::min(size, images - first));
}

} // namespace

LatentDiffusionPrior::LatentDiffusionPrior(const diffusion::LatentDiffusionModel& model,
                                           const settings::PriorSettings& prior, PriorContext context,
                                           const c10::TensorOptions& options)
    : m_model(requireUsable(model)), m_prior(prior), m_context(std::move(context)), m_options(options),
      m_images(m_model.autoencoder, prior, m_context, options), m_schedule(scheduleOf(prior)) {}

diffusion::ReverseSchedule LatentDiffusionPrior::scheduleOf(const settings::PriorSettings& prior) const {
    if (conditional() && prior.guidance != 1 && !m_model.embedder->hasUnconditional())
        throw base::InputError(
            base::text("prior.guidance = ", prior.guidance,
                       " needs an embedding for \"no class\", which prior.checkpoint lacks: set "
                       "prior.guidance = 1."));
    return diffusion::makeReverseSchedule(m_model.schedule, prior);
}

Learnables LatentDiffusionPrior::initialLearnables(const at::Tensor& real_M3HW, settings::Init init) {
    Learnables learnables{m_images.initialLatents(real_M3HW, init), {}};
    if (!conditional())
        return learnables;
    const std::int64_t images = real_M3HW.size(0);
    const std::vector<std::int64_t>& ids = classIds();
    if (static_cast<std::int64_t>(ids.size()) != images)
        throw base::InputError(base::text("The class-conditional prior was given ", ids.size(),
                                          " classes for ", images, " images: name one for each image."));
    learnables.conditioning =
        init == settings::Init::noise
            ? tensor::normal({images, 1, m_model.embedder->width()},
                             base::streamSeed(m_context.seed, "init", 0, 1), m_options)
            : m_model.embedder->embed(at::tensor(ids, c10::kLong).to(m_options.device())).clone();
    return learnables;
}

const std::vector<std::int64_t>& LatentDiffusionPrior::classIds() const {
    const std::int64_t classes = m_model.embedder->classes();
    const bool imagenet = classes == kImageNetClasses || classes == kImageNetClasses + 1; // and "no class"
    return imagenet && !m_context.imagenet_ids.empty() ? m_context.imagenet_ids : m_context.class_ids;
}

NoiseDraw LatentDiffusionPrior::noise(const Learnables& learnables, std::int64_t iteration) const {
    return draw(learnables, iteration, "noise");
}

NoiseDraw LatentDiffusionPrior::draw(const Learnables& learnables, std::int64_t iteration,
                                     const std::string& stream) const {
    const std::int64_t key = m_prior.noise == settings::Noise::run ? 0 : iteration;
    const auto normal = [&](const char* name, std::int64_t index) {
        return tensor::normal(learnables.latents.sizes(),
                              base::streamSeed(m_context.seed, stream + name, key, index), m_options);
    };
    NoiseDraw drawn{normal(".start", 0), {}};
    if (m_schedule.needsStepNoise())
        for (std::size_t k = 0; k < m_schedule.steps.size(); ++k)
            drawn.steps.push_back(normal(".step", static_cast<std::int64_t>(k)));
    return drawn;
}

diffusion::ReverseInputs LatentDiffusionPrior::inputsOf(const Learnables& learnables, NoiseDraw noise) const {
    const at::Tensor latents = learnables.latents.detach();
    diffusion::ReverseInputs inputs{.latents_BCHW = latents,
                                    .conditioning_B1D = {},
                                    .unconditional_B1D = {},
                                    .start_noise_BCHW = std::move(noise.start),
                                    .step_noise = std::move(noise.steps)};
    if (conditional()) {
        inputs.conditioning_B1D = learnables.conditioning.detach();
        if (m_schedule.guidance != 1)
            inputs.unconditional_B1D = m_model.embedder->unconditional(latents.size(0));
    }
    return inputs;
}

MemoryPlan LatentDiffusionPrior::planFor(const diffusion::ReverseProcess& process,
                                         const diffusion::ReverseInputs& inputs) const {
    const diffusion::ReverseInputs one = inputs.rows(0, 1);
    const at::Tensor anchor = process.anchor(one, process.start(one));
    const at::Tensor z = one.latents_BCHW.detach().requires_grad_(true);
    const at::Tensor c =
        one.conditioning_B1D.defined() ? one.conditioning_B1D.detach().requires_grad_(true) : at::Tensor();
    const MemoryNeeds needs{
        .images = inputs.latents_BCHW.size(0),
        .steps = static_cast<std::int64_t>(process.schedule.steps.size()),
        .step_bytes = keptBytes([&] { return process.step(0, process.schedule.stateOf(z), anchor, c, one); }),
        .output_bytes = keptBytes([&] { return process.output(z); })};
    const DeviceMemory memory = memoryOf(m_options.device());
    return planMemory(m_prior.memory, needs, memory.available, memory.total);
}

void LatentDiffusionPrior::prepare(const diffusion::ReverseInputs& inputs) {
    if (m_process && inputs.latents_BCHW.sizes().equals(m_prepared))
        return;
    diffusion::ReverseProcess process{
        .schedule = m_schedule,
        .denoiser = [unet = m_model.unet](const at::Tensor& z, const at::Tensor& t,
                                          const at::Tensor& c) { return (*unet)(z, t, c); },
        .quantize = [this](const at::Tensor& z) { return m_images.autoencoder().quantize(z); },
        .output = [this](const at::Tensor& z) { return m_images.decode(z); },
        .output_batch = 1,
        .checkpoint = m_context.checkpoint};
    m_plan = planFor(process, inputs);
    process.output_batch = m_plan.output_batch;
    m_process = std::make_shared<const diffusion::ReverseProcess>(std::move(process));
    m_prepared = inputs.latents_BCHW.sizes().vec();
}

at::Tensor LatentDiffusionPrior::sample(const diffusion::ReverseInputs& inputs) const {
    std::vector<at::Tensor> images;
    eachBatch(inputs.latents_BCHW.size(0), m_plan.batch, [&](std::int64_t first, std::int64_t count) {
        images.push_back(m_process->sample(inputs.rows(first, count)));
    });
    return at::cat(images);
}

at::Tensor LatentDiffusionPrior::synthesize(const Learnables& learnables, std::int64_t iteration) {
    m_held.reset();
    const diffusion::ReverseInputs inputs = inputsOf(learnables, noise(learnables, iteration));
    prepare(inputs);
    Held held{.process = m_process, .plan = m_plan, .rollouts = {}, .redrawn = {}};
    at::Tensor images_M3HW;
    if (m_prior.noise == settings::Noise::redraw) {
        held.redrawn = inputsOf(learnables, draw(learnables, iteration, "noise.redraw"));
        images_M3HW = sample(inputs);
    } else {
        std::vector<at::Tensor> images;
        eachBatch(inputs.latents_BCHW.size(0), m_plan.batch, [&](std::int64_t first, std::int64_t count) {
            held.rollouts.emplace_back(m_process, inputs.rows(first, count), m_plan.mode);
            images.push_back(held.rollouts.back().images());
        });
        images_M3HW = at::cat(images);
    }
    m_held = std::move(held);
    return images_M3HW;
}

void LatentDiffusionPrior::eachPullBack(const at::Tensor& gradient_M3HW,
                                        const std::function<void(const diffusion::ReverseGradients&)>& use) {
    if (!m_held)
        throw std::logic_error("pullBack() needs a synthesize() before it");
    Held held = *std::exchange(m_held, std::nullopt);
    // Redrawn noise means evaluating anew anyway: two passes would be three, so both whole-graph modes keep.
    const settings::Memory again =
        held.plan.mode == settings::Memory::per_step ? settings::Memory::per_step : settings::Memory::keep;

    std::size_t next = 0;
    eachBatch(gradient_M3HW.size(0), held.plan.batch, [&](std::int64_t first, std::int64_t count) {
        diffusion::Rollout rollout =
            held.redrawn ? diffusion::Rollout(held.process, held.redrawn->rows(first, count), again)
                         : std::move(held.rollouts[next++]);
        use(rollout.pullBack(gradient_M3HW.narrow(0, first, count)));
    });
}

Learnables LatentDiffusionPrior::pullBack(const at::Tensor& gradient_M3HW) {
    std::vector<at::Tensor> latents, conditioning;
    eachPullBack(gradient_M3HW, [&](const diffusion::ReverseGradients& part) {
        latents.push_back(part.latents_BCHW);
        if (part.conditioning_B1D.defined())
            conditioning.push_back(part.conditioning_B1D);
    });
    return {at::cat(latents), conditioning.empty() ? at::Tensor() : at::cat(conditioning)};
}

ChainNorms LatentDiffusionPrior::pullBackChain(const at::Tensor& gradient_M3HW) {
    ChainSquares squares;
    const diffusion::ReverseSchedule schedule = m_schedule;
    eachPullBack(gradient_M3HW,
                 [&](const diffusion::ReverseGradients& part) { squares.add(part, schedule); });
    return squares.norms();
}

at::Tensor LatentDiffusionPrior::render(const Learnables& learnables, const NoiseDraw& noise) {
    const diffusion::ReverseInputs inputs = inputsOf(learnables, noise);
    prepare(inputs);
    return sample(inputs);
}

std::vector<at::Tensor> LatentDiffusionPrior::renderStates(const Learnables& learnables,
                                                           const NoiseDraw& noise) {
    const diffusion::ReverseInputs inputs = inputsOf(learnables, noise);
    prepare(inputs);
    const diffusion::BatchedMap output(m_process->output, m_process->output_batch, m_process->checkpoint);
    std::vector<at::Tensor> images;
    for (const at::Tensor& state : m_process->states(inputs))
        images.push_back(output.value(m_schedule.latentsOf(state)));
    return images;
}

at::Tensor LatentDiffusionPrior::pixels(const at::Tensor& images_M3HW) const {
    return m_images.pixels(images_M3HW);
}

void LatentDiffusionPrior::apply(const settings::PriorSettings& prior) {
    settings::PriorSettings changed = m_prior;
    changed.steps = prior.steps;
    changed.guidance = prior.guidance;
    changed.residual = prior.residual;
    changed.residual_curve = prior.residual_curve;
    changed.residual_points = prior.residual_points;
    m_schedule = scheduleOf(changed);
    m_prior = changed;
    m_process.reset();
}

} // namespace ld3m::priors
