// kinds resize and init: resizing with its gradient; initial latents and conditioning from real images.
#include <ATen/ATen.h>

#include "app/parity/gradient.h"
#include "app/parity/kinds.h"
#include "app/parity/model_parts.h"
#include "core/priors/latent_images.h"

namespace ld3m::parity {

void compareResize(const CaseFile& file, Comparison& comparison) {
    for (const auto& [name, stored] : file.tensors()) {
        if (!name.starts_with("out."))
            continue;
        const std::string variant = name.substr(4); // "16.aa"
        const std::string size = variant.substr(0, variant.find('.'));
        const at::Tensor x_BCHW = leaf(file.input("in.x"));
        const at::Tensor y_BCHW =
            priors::resized(x_BCHW, stored.size(2), stored.size(3), variant.ends_with(".aa"));
        comparison.check(name, y_BCHW, 7e-5);
        comparison.check("grad." + variant, gradients(y_BCHW, {x_BCHW}, file.input("in.r." + size))[0], 7e-5);
    }
}

void compareInit(const CaseFile& file, Comparison& comparison) {
    const auto three = [&](const char* key, const std::vector<double>& imagenet) {
        return at::tensor(file.hasSetting(key) ? file.json(key).get<std::vector<double>>() : imagenet,
                          at::kDouble);
    };
    const auto autoencoder = autoencoderOf(file.sibling("ae_weights"));
    const at::Tensor real_B3HW = file.input("in.raw");
    priors::PriorContext context;
    context.resolution = real_B3HW.size(2);
    context.mean_3 = three("mean", {0.485, 0.456, 0.406});
    context.std_3 = three("std", {0.229, 0.224, 0.225});
    settings::PriorSettings prior;
    for (const auto& [range, name] : {std::pair{settings::EncoderInput::symmetric, "out.Z_pm1"},
                                      std::pair{settings::EncoderInput::normalised, "out.Z_released"}}) {
        prior.encoder_input = range;
        const priors::LatentImages images(autoencoder, prior, context, file.options());
        comparison.check(name, images.initialLatents(real_B3HW, settings::Init::real), 3e-5);
    }
    if (file.has("out.c")) {
        const diffusion::ClassEmbedder embedder(
            file.sibling("embedder_weights").weights().take("embedding.weight"), std::nullopt);
        comparison.check("out.c", embedder.embed(file.stored("in.class_ids")), 1e-6);
    }
}

} // namespace ld3m::parity
