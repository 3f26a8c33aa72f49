#include "core/priors/pixel_prior.h"

#include "core/base/seeds.h"
#include "core/priors/image_output.h"
#include "core/tensor/random.h"

namespace ld3m::priors {

PixelPrior::PixelPrior(PriorContext context, const c10::TensorOptions& options)
    : m_context(std::move(context)), m_options(options) {}

Learnables PixelPrior::initialLearnables(const at::Tensor& real_M3HW, settings::Init init) {
    if (init == settings::Init::noise)
        return {tensor::normal(real_M3HW.sizes(), base::streamSeed(m_context.seed, "init"), m_options), {}};
    return {
        normalised(real_M3HW.to(m_options), m_context.mean_3.to(m_options), m_context.std_3.to(m_options)),
        {}};
}

at::Tensor PixelPrior::synthesize(const Learnables& learnables, std::int64_t) {
    return render(learnables, {});
}

Learnables PixelPrior::pullBack(const at::Tensor& gradient_M3HW) {
    return {gradient_M3HW, {}};
}

at::Tensor PixelPrior::render(const Learnables& learnables, const NoiseDraw&) {
    return learnables.latents.detach().clone();
}

at::Tensor PixelPrior::pixels(const at::Tensor& images_M3HW) const {
    return denormalised(images_M3HW, m_context.mean_3.to(m_options), m_context.std_3.to(m_options));
}

void PixelPrior::apply(const settings::PriorSettings&) {}

} // namespace ld3m::priors
