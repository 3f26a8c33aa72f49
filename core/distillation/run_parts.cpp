#include "core/distillation/run_parts.h"

#include <ATen/ATen.h>

#include "core/base/error.h"
#include "core/base/imagenet_classes.h"
#include "core/base/seeds.h"
#include "core/base/text.h"
#include "core/data/class_ranks.h"
#include "core/evaluation/baselines.h"
#include "core/tensor/cores.h"
#include "core/tensor/device.h"
#include "core/tensor/random.h"

namespace ld3m::distillation {
namespace {

std::vector<at::Tensor> drawDistinct(const settings::Recipe& recipe, const data::Dataset& train) {
    const auto seed = static_cast<std::uint64_t>(recipe.distillation.seed);
    std::vector<at::Tensor> images;
    for (std::int64_t label = 0; label < train.classes(); ++label) {
        if (train.classSize(label) < recipe.distillation.ipc)
            throw base::InputError(
                base::text("Class ", train.classNames()[static_cast<std::size_t>(label)], " has ",
                           train.classSize(label), " training images, fewer than distillation.ipc = ",
                           recipe.distillation.ipc, ": lower distillation.ipc or add images."));
        const auto indices = tensor::sample(recipe.distillation.ipc, train.classSize(label),
                                            base::streamSeed(seed, "initial", 0, label));
        images.push_back(train.raw(label, indices));
    }
    return images;
}

/// As the public code draws them: each on its own.
std::vector<at::Tensor> drawRepeating(const settings::Recipe& recipe, const data::Dataset& train) {
    const auto seed = static_cast<std::uint64_t>(recipe.distillation.seed);
    std::vector<at::Tensor> images;
    for (std::int64_t label = 0; label < train.classes(); ++label)
        for (std::int64_t i = 0; i < recipe.distillation.ipc; ++i)
            images.push_back(train.raw(label, tensor::sample(1, train.classSize(label),
                                                             base::streamSeed(seed, "initial", i, label))));
    return images;
}

std::vector<std::int64_t> eachRepeated(const std::vector<std::int64_t>& ids, std::int64_t times) {
    std::vector<std::int64_t> repeated;
    for (const std::int64_t id : ids)
        repeated.insert(repeated.end(), static_cast<std::size_t>(times), id);
    return repeated;
}

data::LoadProgress reportLoading(reports::Published& published, const std::function<void()>& checkpoint,
                                 const char* what) {
    return [&published, checkpoint, what](std::int64_t done, std::int64_t total) {
        published.progress.publish({what, done, total});
        checkpoint();
    };
}

} // namespace

priors::PriorContext priorContext(const settings::Recipe& recipe, const data::Dataset& train) {
    priors::PriorContext context;
    context.class_ids =
        eachRepeated(data::classRanks(recipe.dataset, train.classNames()), recipe.distillation.ipc);
    context.imagenet_ids = eachRepeated(base::imagenetIndices(train.classNames()), recipe.distillation.ipc);
    context.resolution = recipe.dataset.resolution;
    context.mean_3 = train.mean();
    context.std_3 = train.deviation();
    context.seed = static_cast<std::uint64_t>(recipe.distillation.seed);
    return context;
}

RunParts buildParts(const settings::Recipe& recipe, reports::Published& published,
                    std::function<void()> checkpoint) {
    RunParts parts = buildJudgedParts(recipe, published, std::move(checkpoint));
    parts.objective = objectives::makeObjective(recipe, *parts.train, parts.options);
    return parts;
}

RunParts buildJudgedParts(const settings::Recipe& recipe, reports::Published& published,
                          std::function<void()> checkpoint) {
    RunParts parts;
    tensor::useThreads(recipe.device.threads);
    tensor::makeDeterministic();
    parts.options = tensor::optionsFor(recipe.device);
    parts.train = std::make_shared<data::Dataset>(
        data::loadDataset(recipe.dataset, data::Split::train, parts.options,
                          reportLoading(published, checkpoint, "Decoding training images")));
    if (recipe.evaluation.every > 0)
        parts.test = std::make_shared<data::Dataset>(
            data::loadDataset(recipe.dataset, data::Split::test, parts.options,
                              reportLoading(published, checkpoint, "Decoding test images")));

    priors::PriorContext context = priorContext(recipe, *parts.train);
    context.checkpoint = std::move(checkpoint);
    parts.prior = priors::makePrior(recipe, std::move(context), parts.options);
    return parts;
}

at::Tensor initialImages(const settings::Recipe& recipe, const data::Dataset& train) {
    return at::cat(recipe.distillation.initial_draw == settings::InitialDraw::repeating
                       ? drawRepeating(recipe, train)
                       : drawDistinct(recipe, train));
}

at::Tensor baselineImages(const settings::Recipe& recipe, const data::Dataset& train) {
    return evaluation::randomReal(train, recipe.distillation.ipc,
                                  static_cast<std::uint64_t>(recipe.distillation.seed));
}

at::Tensor labelsFor(const settings::Recipe& recipe, const data::Dataset& train,
                     const c10::TensorOptions& options) {
    return at::arange(train.classes(), options.dtype(at::kLong)).repeat_interleave(recipe.distillation.ipc);
}

} // namespace ld3m::distillation
