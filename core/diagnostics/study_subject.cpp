#include "core/diagnostics/study_subject.h"

#include "core/distillation/run_parts.h"
#include "core/distillation/sheet.h"
#include "core/projects/run_folder.h"
#include "core/tensor/cores.h"
#include "core/tensor/device.h"

namespace ld3m::diagnostics {

std::int64_t StudySubject::ipc() const {
    return std::max<std::int64_t>(1, stored.recipe.distillation.ipc);
}

std::int64_t StudySubject::classes() const {
    return stored.state.values.latents.size(0) / ipc();
}

std::unique_ptr<StudySubject> openSubject(const std::filesystem::path& run, std::int64_t iteration) {
    const projects::RunFolder folder = projects::RunFolder::open(run);
    auto subject = std::make_unique<StudySubject>();
    subject->run = run;
    subject->iteration = iteration;
    subject->options = tensor::optionsFor(folder.recipe().device);
    subject->stored = distillation::readCheckpoint(folder.checkpointFile(iteration), subject->options);
    return subject;
}

void loadReal(StudySubject& subject, const reports::StudyWatch& watch) {
    if (subject.train)
        return;
    tensor::useThreads(subject.stored.recipe.device.threads);
    tensor::makeDeterministic();
    subject.train = std::make_shared<data::Dataset>(
        data::loadDataset(subject.stored.recipe.dataset, data::Split::train, subject.options,
                          [&](std::int64_t done, std::int64_t total) {
                              watch.progress({"Decoding training images", done, total});
                              watch.checkpoint();
                          }));
}

void loadPrior(StudySubject& subject, const reports::StudyWatch& watch) {
    loadReal(subject, watch);
    if (subject.prior)
        return;
    watch.progress({"Loading the prior", 0, 0});
    priors::PriorContext context = distillation::priorContext(subject.stored.recipe, *subject.train);
    context.checkpoint = [&subject] { subject.checkpoint(); };
    subject.prior = priors::makePrior(subject.stored.recipe, std::move(context), subject.options);
    watch.checkpoint();
}

priors::Learnables oneOf(const priors::Learnables& all, std::int64_t row) {
    const auto cut = [row](const at::Tensor& x_M) { return x_M.defined() ? x_M.narrow(0, row, 1) : x_M; };
    return {cut(all.latents), cut(all.conditioning)};
}

priors::NoiseDraw previewNoise(const StudySubject& subject, std::int64_t row) {
    priors::NoiseDraw noise = subject.prior->noise(subject.stored.state.values, distillation::kPreviewNoise);
    const auto cut = [row](const at::Tensor& x_M) { return x_M.defined() ? x_M.narrow(0, row, 1) : x_M; };
    noise.start = cut(noise.start);
    for (at::Tensor& step : noise.steps)
        step = cut(step);
    return noise;
}

reports::Picture pictureOf(const at::Tensor& image_13HW) {
    const reports::ImageSheet sheet = distillation::toSheet(image_13HW, {"image"}, 0);
    return {sheet.height, sheet.width, sheet.rgb};
}

} // namespace ld3m::diagnostics
