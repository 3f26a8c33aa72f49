// No prior at all: the images themselves are learned ("pixel space").
#pragma once

#include "core/priors/prior.h"

namespace ld3m::priors {

class PixelPrior final : public Prior {
public:
    PixelPrior(PriorContext context, const c10::TensorOptions& options);

    /// Normalised real images, or Gaussian noise from the stream "init" in their place.
    Learnables initialLearnables(const at::Tensor& real_M3HW, settings::Init init) override;
    at::Tensor synthesize(const Learnables& learnables, std::int64_t iteration) override;
    Learnables pullBack(const at::Tensor& gradient_M3HW) override;
    at::Tensor render(const Learnables& learnables, const NoiseDraw& noise) override;
    at::Tensor pixels(const at::Tensor& images_M3HW) const override;
    void apply(const settings::PriorSettings& prior) override;

private:
    PriorContext m_context;
    c10::TensorOptions m_options;
};

} // namespace ld3m::priors
