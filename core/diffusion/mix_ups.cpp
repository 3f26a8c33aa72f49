#include "core/diffusion/mix_ups.h"

#include <algorithm>
#include <array>
#include <utility>

#include "core/base/text.h"
#include "core/diffusion/checkpoint_layout.h"

namespace ld3m::diffusion {
namespace {

bool anyUnder(const TensorShapes& tensors, const std::string& start) {
    const auto first = tensors.lower_bound(start);
    return first != tensors.end() && first->first.starts_with(start);
}

/// Other models by the start of a name that only they have.
std::string otherModel(const TensorShapes& tensors) {
    static constexpr std::array<std::pair<const char*, const char*>, 8> kOthers = {{
        {"cond_stage_model.transformer.",
         "It is steered by text (Stable Diffusion has such names), not by classes."},
        {"cond_stage_model.model.",
         "It is steered by text (Stable Diffusion 2 has such names), not by classes."},
        {"down_blocks.", "Its names are those of the diffusers library: take the original model.ckpt."},
        {"encoder.down_blocks.",
         "Its names are those of the diffusers library: take the original model.ckpt."},
        {"x_embedder.", "It is a diffusion transformer (DiT), not a U-Net."},
        {"synthesis.", "It is a StyleGAN generator, not a diffusion model."},
        {"time_embed.",
         "It is a U-Net without its autoencoder, under names without \"model.diffusion_model.\"."},
        {"features.", "It is a classifier, not a prior."},
    }};
    for (const auto& [start, sentence] : kOthers)
        if (anyUnder(tensors, start))
            return sentence;
    return {};
}

/// What experiments share besides priors.
std::string resultFile(const TensorShapes& tensors) {
    const auto lone = tensors.find("");
    if (lone != tensors.end() && lone->second.size() == 4 && lone->second[1] == 3)
        return "It looks like a distilled set (images of three channels), not a prior.";
    if (anyUnder(tensors, "0/0/"))
        return "It looks like expert trajectories (a replay buffer), not a prior.";
    return {};
}

bool isUNetAlone(const TensorShapes& tensors) {
    return anyUnder(tensors, std::string(kUNetPrefix) + ".") && !anyUnder(tensors, "first_stage_model.");
}

/// Derived works save the U-Net and leave out what they did not train.
std::string unetAlone(const TensorShapes& tensors, const Comparison& nearest) {
    const bool embedder = tensors.contains(kEmbeddingName);
    const std::string start = std::string(kUNetPrefix) + ".";
    const bool whole =
        nearest.misshapen.empty() &&
        std::ranges::none_of(nearest.missing, [&](const auto& name) { return name.starts_with(start); });
    return base::text(
        "It is a U-Net without ", embedder ? "" : "class embedder and ",
        "autoencoder, as derived works save it",
        whole ? base::text(": the U-Net of ", nearest.known->name, ", whose whole model.ckpt is needed.")
              : std::string(": the whole model.ckpt is needed."));
}

} // namespace

std::string mixUpOf(const TensorShapes& tensors, const Comparison& nearest) {
    if (nearest.same())
        return nearest.known->note;
    if (isUNetAlone(tensors))
        return unetAlone(tensors, nearest);
    const std::string other = otherModel(tensors);
    return other.empty() ? resultFile(tensors) : other;
}

} // namespace ld3m::diffusion
