#include "core/diffusion/known_checkpoints.h"

#include <algorithm>

#include "core/base/text.h"
#include "core/diffusion/compvis_structure.h"

namespace ld3m::diffusion {
namespace {

const AutoencoderStructure kVqF4{
    .latent_channels = 3, .multipliers = {1, 2, 4}, .attention = {false, false, false}, .codes = 8192};
const AutoencoderStructure kVqF8{.latent_channels = 4,
                                 .multipliers = {1, 2, 2, 4},
                                 .attention = {false, false, false, true},
                                 .codes = 16384};
const AutoencoderStructure kKlF4{
    .latent_channels = 3, .multipliers = {1, 2, 4}, .attention = {false, false, false}};
const AutoencoderStructure kKlF8{
    .latent_channels = 4, .multipliers = {1, 2, 4, 4}, .attention = {false, false, false, false}};

TensorShapes model(const UNetStructure& unet, const AutoencoderStructure& autoencoder, std::int64_t rows) {
    TensorShapes tensors = tensorsOf(unet);
    tensors.merge(tensorsOf(autoencoder, "first_stage_model."));
    if (rows > 0)
        tensors["cond_stage_model.embedding.weight"] = {rows, unet.context};
    return tensors;
}

std::vector<KnownCheckpoint> makeList() {
    const UNetStructure cin256{.latent_channels = 3,
                               .width = 192,
                               .multipliers = {1, 2, 3, 5},
                               .attention = {false, true, true, true},
                               .context = 512};
    const UNetStructure cin{.latent_channels = 4,
                            .width = 256,
                            .multipliers = {1, 2, 4},
                            .attention = {true, true, true},
                            .context = 512};
    const UNetStructure ffhq{.latent_channels = 3,
                             .width = 224,
                             .multipliers = {1, 2, 3, 4},
                             .attention = {false, true, true, true}};
    const std::string alone = "It holds the autoencoder alone: set prior.kind = \"autoencoder\".";
    return {
        {"cin256-v2", "the method's prior: ImageNet at 256 px, class-conditional, on VQ-f4", "",
         model(cin256, kVqF4, 1001)},
        {"cin", "ImageNet at 256 px, class-conditional, on VQ-f8",
         "It is often taken for cin256-v2, the method's prior, and is another model: its latents are of "
         "VQ-f8, and it "
         "has no row for \"no class\".",
         model(cin, kVqF8, 1000)},
        {"ffhq256",
         "faces at 256 px, unconditional, on VQ-f4 (CelebA-HQ and LSUN bedrooms have the same structure)",
         "It knows no classes: the images of all classes start from the same prior.", model(ffhq, kVqF4, 0)},
        {"vq-f4", "autoencoder, the first stage of cin256-v2 and ffhq256", alone, tensorsOf(kVqF4, "")},
        {"vq-f8", "autoencoder, the first stage of cin", alone, tensorsOf(kVqF8, "")},
        {"kl-f4", "autoencoder with KL-regularised latents", alone, tensorsOf(kKlF4, "")},
        {"kl-f8", "autoencoder with KL-regularised latents", alone, tensorsOf(kKlF8, "")},
    };
}

std::string words(const Shape& shape) {
    std::vector<std::string> sizes;
    for (const std::int64_t size : shape)
        sizes.push_back(std::to_string(size));
    return "[" + base::join(sizes, ", ") + "]";
}

} // namespace

const std::vector<KnownCheckpoint>& knownCheckpoints() {
    static const std::vector<KnownCheckpoint> list = makeList();
    return list;
}

Comparison compare(const TensorShapes& file, const KnownCheckpoint& known) {
    Comparison comparison;
    comparison.known = &known;
    std::size_t common = 0;
    for (const auto& [name, shape] : known.tensors) {
        const auto found = file.find(name);
        if (found == file.end())
            comparison.missing.push_back(name);
        else if (found->second != shape)
            comparison.misshapen.push_back(
                base::text(name, " ", words(found->second), " instead of ", words(shape)));
        else
            ++common;
    }
    for (const auto& [name, shape] : file)
        if (!known.tensors.contains(name))
            comparison.surplus.push_back(name);
    const std::size_t all = known.tensors.size() + comparison.surplus.size();
    comparison.likeness = static_cast<double>(common) / static_cast<double>(all);
    return comparison;
}

Comparison nearestKnown(const TensorShapes& file) {
    Comparison nearest;
    for (const KnownCheckpoint& known : knownCheckpoints()) {
        Comparison comparison = compare(file, known);
        if (!nearest.known || comparison.likeness > nearest.likeness)
            nearest = std::move(comparison);
    }
    return nearest;
}

} // namespace ld3m::diffusion
