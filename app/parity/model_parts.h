// The parts of a latent diffusion model as reference files describe them.
#pragma once

#include "app/parity/case_file.h"
#include "core/diffusion/latent_diffusion_model.h"
#include "core/diffusion/rollout.h"

namespace ld3m::parity {

/// From the file's setting `unet`: num_heads, num_head_channels, use_new_attention_order; the rest is read
/// off the weights.
std::shared_ptr<const diffusion::UNet> unetOf(const CaseFile& file);
/// GroupNorms of 32 groups, or of the setting `groups`.
std::shared_ptr<const diffusion::Autoencoder> autoencoderOf(const CaseFile& file);

/// A file of a whole reverse process: settings S, guidance, eta (0 where not given), mode (released, plain,
/// paper_ddim, paper_ddpm), unet_weights, ae_weights.
struct ProcessParts {
    std::shared_ptr<const diffusion::UNet> unet;
    std::shared_ptr<const diffusion::Autoencoder> autoencoder;
    settings::PriorSettings prior;

    /// z_0 to images by `output`.
    std::shared_ptr<diffusion::ReverseProcess> process(diffusion::PerImage output) const;
};
ProcessParts processPartsOf(const CaseFile& file);

/// in.Z, in.c, in.uc, in.step_noise, and the start noise by its name.
diffusion::ReverseInputs reverseInputsOf(const CaseFile& file, const std::string& start_noise);

/// Memory modes by their names in recipes: keep, per_step, two_pass.
const std::vector<settings::Memory>& memoryModes();

} // namespace ld3m::parity
