#include "core/training/samples.h"

#include <algorithm>
#include <vector>

#include <ATen/ATen.h>

#include "core/base/seeds.h"
#include "core/diffusion/reverse_process.h"
#include "core/tensor/random.h"

namespace ld3m::training {
namespace {

constexpr std::int64_t kBatch = 100;

diffusion::ReverseProcess processOf(const diffusion::LatentDiffusionModel& model, const SamplePlan& plan,
                                    const std::function<void()>& checkpoint) {
    settings::PriorSettings prior;
    prior.steps = plan.steps;
    prior.guidance = plan.guidance;
    prior.residual = settings::Residual::off;
    return {.schedule = diffusion::makeReverseSchedule(model.schedule, prior),
            .denoiser = [unet = model.unet](const at::Tensor& z, const at::Tensor& t,
                                            const at::Tensor& c) { return (*unet)(z, t, c); },
            .quantize = [](const at::Tensor& z) { return z; },
            .output = [decoder = model.autoencoder](
                          const at::Tensor& z) { return decoder->decode(z).clamp(-1, 1); },
            .output_batch = kBatch,
            .checkpoint = checkpoint};
}

} // namespace

at::Tensor sampleImages(const diffusion::LatentDiffusionModel& model, const at::Tensor& labels_n,
                        std::int64_t resolution, const SamplePlan& plan, const c10::TensorOptions& options,
                        const std::function<void()>& checkpoint) {
    const diffusion::ReverseProcess process = processOf(model, plan, checkpoint);
    const std::int64_t side = resolution / model.autoencoder->factor();
    std::vector<at::Tensor> images;
    for (std::int64_t from = 0; from < labels_n.size(0); from += kBatch) {
        const at::Tensor labels_B = labels_n.slice(0, from, from + kBatch);
        const std::int64_t count = labels_B.size(0);
        const std::vector<std::int64_t> shape = {count, model.autoencoder->latentChannels(), side, side};
        images.push_back(process.sample(
            {.latents_BCHW = at::zeros(shape, options),
             .conditioning_B1D = model.embedder->embed(labels_B),
             .unconditional_B1D = plan.guidance != 1 ? model.embedder->unconditional(count) : at::Tensor(),
             .start_noise_BCHW = tensor::normal(shape, base::streamSeed(plan.seed, "samples", from), options),
             .step_noise = {}}));
    }
    return at::cat(images);
}

} // namespace ld3m::training
