#include "core/training/prior_figures.h"

#include <ATen/ATen.h>
#include <ATen/core/grad_mode.h>

#include "core/base/seeds.h"
#include "core/base/text.h"
#include "core/tensor/random.h"
#include "core/training/diffusion_loss.h"
#include "core/training/samples.h"
#include "core/training/training_images.h"

namespace ld3m::training {
namespace {

constexpr std::int64_t kBatch = 100;
constexpr double kGuidance = 3;

std::uint64_t seedOf(const FigureContext& context) {
    return base::streamSeed(static_cast<std::uint64_t>(context.recipe.run.seed), "figures");
}

/// Calls use(images in [-1,1], their labels, number of the batch) for the test images that figures are
/// measured on.
template<typename Use>
void eachTestBatch(const FigureContext& context, const char* what, const Use& use) {
    const at::Tensor rows_N = evenRows(context.test, context.recipe.run.test_images);
    const at::Tensor labels_N = context.test.labels();
    std::int64_t number = 0;
    for (const at::Tensor& rows_B : rows_N.split(kBatch)) {
        context.progress(what, number * kBatch, rows_N.size(0));
        use(symmetricImages(context.test, rows_B, context.options),
            labels_N.index_select(0, rows_B.to(labels_N.device())), number++);
    }
}

} // namespace

double meanPsnr(const at::Tensor& x_N3HW, const at::Tensor& y_N3HW) {
    const at::Tensor error_N =
        (x_N3HW - y_N3HW).to(at::kDouble).div(2).square().flatten(1).mean(1).clamp_min(1e-10);
    return (-10 * error_N.log10()).mean().item<double>();
}

CodebookUse codebookUse(const at::Tensor& index, std::int64_t codes) {
    const at::Tensor count_K =
        at::bincount(index.flatten().cpu(), /*weights=*/{}, /*minlength=*/codes).to(at::kDouble);
    const at::Tensor share_K = count_K / count_K.sum();
    const at::Tensor entropy = -(share_K * share_K.clamp_min(1e-300).log()).sum();
    return {(count_K > 0).sum().item<std::int64_t>(), entropy.exp().item<double>()};
}

std::vector<reports::Figure> reconstructionFigures(const diffusion::Autoencoder& autoencoder,
                                                   const FigureContext& context) {
    const at::NoGradGuard no_graph;
    std::vector<at::Tensor> indices, latents;
    double psnr = 0, real = 0, reconstructed = 0;
    std::int64_t count = 0;
    eachTestBatch(context, "Measuring reconstructions",
                  [&](const at::Tensor& x, const at::Tensor& labels, auto) {
                      const at::Tensor z_BDhw = autoencoder.encode(x);
                      const at::Tensor y = autoencoder.decode(z_BDhw).clamp(-1, 1);
                      const auto weight = static_cast<double>(x.size(0));
                      psnr += weight * meanPsnr(x, y);
                      real += weight * context.judge.accuracy(x, labels);
                      reconstructed += weight * context.judge.accuracy(y, labels);
                      count += x.size(0);
                      latents.push_back(z_BDhw);
                      if (autoencoder.codebook())
                          indices.push_back(autoencoder.codebook()->indices(z_BDhw));
                  });
    const auto mean = [&count](double sum) { return sum / static_cast<double>(count); };
    std::vector<reports::Figure> figures = {{"psnr", mean(psnr), "dB"},
                                            {"latent_deviation", at::cat(latents).std().item<double>(), ""},
                                            {"judge_accuracy", 100 * mean(real), "%"},
                                            {"judge_on_reconstructions", 100 * mean(reconstructed), "%"}};
    if (autoencoder.codebook()) {
        const CodebookUse use = codebookUse(at::cat(indices), autoencoder.codebook()->embedding().size(0));
        figures.push_back({"codes_used", static_cast<double>(use.codes), "codes"});
        figures.push_back({"perplexity", use.perplexity, "codes"});
    }
    return figures;
}

std::vector<reports::Figure> denoisingFigures(const diffusion::LatentDiffusionModel& model,
                                              const FigureContext& context) {
    const at::NoGradGuard no_graph;
    const NoiseTables tables(model.schedule, context.options);
    double conditional = 0, unconditional = 0;
    std::int64_t count = 0;
    eachTestBatch(
        context, "Measuring the denoiser", [&](const at::Tensor& x, const at::Tensor& labels, auto number) {
            const at::Tensor z = model.autoencoder->encode(x);
            const at::Tensor t_B =
                stratifiedTimesteps(z.size(0), base::streamSeed(seedOf(context), "t", number)).to(z.device());
            const at::Tensor eps = tensor::normal(
                z.sizes(), base::streamSeed(seedOf(context), "noise", number), context.options);
            const at::Tensor noised = tables.noised(z, eps, t_B);
            const auto error = [&](const at::Tensor& context_B1D) {
                return squaredError((*model.unet)(noised, t_B, context_B1D), eps).sum().item<double>();
            };
            conditional += error(model.embedder->embed(labels));
            unconditional += error(model.embedder->unconditional(z.size(0)));
            count += z.size(0);
        });
    return {{"error_conditional", conditional / static_cast<double>(count), ""},
            {"error_unconditional", unconditional / static_cast<double>(count), ""}};
}

std::vector<reports::Figure> sampleFigures(const diffusion::LatentDiffusionModel& model,
                                           const FigureContext& context) {
    const at::Tensor labels_n =
        at::arange(context.test.classes(), at::kLong).repeat_interleave(context.recipe.run.samples);
    std::vector<reports::Figure> figures;
    std::int64_t done = 0;
    constexpr std::int64_t kAll = 10 + 20 + 50;
    for (const std::int64_t steps : {10, 20, 50}) {
        const auto checkpoint = [&] { context.progress("Sampling", done, kAll); };
        const at::Tensor images = sampleImages(
            model, labels_n, context.recipe.dataset.resolution,
            {.steps = steps, .guidance = kGuidance, .seed = seedOf(context)}, context.options, checkpoint);
        figures.push_back({base::text("consistency_t", steps),
                           100 * context.judge.accuracy(images, labels_n.to(images.device())), "%"});
        done += steps;
    }
    return figures;
}

} // namespace ld3m::training
