// The loop: synthesize, match, pull back, step, report; with previews, evaluations, checkpoints and live
// edits at their cadences.
#pragma once

#include "core/distillation/learnable_state.h"
#include "core/distillation/run_parts.h"
#include "core/distillation/run_record.h"
#include "core/distillation/set_evaluator.h"
#include "core/jobs/control.h"

namespace ld3m::distillation {

class Distiller {
public:
    /// Works on the given parts until run() returns; all must outlive it.
    Distiller(settings::Recipe recipe, RunParts& parts, LearnableState state, RunRecord& record,
              jobs::Control& control, reports::Published& published);

    ~Distiller();

    /// Iterates until recipe.distillation.iterations are done or the control asks to stop; a checkpoint of
    /// the last complete iteration is on disk either way.
    /// @throws base::RunError when the loss is no longer a number (the last good state is saved)
    void run();

    /// Rows of the random-real baseline that an earlier part of this run measured.
    void setBaseline(std::vector<reports::EvaluationRow> rows) { m_evaluator.setBaseline(std::move(rows)); }

private:
    reports::IterationReport iterate();
    /// Synthesize, match, pull back, step; adds its share of `loops` to the report.
    void updateOnce(LearnableState& state, std::int64_t outer, std::int64_t loops,
                    reports::IterationReport& report);
    void applyEdits();
    void finishIteration(bool last);
    void preview();
    void evaluate();
    void saveCheckpoint();
    bool due(std::int64_t every) const;
    void announce(reports::RunState state);

    settings::Recipe m_recipe;
    RunParts& m_parts;
    LearnableState m_state;
    RunRecord& m_record;
    jobs::Control& m_control;
    reports::Published& m_published;
    SetEvaluator m_evaluator;
};

} // namespace ld3m::distillation
