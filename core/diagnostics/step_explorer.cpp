#include "core/diagnostics/step_explorer.h"

#include <algorithm>

#include <ATen/ops/arange.h>

#include "core/base/error.h"
#include "core/base/text.h"
#include "core/diagnostics/arms.h"
#include "core/diagnostics/gradient_flow.h"
#include "core/diagnostics/measured_iteration.h"
#include "core/diffusion/reverse_schedule.h"
#include "core/distillation/learnable_state.h"
#include "core/distillation/sheet.h"
#include "core/priors/latent_diffusion_prior.h"
#include "core/priors/memory_probe.h"
#include "core/projects/run_folder.h"
#include "core/tensor/device.h"

namespace ld3m::diagnostics {
namespace {

constexpr std::int64_t kDraw = 1; ///< the first training iteration's noise, network and batches

/// What stands for "with": the recipe's own residual, its sampler and curve.
settings::Residual residualOf(const settings::PriorSettings& prior) {
    return prior.residual == settings::Residual::off ? settings::Residual::released : prior.residual;
}

FlowPlan planOf(const settings::Recipe& recipe, const std::vector<std::int64_t>& steps) {
    FlowPlan plan{
        .arms = {{"with", residualOf(recipe.prior), {}, {}}, armNamed("off")}, .steps = {}, .draws = 1};
    for (const std::int64_t each : steps)
        if (std::ranges::find(plan.steps, each) == plan.steps.end())
            plan.steps.push_back(each);
    return plan;
}

void requireReverseSteps(const settings::Recipe& recipe) {
    if (recipe.prior.kind != settings::PriorKind::latent_diffusion)
        throw base::InputError(base::text("prior.kind = \"", settings::nameOf(recipe.prior.kind),
                                          "\" has no reverse steps to explore: choose prior.kind = "
                                          "\"latent_diffusion\"."));
}

class Explorer {
public:
    Explorer(FlowSubject& subject, FlowPlan plan, const reports::StepWatch& watch)
        : m_subject(subject), m_plan(std::move(plan)), m_watch(watch), m_classes(subject.train->classes()),
          m_images(subject.learnables.latents.size(0)) {
        for (const std::int64_t steps : m_plan.steps)
            m_total += steps * (m_classes + kPasses * 2 * m_images);
    }

    void explore() {
        for (const std::int64_t steps : m_plan.steps) {
            reports::StepPoint point = withImages(steps);
            m_watch.measured(point);
            // The recipe's arm last: by then nothing has to be set up any more, and its time is told.
            const bool residual = m_subject.recipe.prior.residual != settings::Residual::off;
            const auto with = [&] { measure(point, m_plan.arms.front(), point.with); };
            if (!residual)
                with();
            measure(point, m_plan.arms.back(), point.without);
            if (residual)
                with();
            m_watch.measured(point);
        }
        tell("Done", 0);
    }

private:
    static constexpr std::int64_t kPasses = 3; ///< an iteration's work in units of a plain reverse step

    std::unique_ptr<priors::LatentDiffusionPrior> priorOf(const Arm& arm, std::int64_t steps) const {
        priors::PriorContext context = m_subject.context;
        context.checkpoint = m_watch.checkpoint;
        return std::make_unique<priors::LatentDiffusionPrior>(
            m_subject.model, arm.on(m_subject.recipe.prior, steps), std::move(context), m_subject.options);
    }
    Arm recipeArm() const { return {"recipe", m_subject.recipe.prior.residual, {}, {}}; }

    void tell(const std::string& what, std::int64_t work) {
        m_watch.checkpoint();
        m_watch.progress({what, m_done, m_total});
        m_done += work;
    }

    /// The first image of each class with the noise of every preview: what the run's own sheets would show.
    reports::StepPoint withImages(std::int64_t steps) {
        tell(base::text("Images at T = ", steps), steps * m_classes);
        const auto prior = priorOf(recipeArm(), steps);
        const at::Tensor rows =
            at::arange(0, m_images, m_images / m_classes, m_subject.options.dtype(c10::kLong));
        const auto first = [&](const at::Tensor& x_M) {
            return x_M.defined() ? x_M.index_select(0, rows) : x_M;
        };
        priors::NoiseDraw noise = prior->noise(m_subject.learnables, distillation::kPreviewNoise);
        noise.start = first(noise.start);
        for (at::Tensor& step : noise.steps)
            step = first(step);
        const priors::Learnables chosen{first(m_subject.learnables.latents),
                                        first(m_subject.learnables.conditioning)};
        reports::StepPoint point;
        point.steps = steps;
        point.reverse_steps =
            static_cast<std::int64_t>(diffusion::timestepsOf(m_subject.recipe.prior.timesteps, steps).size());
        point.sheet = distillation::toSheet(prior->pixels(prior->render(chosen, noise)),
                                            m_subject.train->classNames(), 0);
        return point;
    }

    void measure(reports::StepPoint& point, const Arm& arm, std::optional<reports::StepNorms>& norms) {
        tell(base::text("Gradient at T = ", point.steps,
                        arm.residual == settings::Residual::off ? ", without residual" : ", with residual"),
             point.steps * kPasses * m_images);
        const auto prior = priorOf(arm, point.steps);
        const MeasuredIteration made = measureIteration(*prior, m_subject, kDraw, m_watch.checkpoint);
        norms = made.norms;
        if (arm.residual != m_subject.recipe.prior.residual)
            return; // time and memory are those of the recipe's arm
        point.phases = made.phases;
        point.seconds = made.phases.synthesize + made.phases.match + made.phases.pull_back;
        point.peak_bytes = made.peak_bytes;
        point.memory = settings::nameOf(prior->plan().mode);
    }

    FlowSubject& m_subject;
    FlowPlan m_plan;
    const reports::StepWatch& m_watch;
    std::int64_t m_classes;
    std::int64_t m_images;
    std::int64_t m_done = 0; ///< reverse steps of one image, an iteration's counted kPasses times
    std::int64_t m_total = 0;
};

reports::StepSubject subjectFor(const reports::StepQuestion& question, const FlowSubject& loaded,
                                std::int64_t iteration) {
    return {.iteration = iteration,
            .of_run = !question.run.empty(),
            .recipe_steps = loaded.recipe.prior.steps,
            .residual = settings::nameOf(residualOf(loaded.recipe.prior)),
            .device = tensor::describe(loaded.options),
            .memory_total = priors::memoryOf(loaded.options.device()).total,
            .images = loaded.learnables.latents.size(0)};
}

} // namespace

void exploreSteps(const reports::StepQuestion& question, const reports::StepWatch& watch) {
    settings::Recipe recipe =
        question.run.empty() ? question.recipe : projects::RunFolder::open(question.run).recipe();
    for (const std::string& assignment : question.overrides)
        settings::applyOverride(recipe, assignment);
    requireReverseSteps(recipe);
    requireMeasurable(recipe, planOf(recipe, question.steps));
    const LoadingProgress loading = [&](const char* what, std::int64_t done, std::int64_t total) {
        watch.progress({what, done, total});
    };
    const std::int64_t iteration =
        question.run.empty() ? 0
                             : projects::RunFolder::open(question.run).nearestCheckpoint(question.iteration);
    FlowSubject subject = question.run.empty() ? subjectOfRecipe(recipe, loading, watch.checkpoint)
                                               : subjectOfRun(question.run, iteration, question.overrides,
                                                              loading, watch.checkpoint);
    FlowPlan plan = planOf(subject.recipe, question.steps);
    watch.begun(subjectFor(question, subject, iteration));
    Explorer(subject, std::move(plan), watch).explore();
}

} // namespace ld3m::diagnostics
