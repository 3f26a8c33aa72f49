// Latents decoded by the autoencoder alone: D(quantize(Z)) ("w/o diffusion", Table 6).
#pragma once

#include <optional>

#include "core/diffusion/batched_map.h"
#include "core/priors/latent_images.h"

namespace ld3m::priors {

class AutoencoderPrior final : public Prior {
public:
    AutoencoderPrior(std::shared_ptr<const diffusion::Autoencoder> autoencoder,
                     const settings::PriorSettings& prior, const PriorContext& context,
                     const c10::TensorOptions& options);

    Learnables initialLearnables(const at::Tensor& real_M3HW, settings::Init init) override;
    at::Tensor synthesize(const Learnables& learnables, std::int64_t iteration) override;
    Learnables pullBack(const at::Tensor& gradient_M3HW) override;
    at::Tensor render(const Learnables& learnables, const NoiseDraw& noise) override;
    at::Tensor pixels(const at::Tensor& images_M3HW) const override;
    void apply(const settings::PriorSettings& prior) override;

private:
    void prepare(const at::Tensor& latents_MDhw);

    LatentImages m_images;
    settings::Memory m_wanted;
    std::function<void()> m_checkpoint;
    std::vector<std::int64_t> m_prepared; ///< shape of the latents that m_decode was made for
    std::optional<diffusion::BatchedMap> m_decode;
    bool m_keep = false;
    at::Tensor m_latents_MDhw; ///< of the last synthesize(), until its pullBack()
};

} // namespace ld3m::priors
