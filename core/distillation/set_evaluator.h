// The images of a run and their baselines under the recipe's protocol.
#pragma once

#include <functional>
#include <vector>

#include "core/distillation/learnable_state.h"
#include "core/distillation/run_parts.h"
#include "core/evaluation/judge.h"

namespace ld3m::distillation {

class SetEvaluator {
public:
    /// `parts` must outlive it and hold test images.
    SetEvaluator(const settings::Recipe& recipe, const RunParts& parts, std::function<void()> checkpoint,
                 reports::Published& published);

    /// Judges the images of `state`, with the student rate distilled with them where there is one. Baselines
    /// are measured once and repeated in every table.
    reports::EvaluationTable evaluate(const LearnableState& state);

    /// Rows that an earlier part of the run measured.
    void setBaseline(std::vector<reports::EvaluationRow> rows) { m_judge.setBaselines(std::move(rows)); }

private:
    std::vector<at::Tensor> images(const priors::Learnables& values) const;

    const settings::Recipe& m_recipe;
    const RunParts& m_parts;
    evaluation::Judge m_judge;
};

} // namespace ld3m::distillation
