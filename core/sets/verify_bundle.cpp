#include "core/sets/verify_bundle.h"

#include <ATen/ATen.h>

#include "core/base/error.h"
#include "core/base/text.h"
#include "core/files/sha256.h"
#include "core/sets/bundle.h"
#include "core/sets/manifest.h"
#include "core/tensor/cores.h"
#include "core/tensor/device.h"
#include "core/tensor/state_dict.h"

namespace ld3m::sets {
namespace {

settings::Recipe recipeOf(const Manifest& manifest, const std::filesystem::path& prior,
                          const std::vector<std::string>& overrides) {
    settings::Recipe recipe = manifest.recipe;
    if (!prior.empty())
        recipe.prior.checkpoint = prior.string();
    for (const std::string& assignment : overrides)
        settings::applyOverride(recipe, assignment);
    if (!manifest.prior_hash.empty() && files::sha256Of(recipe.prior.checkpoint) != manifest.prior_hash)
        throw base::InputError(base::text(recipe.prior.checkpoint,
                                          " is not the prior that made this set: give the file "
                                          "whose SHA-256 is ",
                                          manifest.prior_hash, " with --prior."));
    return recipe;
}

} // namespace

Verification verifyBundle(const std::filesystem::path& bundle, const std::filesystem::path& prior,
                          const std::vector<std::string>& overrides, jobs::Control& control,
                          reports::Published& published) {
    if (!isBundle(bundle))
        throw base::InputError(base::text(
            bundle.string(), " is no exported set: it holds no manifest.json; give what ld3m export wrote."));
    const settings::Recipe recipe = recipeOf(readManifest(bundle / "manifest.json"), prior, overrides);
    tensor::useThreads(recipe.device.threads);
    tensor::makeDeterministic();
    const c10::TensorOptions options = tensor::optionsFor(recipe.device);
    published.progress.publish({"Making the images again", 0, 0});
    const auto maker = setPrior(recipe, options, [&control] { control.checkpoint(); });
    const at::Tensor made_M3HW = regenerate(bundle, *maker, options).to(at::kCPU, at::kFloat);
    const at::Tensor stored_M3HW = tensor::readStateDict(bundle / "images_best.pt").at("");
    if (!made_M3HW.sizes().equals(stored_M3HW.sizes()))
        throw base::InputError(base::text("The latents in ", bundle.string(), " make ", made_M3HW.size(0),
                                          " images, and images_best.pt holds ", stored_M3HW.size(0),
                                          " of them or of another size: export the set again."));
    Verification result;
    result.images = made_M3HW.size(0);
    const at::Tensor difference_M = (made_M3HW - stored_M3HW).abs().flatten(1).amax(1);
    result.differing = difference_M.ne(0).sum().item<std::int64_t>();
    result.largest = difference_M.max().item<double>();
    result.device = tensor::describe(options);
    return result;
}

} // namespace ld3m::sets
