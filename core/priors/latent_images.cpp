#include "core/priors/latent_images.h"

#include <ATen/TensorOperators.h>
#include <ATen/ops/tensor.h>

#include "core/base/seeds.h"
#include "core/diffusion/batched_map.h"
#include "core/tensor/random.h"

namespace ld3m::priors {
namespace {

constexpr std::int64_t kEncodeBatch = 16;

at::Tensor generatedMean(settings::GeneratedMean choice, const at::Tensor& real_3) {
    return choice == settings::GeneratedMean::released ? at::tensor({0.4377, 0.4438, 0.4728}, at::kDouble)
                                                       : real_3;
}

} // namespace

LatentImages::LatentImages(std::shared_ptr<const diffusion::Autoencoder> autoencoder,
                           const settings::PriorSettings& prior, const PriorContext& context,
                           const c10::TensorOptions& options)
    : m_autoencoder(std::move(autoencoder)), m_encoder_input(prior.encoder_input),
      m_mean_3(context.mean_3.to(options)),
      m_output{.resolution = context.resolution,
               .antialias = prior.antialias,
               .mean_3 = generatedMean(prior.generated_mean, context.mean_3).to(options),
               .std_3 = context.std_3.to(options)},
      m_seed(context.seed), m_checkpoint(context.checkpoint), m_options(options) {}

std::int64_t LatentImages::side() const {
    const std::int64_t factor = m_autoencoder->factor();
    return (m_output.resolution + factor - 1) / factor;
}

at::Tensor LatentImages::encoderInput(const at::Tensor& real_B3HW) const {
    const std::int64_t encoded = side() * m_autoencoder->factor();
    const at::Tensor x = resized(real_B3HW, encoded, encoded, m_output.antialias);
    return m_encoder_input == settings::EncoderInput::symmetric ? 2 * x - 1
                                                                : normalised(x, m_mean_3, m_output.std_3);
}

at::Tensor LatentImages::initialLatents(const at::Tensor& real_M3HW, settings::Init init) const {
    if (init == settings::Init::noise)
        return tensor::normal({real_M3HW.size(0), m_autoencoder->latentChannels(), side(), side()},
                              base::streamSeed(m_seed, "init"), m_options);
    const diffusion::BatchedMap encode(
        [this](const at::Tensor& part_B3HW) { return m_autoencoder->encode(encoderInput(part_B3HW)); },
        kEncodeBatch, m_checkpoint);
    return encode.value(real_M3HW.to(m_options));
}

at::Tensor LatentImages::pixels(const at::Tensor& images_B3HW) const {
    return denormalised(images_B3HW, m_output.mean_3, m_output.std_3);
}

at::Tensor LatentImages::decode(const at::Tensor& z_BDhw) const {
    return m_output(m_autoencoder->decode(z_BDhw));
}

} // namespace ld3m::priors
