// Where the learnables live. Images are the only thing that passes between a prior and an objective.
#pragma once

#include <cstdint>
#include <functional>
#include <memory>
#include <string>
#include <vector>

#include <ATen/core/Tensor.h>

#include "core/settings/recipe.h"

namespace ld3m::diffusion {
struct LatentDiffusionModel;
}

namespace ld3m::priors {

/// What is learned. M = classes * ipc, class-major. Values or gradients of these shapes; undefined where
/// absent.
struct Learnables {
    at::Tensor latents;      ///< Z, M x c x h x w (pixel prior: the normalised images themselves)
    at::Tensor conditioning; ///< c, M x 1 x D; undefined without a class-conditional model
};

/// Everything a prior needs to know about the run besides its settings.
struct PriorContext {
    std::vector<std::int64_t> class_ids; ///< M entries: the prior's class of each synthetic image
    /// The same for priors of ImageNet's 1000 classes; empty where the run's classes are not among these.
    std::vector<std::int64_t> imagenet_ids;
    std::int64_t resolution = 32; ///< working resolution of the images
    at::Tensor mean_3;            ///< normalisation of the images that synthesize() returns
    at::Tensor std_3;
    std::uint64_t seed = 0;                   ///< run seed
    std::function<void()> checkpoint = [] {}; ///< asked within every inner step; may throw to stop
};

/// What a prior draws at random for one making of images; undefined and empty where it draws nothing.
struct NoiseDraw {
    at::Tensor start; ///< [M, c, h, w]
    std::vector<at::Tensor>
        steps; ///< one of the same shape for each reverse step of a sampler that adds noise
};

class Prior {
public:
    virtual ~Prior() = default;

    /// Z and c before the first iteration. real_M3HW: one real image for each synthetic one, in [0,1].
    virtual Learnables initialLearnables(const at::Tensor& real_M3HW, settings::Init init) = 0;

    /// Normalised images M x 3 x H x W, detached. Keeps what pullBack() needs, by memory mode.
    /// `iteration` keys the noise stream.
    virtual at::Tensor synthesize(const Learnables& learnables, std::int64_t iteration) = 0;

    /// dLoss/dimages (of the last synthesize()) to dLoss/dZ and dLoss/dc. Callable once per synthesize().
    virtual Learnables pullBack(const at::Tensor& gradient_M3HW) = 0;

    /// The draw with which synthesize() and preview() of `iteration` make the images of these learnables.
    virtual NoiseDraw noise(const Learnables&, std::int64_t /*iteration*/) const { return {}; }

    /// Images of a given draw, normalised, without keeping anything.
    virtual at::Tensor render(const Learnables& learnables, const NoiseDraw& noise) = 0;

    /// Images for looking at and evaluating: render() with the draw of `iteration`.
    at::Tensor preview(const Learnables& learnables, std::int64_t iteration) {
        return render(learnables, noise(learnables, iteration));
    }

    /// Normalised images of this prior back to [0,1], not clamped.
    virtual at::Tensor pixels(const at::Tensor& images_M3HW) const = 0;

    /// Live edits: takes the settings that may change mid-run (steps, guidance, residual, curve).
    virtual void apply(const settings::PriorSettings& prior) = 0;
};

/// Makes the prior that `recipe` names. @throws base::InputError (checkpoint, classes)
std::unique_ptr<Prior> makePrior(const settings::Recipe& recipe, PriorContext context,
                                 const c10::TensorOptions& options);

/// The same with a model that is loaded already (the pixel prior ignores it).
std::unique_ptr<Prior> makePrior(const settings::Recipe& recipe, PriorContext context,
                                 const c10::TensorOptions& options,
                                 const diffusion::LatentDiffusionModel& model);

} // namespace ld3m::priors
