#include "app/session/first_recipe.h"

#include <algorithm>
#include <cmath>

#include "core/base/text.h"

namespace fs = std::filesystem;

namespace ld3m::session {

using settings::PriorKind;

namespace {

constexpr std::int64_t kNative = 32; ///< resolution of the bundled prior
constexpr double kQuickSeconds = 180;
constexpr double kEveningSeconds = 3 * 3600;
constexpr std::int64_t kPaperIterations = 5000;

// Measured with ld3m-bench at 32 px (docs/results/performance.md): GFLOP of one image, ConvNet width 64.
constexpr double kRealImage = 0.078;
constexpr double kMatchedImage = 0.21;
constexpr double kDecodedImage = 0.62;
constexpr double kReverseStep = 0.64;
constexpr double kTestedImage = 0.026;
constexpr double kSpeedOfCore = 55;        ///< GFLOP a second
constexpr double kBundledPriorBytes = 8e6; ///< a larger prior costs as much more

std::int64_t usableClasses(const FolderLook& look) {
    return std::ranges::count_if(look.classes, [](const FolderLook::Class& one) { return one.train > 0; });
}

std::int64_t smallestClass(const FolderLook& look) {
    std::int64_t smallest = 0;
    for (const FolderLook::Class& one : look.classes)
        if (one.train > 0)
            smallest = smallest == 0 ? one.train : std::min(smallest, one.train);
    return smallest;
}

std::int64_t testImages(const FolderLook& look) {
    std::int64_t sum = 0;
    for (const FolderLook::Class& one : look.classes)
        sum += std::max<std::int64_t>(one.test, 0);
    return sum;
}

double pixelsOf(const settings::Recipe& recipe) {
    return std::pow(double(recipe.dataset.resolution) / double(kNative), 2);
}

double priorWeight(const settings::Recipe& recipe) {
    std::error_code gone;
    const auto bytes = fs::file_size(recipe.prior.checkpoint, gone);
    return gone ? 1 : std::max(1.0, double(bytes) / kBundledPriorBytes);
}

double secondsOfIteration(const settings::Recipe& recipe, std::int64_t classes, int cores) {
    const double width = std::pow(double(recipe.objective.width) / 64, 2);
    const double images = double(classes * recipe.distillation.ipc);
    double work =
        width * (double(classes * recipe.objective.real_batch) * kRealImage + images * kMatchedImage);
    if (recipe.prior.kind != PriorKind::pixel)
        work += images * kDecodedImage * priorWeight(recipe);
    if (recipe.prior.kind == PriorKind::latent_diffusion)
        work += images * double(recipe.prior.steps) * kReverseStep * priorWeight(recipe);
    return work * pixelsOf(recipe) / (kSpeedOfCore * cores);
}

double secondsOfEvaluation(const settings::Recipe& recipe, const FolderLook& look, int cores) {
    const auto& evaluation = recipe.evaluation;
    const double width = std::pow(double(evaluation.width) / 64, 2);
    const double images = double(usableClasses(look) * recipe.distillation.ipc);
    const double training = double(evaluation.epochs) * images * kRealImage;
    const double testing = double(testImages(look)) * kTestedImage;
    return double(evaluation.runs) * width * (training + testing) * pixelsOf(recipe) / (kSpeedOfCore * cores);
}

void chooseEffort(settings::Recipe& recipe, Effort effort) {
    recipe.evaluation.runs = effort == Effort::quick ? 2 : 3;
    recipe.evaluation.epochs = effort == Effort::quick ? 100 : effort == Effort::evening ? 300 : 1000;
    recipe.objective.real_batch = effort == Effort::quick ? 32 : effort == Effort::evening ? 128 : 256;
    recipe.objective.width = effort == Effort::quick ? 32 : effort == Effort::evening ? 64 : 128;
    recipe.evaluation.width = recipe.objective.width;
    recipe.prior.steps = effort == Effort::quick ? 5 : 10;
    if (effort != Effort::paper)
        recipe.evaluation.rate = 0.01; // the short trainings do not get far at the paper's rate
}

/// Ascending "nice" numbers: 20, 50, 100, 200, 500, ...
std::int64_t roundedDown(double iterations) {
    std::int64_t chosen = 20;
    for (std::int64_t decade = 10; decade <= 1000; decade *= 10)
        for (const std::int64_t step : {2, 5, 10})
            if (double(step * decade) <= iterations)
                chosen = std::max(chosen, step * decade);
    return std::min(chosen, kPaperIterations);
}

} // namespace

std::vector<std::int64_t> resolutionsFor(const FolderLook& look) {
    std::vector<std::int64_t> fitting;
    for (const std::int64_t resolution : {16, 32, 64, 128, 256})
        if (resolution <= std::max<std::int64_t>(look.largest_side, kNative) &&
            (resolution >= kNative || look.smallest_side < kNative))
            fitting.push_back(resolution);
    return fitting;
}

FirstChoices suggestedFor(const FolderLook& look) {
    FirstChoices choices;
    choices.beginning = look.cifar10 ? StartFrom::bundled : StartFrom::pixels;
    choices.resolution = resolutionsFor(look).front();
    const std::int64_t most = look.cifar10 ? kNative : look.imagenet ? 128 : 64;
    for (const std::int64_t resolution : resolutionsFor(look))
        if (resolution <= std::min(most, look.smallest_side))
            choices.resolution = resolution;
    return choices;
}

std::string obstacleTo(const FolderLook& look, const FirstChoices& choices) {
    if (usableClasses(look) < 2)
        return "A distillation needs at least two classes with training images: put the images of each class "
               "into a folder of its own.";
    if (smallestClass(look) < choices.ipc)
        return base::text("The smallest class has ", smallestClass(look), " training images, fewer than ",
                          choices.ipc, " images per class: choose fewer, or add images.");
    if (choices.beginning == StartFrom::own && choices.checkpoint.empty())
        return "Choose the file of your checkpoint, or start from pixels.";
    if (choices.beginning == StartFrom::bundled && choices.resolution != kNative)
        return "The bundled prior makes images of 32 px: choose that resolution, or start from pixels.";
    return {};
}

settings::Recipe firstRecipe(const FolderLook& look, const FirstChoices& choices,
                             const fs::path& bundledPrior, int cores) {
    settings::Recipe recipe;
    recipe.dataset.path = look.folder.string();
    recipe.dataset.resolution = choices.resolution;
    recipe.dataset.normalisation = look.cifar10    ? settings::Normalisation::cifar10
                                   : look.imagenet ? settings::Normalisation::imagenet
                                                   : settings::Normalisation::half;
    for (const FolderLook::Class& one : look.classes)
        if (one.train > 0 && (one.test > 0 || !look.has_test))
            recipe.dataset.classes.push_back(one.name);
    if (recipe.dataset.classes.size() == look.classes.size())
        recipe.dataset.classes.clear(); // all of them
    recipe.distillation.ipc = choices.ipc;
    recipe.distillation.latent_rate = 0.5;
    recipe.distillation.conditioning_rate = 0.05;
    switch (choices.beginning) {
    case StartFrom::pixels:
        recipe.prior.kind = PriorKind::pixel;
        break;
    case StartFrom::bundled:
        // Its class embeddings mean CIFAR-10's classes and no others; its decoder serves all images.
        recipe.prior.kind = look.cifar10 ? PriorKind::latent_diffusion : PriorKind::autoencoder;
        recipe.prior.checkpoint = bundledPrior.string();
        break;
    case StartFrom::own:
        recipe.prior.kind = PriorKind::latent_diffusion;
        recipe.prior.checkpoint = choices.checkpoint.string();
        break;
    }
    if (recipe.prior.kind == PriorKind::autoencoder)
        recipe.distillation.latent_rate = 0.1;
    chooseEffort(recipe, choices.effort);

    const double budget = choices.effort == Effort::quick ? kQuickSeconds : kEveningSeconds;
    const double each = secondsOfIteration(recipe, usableClasses(look), cores);
    const std::int64_t iterations =
        choices.effort == Effort::paper ? kPaperIterations : roundedDown(0.7 * budget / each);
    recipe.distillation.iterations = iterations;
    recipe.evaluation.every = look.has_test ? std::max<std::int64_t>(iterations / 4, 10) : 0;
    recipe.run.preview_every = std::max<std::int64_t>(iterations / 200, 1);
    recipe.run.checkpoint_every = std::max<std::int64_t>(iterations / 10, 5);
    return recipe;
}

double estimatedSeconds(const settings::Recipe& recipe, const FolderLook& look, int cores) {
    const std::int64_t iterations = recipe.distillation.iterations;
    const std::int64_t every = recipe.evaluation.every;
    const double evaluations =
        every > 0 ? 2 + double(iterations / every) : 0; // start and baseline among them
    return double(iterations) * secondsOfIteration(recipe, usableClasses(look), cores) +
           evaluations * secondsOfEvaluation(recipe, look, cores);
}

} // namespace ld3m::session
