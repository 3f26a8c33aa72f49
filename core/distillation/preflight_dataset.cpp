// Pre-flight: the real images.
#include <algorithm>

#include "core/base/error.h"
#include "core/base/text.h"
#include "core/distillation/preflight_parts.h"
#include "core/reports/spoken.h"

namespace ld3m::distillation {
namespace {

using reports::CheckLevel;
using reports::counted;

const char* choosingKey(const settings::DatasetSettings& dataset) {
    return dataset.subset != settings::Subset::none ? "dataset.subset" : "dataset.classes";
}

/// Counts of the chosen classes in label order; a line and nothing where they cannot be chosen.
std::vector<data::ClassCount> chosenClasses(const settings::Recipe& recipe, const data::DatasetFacts& facts,
                                            reports::PreflightReport& report) {
    std::vector<data::ClassCount> chosen;
    try {
        const auto source = data::openSourceKind(facts.folder);
        for (const std::string& name : data::chooseClasses(*source, data::Split::train, recipe.dataset))
            chosen.push_back(*std::ranges::find(facts.classes, name, &data::ClassCount::name));
    } catch (const base::InputError& problem) {
        report.lines.push_back(lineOf("Classes", problem.what(), choosingKey(recipe.dataset)));
        return {};
    }
    const auto images = [&](std::int64_t data::ClassCount::*split) {
        std::int64_t sum = 0;
        for (const data::ClassCount& one : chosen)
            sum += std::max<std::int64_t>(one.*split, 0);
        return sum;
    };
    report.classes = static_cast<std::int64_t>(chosen.size());
    report.images = images(&data::ClassCount::train);
    const bool all = chosen.size() == facts.classes.size();
    report.lines.push_back(
        {.subject = "Classes",
         .found = base::text(counted(*report.classes, "class", "classes"),
                             all ? "" : base::text(" of the folder's ", facts.classes.size()), ", ",
                             counted(*report.images, "training image", "training images")),
         .key = choosingKey(recipe.dataset)});
    return chosen;
}

void checkTestSplit(const settings::Recipe& recipe, const data::DatasetFacts& facts,
                    const std::vector<data::ClassCount>& chosen, reports::PreflightReport& report) {
    if (recipe.evaluation.every == 0)
        return;
    const auto without =
        std::ranges::find_if(chosen, [](const data::ClassCount& one) { return one.test <= 0; });
    if (without == chosen.end()) {
        std::int64_t images = 0;
        for (const data::ClassCount& one : chosen)
            images += one.test;
        report.lines.push_back({.subject = "Test images",
                                .found = counted(images, "test image", "test images"),
                                .key = "evaluation.every"});
        return;
    }
    report.lines.push_back({CheckLevel::problem, "Test images",
                            facts.hasTest()
                                ? base::text("The class \"", without->name, "\" has no test images.")
                                : std::string("The folder has no test split, which evaluations need."),
                            "Add test images, or switch evaluations off with evaluation.every = 0.",
                            "evaluation.every", settings::Value(std::int64_t{0})});
}

void checkClassSizes(const settings::Recipe& recipe, const std::vector<data::ClassCount>& chosen,
                     reports::PreflightReport& report) {
    const data::ClassCount smallest = *std::ranges::min_element(chosen, {}, &data::ClassCount::train);
    const std::int64_t ipc = recipe.distillation.ipc;
    if (smallest.train == 0)
        report.lines.push_back({CheckLevel::problem, "Images per class",
                                base::text("The class \"", smallest.name, "\" has no training images."),
                                "Add images, or name the other classes in dataset.classes.",
                                "dataset.classes"});
    else if (smallest.train < ipc && recipe.distillation.initial_draw == settings::InitialDraw::distinct)
        report.lines.push_back({CheckLevel::problem, "Images per class",
                                base::text("The class \"", smallest.name, "\" has ",
                                           counted(smallest.train, "training image", "training images"),
                                           ", fewer than distillation.ipc = ", ipc, "."),
                                base::text("Lower distillation.ipc to ", smallest.train, ", or add images."),
                                "distillation.ipc", settings::Value(smallest.train)});
    else if (smallest.train < recipe.objective.real_batch &&
             recipe.objective.kind != settings::ObjectiveKind::trajectory_matching)
        report.lines.push_back(
            {CheckLevel::warning, "Images per class",
             base::text("The smallest class, \"", smallest.name, "\", has ",
                        counted(smallest.train, "training image", "training images"),
                        ", fewer than objective.real_batch = ", recipe.objective.real_batch, "."),
             base::text("An iteration takes what there is; objective.real_batch = ", smallest.train,
                        " says so."),
             "objective.real_batch", settings::Value(smallest.train)});
    else
        report.lines.push_back(
            {.subject = "Images per class",
             .found = base::text(reports::spokenCount(smallest.train), " or more; enough for IPC ", ipc),
             .key = "distillation.ipc"});
}

void checkImages(const settings::Recipe& recipe, const data::DatasetFacts& facts,
                 reports::PreflightReport& report) {
    if (!facts.sizes.broken.empty()) {
        const bool skips = recipe.dataset.skip_broken;
        report.lines.push_back(
            {skips ? CheckLevel::warning : CheckLevel::problem, "Broken images",
             base::text(facts.sizes.broken.size(), " of the ", facts.sizes.looked,
                        " images looked at: ", facts.sizes.broken.front()),
             skips ? "They are left out, as dataset.skip_broken says."
                   : "Mend or remove them, or leave them out with dataset.skip_broken = true.",
             "dataset.skip_broken", skips ? std::nullopt : std::optional<settings::Value>(true)});
    } else {
        report.lines.push_back({.subject = "Broken images",
                                .found = base::text("none among ", facts.sizes.looked, " looked at"),
                                .key = "dataset.skip_broken"});
    }
    // Papers enlarge CIFAR-10; of other folders it is more often a mistake.
    const std::int64_t side = facts.sizes.smallestSide();
    if (side > 0 && side < recipe.dataset.resolution && facts.known != data::Known::cifar10)
        report.lines.push_back(
            {CheckLevel::warning, "Image size",
             base::text("Some images are ", side, " px and would be enlarged to dataset.resolution = ",
                        recipe.dataset.resolution, " px."),
             "Lower dataset.resolution, or take larger images.", "dataset.resolution"});
}

void checkNormalisation(const settings::Recipe& recipe, const data::DatasetFacts& facts,
                        reports::PreflightReport& report) {
    using settings::Normalisation;
    const Normalisation used = recipe.dataset.normalisation;
    const bool fits = used == Normalisation::half ||
                      (used == Normalisation::cifar10 && facts.known == data::Known::cifar10) ||
                      (used == Normalisation::imagenet && facts.ofImageNet());
    if (fits)
        return;
    const Normalisation better = facts.known == data::Known::cifar10 ? Normalisation::cifar10
                                 : facts.ofImageNet()                ? Normalisation::imagenet
                                                                     : Normalisation::half;
    report.lines.push_back({CheckLevel::warning, "Normalisation",
                            base::text("dataset.normalisation = \"", settings::nameOf(used),
                                       "\" has the mean of other images than these."),
                            base::text("Set it to \"", settings::nameOf(better), "\"."),
                            "dataset.normalisation", settings::Value(settings::nameOf(better))});
}

} // namespace

std::vector<data::ClassCount> checkDataset(const settings::Recipe& recipe, const data::DatasetFacts& facts,
                                           reports::PreflightReport& report) {
    report.lines.push_back({.subject = "Dataset",
                            .found = base::text(data::identityOf(facts), "; ", facts.kind, " ",
                                                facts.folder.filename().string()),
                            .key = "dataset.path"});
    const std::vector<data::ClassCount> chosen = chosenClasses(recipe, facts, report);
    if (chosen.empty())
        return chosen;
    checkClassSizes(recipe, chosen, report);
    checkTestSplit(recipe, facts, chosen, report);
    checkImages(recipe, facts, report);
    checkNormalisation(recipe, facts, report);
    return chosen;
}

} // namespace ld3m::distillation
