#include "core/priors/autoencoder_prior.h"

#include <stdexcept>
#include <utility>

#include "core/priors/memory_plan.h"
#include "core/priors/memory_probe.h"

namespace ld3m::priors {

AutoencoderPrior::AutoencoderPrior(std::shared_ptr<const diffusion::Autoencoder> autoencoder,
                                   const settings::PriorSettings& prior, const PriorContext& context,
                                   const c10::TensorOptions& options)
    : m_images(std::move(autoencoder), prior, context, options), m_wanted(prior.memory),
      m_checkpoint(context.checkpoint) {}

Learnables AutoencoderPrior::initialLearnables(const at::Tensor& real_M3HW, settings::Init init) {
    return {m_images.initialLatents(real_M3HW, init), {}};
}

void AutoencoderPrior::prepare(const at::Tensor& latents_MDhw) {
    if (m_decode && latents_MDhw.sizes().equals(m_prepared))
        return;
    const auto decode = [this](const at::Tensor& z_BDhw) { return m_images.decode(z_BDhw); };
    const at::Tensor one_1Dhw = latents_MDhw.narrow(0, 0, 1).detach().requires_grad_(true);
    const MemoryNeeds needs{.images = latents_MDhw.size(0),
                            .steps = 0,
                            .step_bytes = 0,
                            .output_bytes = keptBytes([&] { return decode(one_1Dhw); })};
    const DeviceMemory memory = memoryOf(latents_MDhw.device());
    const MemoryPlan plan = planMemory(m_wanted, needs, memory.available, memory.total);
    m_keep = plan.mode == settings::Memory::keep;
    m_decode.emplace(decode, plan.output_batch, m_checkpoint);
    m_prepared = latents_MDhw.sizes().vec();
}

at::Tensor AutoencoderPrior::synthesize(const Learnables& learnables, std::int64_t) {
    m_latents_MDhw = at::Tensor();
    const at::Tensor latents_MDhw = learnables.latents.detach().clone();
    prepare(latents_MDhw);
    const at::Tensor images_M3HW = m_keep ? m_decode->keep(latents_MDhw) : m_decode->value(latents_MDhw);
    m_latents_MDhw = latents_MDhw;
    return images_M3HW;
}

Learnables AutoencoderPrior::pullBack(const at::Tensor& gradient_M3HW) {
    if (!m_latents_MDhw.defined())
        throw std::logic_error("pullBack() needs a synthesize() before it");
    const at::Tensor latents_MDhw = std::exchange(m_latents_MDhw, at::Tensor());
    return {m_decode->pullBack(latents_MDhw, gradient_M3HW), {}};
}

at::Tensor AutoencoderPrior::render(const Learnables& learnables, const NoiseDraw&) {
    prepare(learnables.latents);
    return m_decode->value(learnables.latents);
}

at::Tensor AutoencoderPrior::pixels(const at::Tensor& images_M3HW) const {
    return m_images.pixels(images_M3HW);
}

void AutoencoderPrior::apply(const settings::PriorSettings&) {}

} // namespace ld3m::priors
