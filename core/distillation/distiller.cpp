#include "core/distillation/distiller.h"

#include <chrono>
#include <cmath>

#include <ATen/ATen.h>

#include "core/base/error.h"
#include "core/base/log.h"
#include "core/base/process_memory.h"
#include "core/base/text.h"
#include "core/distillation/sheet.h"
#include "core/tensor/device_memory.h"

namespace ld3m::distillation {
namespace {

using Clock = std::chrono::steady_clock;

double secondsSince(Clock::time_point& mark) {
    const Clock::time_point now = Clock::now();
    const double seconds = std::chrono::duration<double>(now - mark).count();
    mark = now;
    return seconds;
}

double normOf(const at::Tensor& gradient) {
    return gradient.defined() ? gradient.norm().item<double>() : 0;
}

} // namespace

Distiller::Distiller(settings::Recipe recipe, RunParts& parts, LearnableState state, RunRecord& record,
                     jobs::Control& control, reports::Published& published)
    : m_recipe(std::move(recipe)), m_parts(parts), m_state(std::move(state)), m_record(record),
      m_control(control), m_published(published),
      m_evaluator(
          m_recipe, m_parts, [this] { m_control.checkpoint(); }, m_published) {
    m_control.onPause([this](bool paused) {
        if (paused)
            saveCheckpoint();
        announce(paused ? reports::RunState::paused : reports::RunState::running);
    });
}

Distiller::~Distiller() {
    m_control.onPause({});
}

void Distiller::run() {
    try {
        announce(reports::RunState::running);
        finishIteration(m_state.iteration >= m_recipe.distillation.iterations);
        while (m_state.iteration < m_recipe.distillation.iterations) {
            m_control.checkpoint();
            applyEdits();
            m_record.event(iterate());
            finishIteration(m_state.iteration >= m_recipe.distillation.iterations);
            m_control.iterationDone();
        }
        announce(reports::RunState::finished);
    } catch (const jobs::Stopped&) {
        saveCheckpoint();
        announce(reports::RunState::stopped);
    }
}

// An iteration that is stopped or fails half way is dropped whole: it works on a copy.
reports::IterationReport Distiller::iterate() {
    const Clock::time_point begin = Clock::now();
    reports::IterationReport report;
    report.iteration = m_state.iteration + 1;
    report.latent_rate = m_recipe.distillation.latent_rate;
    report.conditioning_rate = m_recipe.distillation.conditioning_rate;

    LearnableState next = m_state.copy();
    next.iteration = report.iteration;
    const std::int64_t loops = m_parts.objective->outerLoops();
    for (std::int64_t outer = 0; outer < loops; ++outer)
        updateOnce(next, outer, loops, report);
    m_state = std::move(next);
    report.seconds = std::chrono::duration<double>(Clock::now() - begin).count();
    report.memory = {base::processMemory("VmRSS"), tensor::heldMemory(m_parts.options.device())};
    return report;
}

void Distiller::updateOnce(LearnableState& state, std::int64_t outer, std::int64_t loops,
                           reports::IterationReport& report) {
    const auto stop = [this] { m_control.checkpoint(); };
    objectives::Turn turn(state.iteration, outer);
    turn.learned = state.objective;
    Clock::time_point mark = Clock::now();
    const at::Tensor images_M3HW = m_parts.prior->synthesize(state.values, state.iteration);
    report.phases.synthesize += secondsSince(mark);
    objectives::Match match = m_parts.objective->match(images_M3HW, turn, stop);
    report.phases.match += secondsSince(mark);
    const priors::Learnables gradients = m_parts.prior->pullBack(match.gradient_M3HW);
    const double latentNorm = normOf(gradients.latents);
    const double conditioningNorm = normOf(gradients.conditioning);
    report.phases.pull_back += secondsSince(mark);

    if (!std::isfinite(match.loss) || !std::isfinite(latentNorm) || !std::isfinite(conditioningNorm)) {
        saveCheckpoint();
        throw base::RunError(base::text("The loss is no longer a number at iteration ", report.iteration,
                                        "; iteration ", m_state.iteration,
                                        " is saved: lower distillation.latent_rate and resume."));
    }
    state.update(gradients, m_recipe.distillation);
    state.objective = std::move(match.learned);
    report.phases.update += secondsSince(mark);
    if (outer + 1 < loops) {
        // As published: a prior's images are not made anew for the network's training, pixels have changed by
        // now.
        const bool pixels = m_recipe.prior.kind == settings::PriorKind::pixel;
        m_parts.objective->between(pixels ? state.values.latents : images_M3HW, turn, stop);
        report.phases.match += secondsSince(mark);
    }

    const auto share = static_cast<double>(loops);
    report.loss += match.loss / share;
    report.class_losses.resize(match.class_losses.size());
    for (std::size_t label = 0; label < match.class_losses.size(); ++label)
        report.class_losses[label] += match.class_losses[label] / share;
    report.latent_grad_norm += latentNorm / share;
    report.conditioning_grad_norm += conditioningNorm / share;
    report.student_rate = match.student_rate;
}

void Distiller::applyEdits() {
    const std::vector<jobs::Control::Edit> edits = m_control.takeEdits();
    if (edits.empty())
        return;
    for (const jobs::Control::Edit& edit : edits) {
        try {
            const auto fields = settings::fieldsOf(m_recipe);
            const settings::Field& field = settings::fieldNamed(fields, edit.key);
            if (!field.about().live)
                throw base::InputError(
                    base::text(edit.key, " cannot change during a run: start a new run with it."));
            const settings::Value before = field.value();
            field.set(edit.value);
            m_record.event(reports::SettingChange{m_state.iteration + 1, edit.key, before, field.value()});
        } catch (const base::InputError& problem) {
            base::log::warning(problem.what());
        }
    }
    m_parts.prior->apply(m_recipe.prior);
    m_parts.objective->apply(m_recipe.objective);
}

// Order matters for resuming: whatever belongs to an iteration is on disk before its checkpoint is.
void Distiller::finishIteration(bool last) {
    const bool first = m_state.iteration == 0;
    if (first || last || due(m_recipe.run.preview_every))
        preview();
    if (m_recipe.evaluation.every > 0 && (first || last || due(m_recipe.evaluation.every)) &&
        !m_record.hasEvaluation(m_state.iteration))
        evaluate();
    if (first || last || due(m_recipe.run.checkpoint_every))
        saveCheckpoint();
}

void Distiller::preview() {
    // A run that is taken up: a branch may make other images of this iteration, whose sheet belongs to what
    // was before.
    if (m_record.showStoredSheet(m_state.iteration))
        return;
    const at::Tensor images_M3HW = m_parts.prior->preview(m_state.values, kPreviewNoise);
    const reports::ImageSheet sheet =
        toSheet(m_parts.prior->pixels(images_M3HW), m_parts.train->classNames(), m_state.iteration);
    m_record.sheet(sheet);
    m_record.pictures(sheet);
}

void Distiller::evaluate() {
    announce(reports::RunState::evaluating);
    m_record.evaluation(m_evaluator.evaluate(m_state));
    announce(reports::RunState::running);
}

void Distiller::saveCheckpoint() {
    if (!m_record.hasCheckpoint(m_state.iteration))
        m_record.checkpoint(m_state, m_recipe);
}

bool Distiller::due(std::int64_t every) const {
    return every > 0 && m_state.iteration % every == 0;
}

// States are for those who watch; metrics.jsonl stays equal whether or not a run was paused.
void Distiller::announce(reports::RunState state) {
    m_published.events.send(reports::StateChange{state, m_state.iteration, {}});
}

} // namespace ld3m::distillation
