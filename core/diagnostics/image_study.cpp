#include "core/diagnostics/image_study.h"

#include <mutex>

#include <ATen/ATen.h>

#include "core/base/error.h"
#include "core/base/text.h"
#include "core/diagnostics/nearest_real.h"
#include "core/diagnostics/study_subject.h"
#include "core/priors/latent_diffusion_prior.h"
#include "core/projects/run_folder.h"

namespace ld3m::diagnostics {
namespace {

std::vector<double> rowNorms(const at::Tensor& x_M) {
    const at::Tensor norms_M = x_M.detach().flatten(1).to(at::kCPU, at::kDouble).norm(2, 1).contiguous();
    const auto* first = norms_M.const_data_ptr<double>();
    return {first, first + norms_M.numel()};
}

reports::StudyNorms normsOf(const StudySubject& subject) {
    reports::StudyNorms norms{.iteration = subject.iteration, .ipc = subject.ipc(), .images = {}};
    for (const double norm : rowNorms(subject.stored.state.values.latents))
        norms.images.push_back({.latents = norm});
    if (subject.stored.state.values.conditioning.defined()) {
        const std::vector<double> conditioning = rowNorms(subject.stored.state.values.conditioning);
        for (std::size_t i = 0; i < conditioning.size(); ++i)
            norms.images[i].conditioning = conditioning[i];
    }
    return norms;
}

/// One iteration that changes nothing: the one that follows the checkpoint.
void addGradients(StudySubject& subject, reports::StudyNorms& norms, const reports::StudyWatch& watch) {
    loadPrior(subject, watch);
    if (!subject.objective)
        subject.objective = objectives::makeObjective(subject.stored.recipe, *subject.train, subject.options);
    objectives::Turn turn(subject.iteration + 1);
    turn.learned = subject.stored.state.objective;
    watch.progress({"Gradient: images", 0, 3});
    const at::Tensor images_M3HW = subject.prior->synthesize(subject.stored.state.values, turn.iteration);
    watch.progress({"Gradient: matching", 1, 3});
    const objectives::Match match = subject.objective->match(images_M3HW, turn, watch.checkpoint);
    watch.progress({"Gradient: to Z and c", 2, 3});
    const priors::Learnables gradients = subject.prior->pullBack(match.gradient_M3HW);
    const std::vector<double> latents = rowNorms(gradients.latents);
    for (std::size_t i = 0; i < latents.size(); ++i)
        norms.images[i].latents_gradient = latents[i];
    if (gradients.conditioning.defined()) {
        const std::vector<double> conditioning = rowNorms(gradients.conditioning);
        for (std::size_t i = 0; i < conditioning.size(); ++i)
            norms.images[i].conditioning_gradient = conditioning[i];
    }
    norms.whole = true;
}

reports::StudyDenoising denoisingOf(StudySubject& subject, std::int64_t row,
                                    const reports::StudyWatch& watch) {
    if (subject.stored.recipe.prior.kind != settings::PriorKind::latent_diffusion)
        throw base::InputError(base::text("prior.kind = \"",
                                          settings::nameOf(subject.stored.recipe.prior.kind),
                                          "\" has no reverse steps: only images of a latent diffusion prior "
                                          "have a denoising strip."));
    loadPrior(subject, watch);
    watch.progress({"Denoising", 0, 0});
    auto& prior = dynamic_cast<priors::LatentDiffusionPrior&>(*subject.prior);
    const std::vector<at::Tensor> images =
        prior.renderStates(oneOf(subject.stored.state.values, row), previewNoise(subject, row));
    const diffusion::ReverseSchedule& schedule = prior.schedule();
    reports::StudyDenoising strip{
        .iteration = subject.iteration, .residual = settings::nameOf(schedule.residual), .frames = {}};
    for (std::size_t k = 0; k < images.size(); ++k) {
        reports::DenoisingFrame frame{.state = static_cast<std::int64_t>(k),
                                      .picture = pictureOf(prior.pixels(images[k]))};
        if (k < schedule.steps.size()) {
            frame.t = schedule.steps[k].t;
            if (schedule.residual != settings::Residual::off)
                frame.weight = schedule.steps[k].weight;
        }
        strip.frames.push_back(std::move(frame));
    }
    return strip;
}

} // namespace

struct ImageStudy::Kept {
    std::mutex mutex;
    std::unique_ptr<StudySubject> subject;
    std::optional<reports::StudyNorms> norms; ///< of the subject
    std::unique_ptr<NearestReal> nearest;
};

ImageStudy::ImageStudy() : m_kept(std::make_unique<Kept>()) {}
ImageStudy::~ImageStudy() = default;

void ImageStudy::forget() {
    const std::lock_guard lock(m_kept->mutex);
    m_kept->subject.reset();
    m_kept->norms.reset();
    m_kept->nearest.reset();
}

namespace {

/// The kept subject where it is the one that is asked for. Another checkpoint of the same run keeps all that
/// is loaded: only what may change within a run can have changed.
void provide(std::unique_ptr<StudySubject>& kept, const std::filesystem::path& run, std::int64_t iteration) {
    if (kept && kept->run == run && kept->iteration == iteration)
        return;
    std::unique_ptr<StudySubject> next = openSubject(run, iteration);
    if (!kept || kept->run != run) {
        kept = std::move(next);
        return;
    }
    kept->iteration = iteration;
    kept->stored = std::move(next->stored);
    if (kept->prior)
        kept->prior->apply(kept->stored.recipe.prior);
    if (kept->objective)
        kept->objective->apply(kept->stored.recipe.objective);
}

} // namespace

void ImageStudy::ask(const reports::StudyQuestion& question, const reports::StudyWatch& watch) {
    if (question.run.empty()) {
        forget();
        return;
    }
    const std::lock_guard lock(m_kept->mutex);
    watch.checkpoint();
    const projects::RunFolder folder = projects::RunFolder::open(question.run);
    const std::int64_t iteration =
        question.iteration ? folder.nearestCheckpoint(*question.iteration) : folder.newestCheckpoint();
    const std::unique_ptr<StudySubject>& subject = m_kept->subject;
    const bool same = subject && subject->run == question.run && subject->iteration == iteration;
    if (!same)
        m_kept->norms.reset();
    if (!subject || subject->run != question.run)
        m_kept->nearest.reset();
    provide(m_kept->subject, question.run, iteration);
    if (question.label < 0 || question.label >= subject->classes() || question.image < 0 ||
        question.image >= subject->ipc())
        throw base::InputError(base::text("The run has no image ", question.image, " of class ",
                                          question.label, ": it learns ", subject->classes(), " classes of ",
                                          subject->ipc(), " images, counted from 0."));
    subject->checkpoint = watch.checkpoint;
    const std::int64_t row = question.label * subject->ipc() + question.image;
    switch (question.part) {
    case reports::StudyPart::norms:
        if (!m_kept->norms)
            m_kept->norms = normsOf(*subject);
        if (!m_kept->norms->whole && question.gradients) {
            watch.answered(*m_kept->norms);
            addGradients(*subject, *m_kept->norms, watch);
        }
        watch.answered(*m_kept->norms);
        break;
    case reports::StudyPart::denoising:
        watch.answered(denoisingOf(*subject, row, watch));
        break;
    case reports::StudyPart::nearest: {
        loadPrior(*subject, watch);
        if (!m_kept->nearest)
            m_kept->nearest = std::make_unique<NearestReal>(*subject);
        const at::Tensor image_13HW =
            subject->prior
                ->pixels(subject->prior->render(oneOf(subject->stored.state.values, row),
                                                previewNoise(*subject, row)))
                .clamp(0, 1);
        watch.answered(m_kept->nearest->search(*subject, image_13HW, question, watch));
        break;
    }
    }
    subject->checkpoint = [] {};
}

} // namespace ld3m::diagnostics
