#include "app/parity/model_parts.h"

#include <ATen/TensorOperators.h>

#include "core/base/error.h"
#include "core/base/text.h"

namespace ld3m::parity {
namespace {

std::int64_t groupsOf(const CaseFile& file) {
    return file.hasSetting("groups") ? file.integer("groups") : 32;
}

settings::PriorSettings priorOf(const CaseFile& file) {
    const std::string& mode = file.text("mode");
    settings::PriorSettings prior;
    prior.steps = file.integer("S");
    prior.guidance = file.number("guidance");
    prior.eta = file.hasSetting("eta") ? file.number("eta") : 0;
    prior.timesteps = settings::Timesteps::released;
    if (mode == "released")
        prior.residual = settings::Residual::released;
    else if (mode == "plain")
        prior.residual = settings::Residual::off;
    else if (mode == "paper_ddim" || mode == "paper_ddpm")
        prior.residual = settings::Residual::paper;
    else
        throw UnknownCase("mode " + mode);
    prior.sampler = mode == "paper_ddpm" ? settings::Sampler::ddpm : settings::Sampler::ddim;
    return prior;
}

} // namespace

std::shared_ptr<const diffusion::UNet> unetOf(const CaseFile& file) {
    const nlohmann::json unet = file.json("unet");
    diffusion::UNetHints hints;
    hints.groups = groupsOf(file);
    hints.heads = unet.value("num_heads", std::int64_t{1});
    hints.head_channels = unet.value("num_head_channels", std::int64_t{0});
    hints.split_qkv_first = unet.value("use_new_attention_order", false);
    if (hints.head_channels < 0)
        hints.head_channels = 0;
    return std::make_shared<diffusion::UNet>(file.weights(), hints);
}

std::shared_ptr<const diffusion::Autoencoder> autoencoderOf(const CaseFile& file) {
    return std::make_shared<diffusion::Autoencoder>(file.weights(), groupsOf(file));
}

ProcessParts processPartsOf(const CaseFile& file) {
    return {unetOf(file.sibling("unet_weights")), autoencoderOf(file.sibling("ae_weights")), priorOf(file)};
}

std::shared_ptr<diffusion::ReverseProcess> ProcessParts::process(diffusion::PerImage output) const {
    return std::make_shared<diffusion::ReverseProcess>(diffusion::ReverseProcess{
        .schedule = diffusion::makeReverseSchedule(diffusion::NoiseSchedule::make(), prior),
        .denoiser = [unet = unet](const at::Tensor& z, const at::Tensor& t,
                                  const at::Tensor& c) { return (*unet)(z, t, c); },
        .quantize = [autoencoder = autoencoder](const at::Tensor& z) { return autoencoder->quantize(z); },
        .output = std::move(output)});
}

diffusion::ReverseInputs reverseInputsOf(const CaseFile& file, const std::string& start_noise) {
    diffusion::ReverseInputs inputs{.latents_BCHW = file.input("in.Z"),
                                    .conditioning_B1D = file.inputIfAny("in.c"),
                                    .unconditional_B1D = file.inputIfAny("in.uc"),
                                    .start_noise_BCHW = file.input(start_noise),
                                    .step_noise = {}};
    if (file.has("in.step_noise"))
        inputs.step_noise = file.input("in.step_noise").unbind(0);
    return inputs;
}

const std::vector<settings::Memory>& memoryModes() {
    static const std::vector<settings::Memory> modes = {settings::Memory::keep, settings::Memory::per_step,
                                                        settings::Memory::two_pass};
    return modes;
}

} // namespace ld3m::parity
