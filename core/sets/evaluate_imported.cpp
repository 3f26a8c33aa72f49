#include "core/sets/evaluate_imported.h"

#include <algorithm>
#include <array>
#include <optional>

#include <ATen/ATen.h>

#include "core/base/error.h"
#include "core/base/text.h"
#include "core/evaluation/judge.h"
#include "core/sets/class_order.h"
#include "core/sets/import_set.h"
#include "core/sets/normalisation_guess.h"
#include "core/settings/validation.h"
#include "core/tensor/cores.h"
#include "core/tensor/device.h"

namespace ld3m::sets {
namespace {

constexpr std::int64_t kSmallPictures = 32; ///< up to here data sets are taken for CIFAR-like

bool overrides(const ImportRequest& request, const std::string& key) {
    return std::ranges::any_of(request.overrides,
                               [&](const std::string& each) { return each.starts_with(key + "="); });
}

/// The run's settings for an exported set, the defaults for others, with what the request says.
settings::Recipe startingRecipe(const ImportRequest& request, const std::optional<Manifest>& manifest) {
    settings::Recipe recipe = manifest ? manifest->recipe : settings::Recipe();
    for (const std::string& assignment : request.overrides)
        if (!assignment.starts_with("evaluation.") && !assignment.starts_with("dataset.") &&
            !assignment.starts_with("device."))
            throw base::InputError(base::text(
                "ld3m eval of a set takes settings of evaluation, dataset and device only: ", assignment,
                " is none of them."));
    settings::applyOverrides(recipe, request.overrides);
    if (!request.dataset.empty())
        recipe.dataset.path = request.dataset;
    if (recipe.dataset.path.empty())
        throw base::InputError(
            base::text(request.set.string(), " needs real images to be tested on: add --dataset DIR."));
    return recipe;
}

std::optional<settings::Normalisation> settingOf(const std::string& name) {
    const auto& names = settings::Choices<settings::Normalisation>::names;
    const auto found = std::ranges::find(names, name);
    return found == std::end(names)
               ? std::nullopt
               : std::optional(static_cast<settings::Normalisation>(found - std::begin(names)));
}

/// The set's normalisation: as asked, as the set says, or as its values tell.
Normalisation normalisationFor(const DistilledSet& set, const std::string& asked,
                               std::vector<std::string>& notes) {
    if (!asked.empty())
        return normalisationNamed(asked);
    if (set.normalisation) {
        notes.push_back(base::text("Normalisation: ", describe(*set.normalisation), ", as the set says."));
        return *set.normalisation;
    }
    const NormalisationGuess guess = guessNormalisation(set.images_M3HW);
    if (!guess.sure)
        throw base::InputError(base::text(
            "The normalisation of ", set.path.string(), " cannot be told from its values (", guess.evidence,
            "): say --normalisation with one of ",
            base::join(guess.possible.empty()
                           ? std::vector<std::string>{"unit", "half", "cifar10", "imagenet", "released"}
                           : guess.possible,
                       ", "),
            "."));
    notes.push_back(base::text("Normalisation: ", describe(*guess.sure), ", guessed: ", guess.evidence, "."));
    return *guess.sure;
}

/// That of the real images beside it.
settings::Normalisation testNormalisation(const ImportRequest& request, const settings::Recipe& recipe,
                                          const DistilledSet& set, const Normalisation& normalisation) {
    if (overrides(request, "dataset.normalisation") || (set.manifest && request.normalisation.empty()))
        return recipe.dataset.normalisation;
    if (const auto same = settingOf(normalisation.name))
        return *same;
    if (normalisation.name == "unit" && set.resolution() <= kSmallPictures)
        return settings::Normalisation::cifar10;
    return settings::Normalisation::imagenet;
}

at::Tensor networkInput(const DistilledSet& set, const Normalisation& own, settings::Normalisation tested) {
    const auto& names = settings::Choices<settings::Normalisation>::names;
    const Normalisation& wanted = normalisationNamed(names[static_cast<std::size_t>(tested)]);
    // Sets with the mean of generated images were learned, and are judged by their authors, with that shift.
    const bool shifted = own.mean == normalisationNamed("released").mean && own.deviation == wanted.deviation;
    return own == wanted || shifted ? set.images_M3HW : wanted.values(own.pixels(set.images_M3HW));
}

std::int64_t imagesPerClass(const DistilledSet& set) {
    return std::max<std::int64_t>(1, set.size() / set.classes());
}

at::Tensor labelsFor(const DistilledSet& set, const settings::EvaluationSettings& evaluation,
                     std::vector<std::string>& notes) {
    if (!set.soft_MC.defined())
        return set.labels_M;
    if (evaluation.labels == settings::Labels::set)
        return set.soft_MC;
    notes.emplace_back(
        "The set has soft labels, of which only the likeliest class counts: --set evaluation.labels=set "
        "uses them whole.");
    return set.labels_M;
}

} // namespace

ImportedEvaluation evaluateImported(const ImportRequest& request, jobs::Control& control,
                                    reports::Published& published) {
    const auto report = [&](const std::string& what, std::int64_t done, std::int64_t total) {
        published.progress.publish({what, done, total});
        control.checkpoint();
    };
    const auto loading = [&report](const char* what) {
        return [&report, what](std::int64_t done, std::int64_t total) { report(what, done, total); };
    };
    settings::Recipe sizes; // of pictures, before the set is known
    sizes.dataset.resolution = 0;
    for (const std::string& assignment : request.overrides)
        if (assignment.starts_with("dataset.resolution="))
            settings::applyOverride(sizes, assignment);
    DistilledSet set = importSet(request.set, sizes.dataset.resolution, loading("Reading the set"));
    settings::Recipe recipe = startingRecipe(request, set.manifest);
    if (!overrides(request, "dataset.resolution"))
        recipe.dataset.resolution = set.resolution();
    if (recipe.dataset.resolution != set.resolution())
        throw base::InputError(
            base::text("The images of ", request.set.string(), " have ", set.resolution(),
                       " px and are never resized here: leave dataset.resolution out, or set "
                       "evaluation.resolution."));
    ImportedEvaluation result;
    const Normalisation normalisation = normalisationFor(set, request.normalisation, result.notes);
    recipe.dataset.normalisation = testNormalisation(request, recipe, set, normalisation);

    tensor::useThreads(recipe.device.threads);
    tensor::makeDeterministic();
    evaluation::JudgeContext context;
    context.options = tensor::optionsFor(recipe.device);
    context.settings = recipe.evaluation;
    context.resolution = recipe.dataset.resolution;
    context.images_per_class = imagesPerClass(set);
    context.seed = static_cast<std::uint64_t>(recipe.distillation.seed);
    context.checkpoint = [&control] { control.checkpoint(); };
    context.progress = report;
    context.test = std::make_shared<data::Dataset>(data::loadDataset(
        recipe.dataset, data::Split::test, context.options, loading("Decoding test images")));
    set = withClasses(std::move(set), context.test->classNames());
    if (!recipe.evaluation.baselines.empty() || recipe.evaluation.labels == settings::Labels::teacher)
        context.train = std::make_shared<data::Dataset>(data::loadDataset(
            recipe.dataset, data::Split::train, context.options, loading("Decoding training images")));

    const at::Tensor labels = labelsFor(set, recipe.evaluation, result.notes);
    for (const std::vector<std::string>& lines : {set.notes, labelOddities(set)})
        result.notes.insert(result.notes.end(), lines.begin(), lines.end());
    evaluation::Subject subject = evaluation::subjectOf(
        "synthetic", {networkInput(set, normalisation, recipe.dataset.normalisation).to(context.options)},
        labels.to(context.options.device()), recipe.evaluation);
    subject.learned_rate = set.syn_lr;
    evaluation::Judge judge(std::move(context));
    result.table = judge.table(subject, set.manifest ? set.manifest->iteration : 0,
                               set.manifest ? nameOf(recipe.objective.network) : std::string());
    return result;
}

} // namespace ld3m::sets
