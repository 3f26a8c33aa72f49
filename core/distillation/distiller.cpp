#include "core/distillation/distiller.h"

#include <chrono>
#include <cmath>

#include <ATen/ATen.h>

#include "core/base/error.h"
#include "core/base/log.h"
#include "core/base/text.h"
#include "core/distillation/sheet.h"

namespace ld3m::distillation {
namespace {

using Clock = std::chrono::steady_clock;

double secondsSince(Clock::time_point& mark) {
    const Clock::time_point now = Clock::now();
    const double seconds = std::chrono::duration<double>(now - mark).count();
    mark = now;
    return seconds;
}

double normOf(const at::Tensor& gradient) { return gradient.defined() ? gradient.norm().item<double>() : 0; }

} // namespace

Distiller::Distiller(settings::Recipe recipe, RunParts& parts, LearnableState state, RunRecord& record,
                     jobs::Control& control, reports::Published& published)
    : m_recipe(std::move(recipe)), m_parts(parts), m_state(std::move(state)), m_record(record), m_control(control),
      m_published(published),
      m_evaluator(m_recipe, m_parts, [this] { m_control.checkpoint(); }, m_published) {
    m_control.onPause([this](bool paused) {
        if (paused)
            saveCheckpoint();
        announce(paused ? reports::RunState::paused : reports::RunState::running);
    });
}

Distiller::~Distiller() { m_control.onPause({}); }

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

reports::IterationReport Distiller::iterate() {
    const Clock::time_point begin = Clock::now();
    Clock::time_point mark = begin;
    reports::IterationReport report;
    report.iteration = m_state.iteration + 1;
    report.latent_rate = m_recipe.distillation.latent_rate;
    report.conditioning_rate = m_recipe.distillation.conditioning_rate;

    const at::Tensor images_M3HW = m_parts.prior->synthesize(m_state.values, report.iteration);
    report.phases.synthesize = secondsSince(mark);
    objectives::Match match =
        m_parts.objective->match(images_M3HW, report.iteration, [this] { m_control.checkpoint(); });
    report.phases.match = secondsSince(mark);
    const priors::Learnables gradients = m_parts.prior->pullBack(match.gradient_M3HW);
    report.latent_grad_norm = normOf(gradients.latents);
    report.conditioning_grad_norm = normOf(gradients.conditioning);
    report.phases.pull_back = secondsSince(mark);

    if (!std::isfinite(match.loss) || !std::isfinite(report.latent_grad_norm) ||
        !std::isfinite(report.conditioning_grad_norm)) {
        saveCheckpoint();
        throw base::RunError(base::text("The loss is no longer a number at iteration ", report.iteration,
                                        "; iteration ", m_state.iteration,
                                        " is saved: lower distillation.latent_rate and resume."));
    }
    m_state.update(gradients, m_recipe.distillation);
    report.loss = match.loss;
    report.class_losses = std::move(match.class_losses);
    report.phases.update = secondsSince(mark);
    report.seconds = std::chrono::duration<double>(Clock::now() - begin).count();
    return report;
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
                throw base::InputError(base::text(edit.key, " cannot change during a run: start a new run with it."));
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
    const at::Tensor images_M3HW = m_parts.prior->preview(m_state.values, kPreviewNoise);
    const reports::ImageSheet sheet =
        toSheet(m_parts.prior->pixels(images_M3HW), m_parts.train->classNames(), m_state.iteration);
    m_record.sheet(sheet);
    m_record.pictures(sheet);
}

void Distiller::evaluate() {
    announce(reports::RunState::evaluating);
    m_record.evaluation(m_evaluator.evaluate(m_state.values, m_state.iteration));
    announce(reports::RunState::running);
}

void Distiller::saveCheckpoint() {
    if (!m_record.hasCheckpoint(m_state.iteration))
        m_record.checkpoint(m_state, m_recipe);
}

bool Distiller::due(std::int64_t every) const { return every > 0 && m_state.iteration % every == 0; }

// States are for those who watch; metrics.jsonl stays equal whether or not a run was paused.
void Distiller::announce(reports::RunState state) {
    m_published.events.send(reports::StateChange{state, m_state.iteration, {}});
}

} // namespace ld3m::distillation
