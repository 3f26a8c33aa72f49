// How good a prior is, in numbers that another one can be held against.
#pragma once

#include <functional>
#include <vector>

#include "core/data/dataset.h"
#include "core/diffusion/latent_diffusion_model.h"
#include "core/reports/training_report.h"
#include "core/settings/prior_recipe.h"
#include "core/training/classifier_training.h"

namespace ld3m::training {

/// Mean over images of 10 log10(1 / mean squared error), both in [0,1] ([-1,1] here), in dB.
double meanPsnr(const at::Tensor& x_N3HW, const at::Tensor& y_N3HW);

/// Of code indices: how many different ones, and exp of the entropy of their frequencies.
struct CodebookUse {
    std::int64_t codes = 0;
    double perplexity = 0;
};
CodebookUse codebookUse(const at::Tensor& index, std::int64_t codes);

struct FigureContext {
    const settings::PriorRecipe& recipe;
    const data::Dataset& test;
    const Classifier& judge;
    c10::TensorOptions options;
    std::function<void(const char* what, std::int64_t done, std::int64_t total)>
        progress; ///< may throw to stop
};

/// On test images: psnr, codes_used, perplexity, latent_deviation, judge_accuracy (on the real images) and
/// judge_on_reconstructions.
std::vector<reports::Figure> reconstructionFigures(const diffusion::Autoencoder& autoencoder,
                                                   const FigureContext& context);
/// Mean squared error of the predicted noise on latents of test images, at stratified timesteps:
/// error_conditional, error_unconditional.
std::vector<reports::Figure> denoisingFigures(const diffusion::LatentDiffusionModel& model,
                                              const FigureContext& context);
/// Share of samples at guidance 3 that the judge takes for their class: consistency_t10, _t20, _t50.
std::vector<reports::Figure> sampleFigures(const diffusion::LatentDiffusionModel& model,
                                           const FigureContext& context);

} // namespace ld3m::training
