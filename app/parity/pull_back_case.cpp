// kind pullback: (Z, c) to normalised images and back, with resizing, with the same and with fresh noise.
#include <ATen/ATen.h>

#include "app/parity/kinds.h"
#include "app/parity/model_parts.h"
#include "core/priors/latent_images.h"

namespace ld3m::parity {
namespace {

constexpr double kTolerance = 1e-4;

priors::PriorContext contextOf(const CaseFile& file) {
    const auto three = [&](const char* key) {
        return at::tensor(file.json(key).get<std::vector<double>>(), at::kDouble);
    };
    priors::PriorContext context;
    context.resolution = file.integer("res");
    context.mean_3 = three("mean");
    context.std_3 = three("std");
    return context;
}

} // namespace

void comparePullBack(const CaseFile& file, Comparison& comparison) {
    ProcessParts parts = processPartsOf(file);
    parts.prior.antialias = file.truth("antialias");
    const priors::LatentImages images(parts.autoencoder, parts.prior, contextOf(file), file.options());
    const auto process = parts.process([&](const at::Tensor& z) { return images.decode(z); });
    const at::Tensor gradient = file.input("in.dLdS");
    const bool conditional = file.has("in.c");

    for (const std::string fresh : {"", "_fresh"}) {
        if (!file.has("in.noise" + fresh))
            continue;
        const diffusion::ReverseInputs inputs = reverseInputsOf(file, "in.noise" + fresh);
        if (file.has("out.decoded_raw" + fresh))
            comparison.check("out.decoded_raw" + fresh,
                             parts.autoencoder->decode(process->states(inputs).back()), kTolerance);
        for (const settings::Memory mode : memoryModes()) {
            const std::string route = settings::nameOf(mode);
            diffusion::Rollout rollout(process, inputs, mode);
            if (file.has("out.images" + fresh))
                comparison.check("out.images" + fresh, rollout.images(), kTolerance, route);
            const auto found = rollout.pullBack(gradient);
            comparison.check("grad.Z" + fresh, found.latents_BCHW, kTolerance, route);
            if (conditional)
                comparison.check("grad.c" + fresh, found.conditioning_B1D, kTolerance, route);
        }
    }
}

} // namespace ld3m::parity
