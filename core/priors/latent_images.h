// Between latents and images through the autoencoder: initial latents, and decoded, normalised images.
#pragma once

#include <memory>

#include "core/diffusion/autoencoder.h"
#include "core/priors/image_output.h"
#include "core/priors/prior.h"

namespace ld3m::priors {

class LatentImages {
public:
    LatentImages(std::shared_ptr<const diffusion::Autoencoder> autoencoder,
                 const settings::PriorSettings& prior, const PriorContext& context,
                 const c10::TensorOptions& options);

    /// Z before the first iteration, [M, c, side, side]: encoded real images (without codebook, in the range
    /// that prior.encoder_input names), or Gaussian noise from the stream "init".
    at::Tensor initialLatents(const at::Tensor& real_M3HW, settings::Init init) const;

    /// z to normalised images of the working resolution. Differentiable (straight-through at the codebook).
    at::Tensor decode(const at::Tensor& z_BDhw) const;

    /// What decode() returned, back to [0,1].
    at::Tensor pixels(const at::Tensor& images_B3HW) const;

    const diffusion::Autoencoder& autoencoder() const { return *m_autoencoder; }
    /// Latent side: the working resolution over the autoencoder's factor, rounded up.
    std::int64_t side() const;

private:
    at::Tensor encoderInput(const at::Tensor& real_B3HW) const;

    std::shared_ptr<const diffusion::Autoencoder> m_autoencoder;
    settings::EncoderInput m_encoder_input;
    at::Tensor m_mean_3; ///< of real images
    ImageOutput m_output;
    std::uint64_t m_seed;
    std::function<void()> m_checkpoint;
    c10::TensorOptions m_options;
};

} // namespace ld3m::priors
