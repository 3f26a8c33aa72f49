// The files of an exported set that hold its tensors, and the way from its latents to its images.
#pragma once

#include <filesystem>
#include <functional>
#include <memory>

#include "core/priors/prior.h"
#include "core/sets/normalisation.h"

namespace ld3m::sets {

/// latents.safetensors: what the images were made from.
struct SetLatents {
    priors::Learnables values;
    priors::NoiseDraw noise;
};

/// images_best.pt and labels_best.pt, as torch.load(weights_only=True) and the field's programs read them:
/// float32 [M, 3, H, W], normalised, and int64 [M]. @throws base::RunError
void writeTorchPair(const std::filesystem::path& folder, const at::Tensor& images_M3HW,
                    const at::Tensor& labels_M);

/// images.safetensors: images, float32 [M, 3, H, W] in [0,1], and labels. @throws base::RunError
void writePixels(const std::filesystem::path& folder, const at::Tensor& pixels_M3HW,
                 const at::Tensor& labels_M);

/// Tensors latents, conditioning, noise.start, noise.step.000, ...; what a prior lacks is left out.
/// @throws base::RunError
void writeLatents(const std::filesystem::path& folder, const SetLatents& latents);

/// @throws base::InputError
SetLatents readLatents(const std::filesystem::path& folder, const c10::TensorOptions& options);

/// The normalised images that the latents in `bundle` become through `prior`, which must be the one that
/// exported them (setPrior()): with the same device and library the same bits as in images_best.pt.
/// @throws base::InputError
at::Tensor regenerate(const std::filesystem::path& bundle, priors::Prior& prior,
                      const c10::TensorOptions& options);

/// How the images of a run's prior are normalised.
Normalisation normalisationOf(const settings::Recipe& recipe);

/// The prior of a run, for making images only: neither its dataset nor its objective is needed.
/// @throws base::InputError
std::unique_ptr<priors::Prior> setPrior(const settings::Recipe& recipe, const c10::TensorOptions& options,
                                        std::function<void()> checkpoint);

} // namespace ld3m::sets
