#include "core/sets/export_run.h"

#include <algorithm>

#include <ATen/ATen.h>

#include "core/base/error.h"
#include "core/base/text.h"
#include "core/distillation/checkpoint.h"
#include "core/distillation/sheet.h"
#include "core/files/atomic_file.h"
#include "core/files/sha256.h"
#include "core/projects/run_folder.h"
#include "core/projects/run_numbers.h"
#include "core/projects/sheet_file.h"
#include "core/sets/bundle.h"
#include "core/sets/draft_folder.h"
#include "core/sets/manifest.h"
#include "core/sets/pictures.h"
#include "core/tensor/cores.h"
#include "core/tensor/device.h"
#include "generated/version.h"

namespace ld3m::sets {
namespace {

namespace fs = std::filesystem;

std::vector<std::string> classFolders(const projects::RunFolder& run) {
    const std::vector<std::int64_t> sheets = run.sheets();
    if (sheets.empty())
        throw base::InputError(base::text(run.path().string(),
                                          " holds no image sheet, which names its classes: let "
                                          "the run go on for an iteration."));
    return projects::readSheet(run.sheetFile(sheets.back())).class_names;
}

/// The checkpoint's recipe, on the device that is wanted now.
settings::Recipe effectiveRecipe(settings::Recipe recipe, const std::vector<std::string>& overrides) {
    for (const std::string& assignment : overrides) {
        if (!assignment.starts_with("device."))
            throw base::InputError(base::text("ld3m export changes the device only: ", assignment,
                                              " is not one of the device settings."));
        settings::applyOverride(recipe, assignment);
    }
    return recipe;
}

/// The images would be others', and nobody would see it.
void requireThePrior(const settings::Recipe& recipe, const projects::Provenance& provenance) {
    if (recipe.prior.kind == settings::PriorKind::pixel || provenance.prior_hash.empty())
        return;
    if (files::sha256Of(recipe.prior.checkpoint) != provenance.prior_hash)
        throw base::InputError(base::text(recipe.prior.checkpoint,
                                          " is not the prior of this run any more (its SHA-256 "
                                          "was ",
                                          provenance.prior_hash, "): put that file back."));
}

Manifest manifestOf(const projects::RunFolder& run, const settings::Recipe& recipe,
                    const projects::RunNumbers& history, const std::vector<std::string>& folders) {
    Manifest manifest;
    manifest.made_by = std::string("LD3M Workbench ") + kVersion;
    manifest.run = run.provenance().name;
    manifest.created = run.provenance().created;
    manifest.device = tensor::describe(tensor::optionsFor(recipe.device));
    manifest.ipc = recipe.distillation.ipc;
    manifest.resolution = recipe.dataset.resolution;
    for (const std::string& folder : folders)
        manifest.classes.push_back(classNamed(folder));
    manifest.normalisation = normalisationOf(recipe);
    manifest.prior_hash = run.provenance().prior_hash;
    manifest.syn_lr = history.studentRate();
    manifest.evaluation = history.newestEvaluation();
    manifest.recipe = recipe;
    return manifest;
}

/// Range and overshoot of the values, for those who wonder whether they read them rightly.
void measure(Manifest& manifest, const at::Tensor& images_M3HW, const at::Tensor& pixels_M3HW) {
    manifest.range = {images_M3HW.min().item<double>(), images_M3HW.max().item<double>()};
    // Undoing the normalisation may leave the last bit beyond the end.
    constexpr double kRounding = 1e-4;
    const at::Tensor outside = pixels_M3HW.lt(-kRounding).logical_or(pixels_M3HW.gt(1 + kRounding));
    manifest.outside = outside.to(at::kFloat).mean().item<double>();
}

} // namespace

Exported exportRun(const fs::path& runPath, std::optional<std::int64_t> iteration, const fs::path& to,
                   const std::vector<std::string>& overrides, jobs::Control& control,
                   reports::Published& published) {
    DraftFolder draft(to);
    const projects::RunFolder run = projects::RunFolder::open(runPath);
    const std::int64_t chosen = run.chosenCheckpoint(iteration);
    const c10::TensorOptions options = tensor::optionsFor(effectiveRecipe(run.recipe(), overrides).device);
    distillation::Checkpoint checkpoint = distillation::readCheckpoint(run.checkpointFile(chosen), options);
    const settings::Recipe recipe = effectiveRecipe(checkpoint.recipe, overrides);
    const std::vector<std::string> folders = classFolders(run);
    tensor::useThreads(recipe.device.threads);
    tensor::makeDeterministic();
    requireThePrior(recipe, run.provenance());

    published.progress.publish({"Making the images", 0, 0});
    const auto prior = setPrior(recipe, options, [&control] { control.checkpoint(); });
    const SetLatents latents{checkpoint.state.values,
                             prior->noise(checkpoint.state.values, distillation::kPreviewNoise)};
    const at::Tensor images_M3HW = prior->render(latents.values, latents.noise);
    const at::Tensor pixels_M3HW = prior->pixels(images_M3HW);
    const at::Tensor labels_M =
        at::arange(static_cast<std::int64_t>(folders.size()), c10::TensorOptions(c10::kLong))
            .repeat_interleave(recipe.distillation.ipc);

    const projects::RunNumbers history = projects::numbersUpTo(run, chosen);
    Manifest manifest = manifestOf(run, recipe, history, folders);
    manifest.iteration = chosen;
    measure(manifest, images_M3HW, pixels_M3HW);

    writeTorchPair(draft.path(), images_M3HW, labels_M);
    writePixels(draft.path(), pixels_M3HW.clamp(0, 1), labels_M);
    writeLatents(draft.path(), latents);
    files::EventFile events(history.began);
    addScalars(events, history);
    const reports::ImageSheet sheet = distillation::toSheet(pixels_M3HW, folders, chosen);
    manifest.left_out = writePictures(draft.path(), sheet, [&](std::int64_t done, std::int64_t total) {
        published.progress.publish({"Writing pictures", done, total});
        control.checkpoint();
    });
    addPicture(events, draft.path(), sheet, history.wallAt(chosen));
    events.write(draft.path());
    files::writeAtomically(draft.path() / "metrics.csv", toCsv(history));
    writeManifest(draft.path() / "manifest.json", manifest);
    draft.takePlace();
    return {chosen, images_M3HW.size(0), manifest.left_out};
}

} // namespace ld3m::sets
