// A synthetic set and its random-real baseline under one protocol.
#pragma once

#include <functional>
#include <vector>

#include "core/distillation/run_parts.h"
#include "core/reports/evaluation_table.h"

namespace ld3m::distillation {

class SetEvaluator {
public:
    /// `parts` must outlive it and hold test images.
    SetEvaluator(const settings::Recipe& recipe, const RunParts& parts, std::function<void()> checkpoint,
                 reports::Published& published);

    /// Judges the images of `values`. The baseline is measured once and repeated in every table.
    reports::EvaluationTable evaluate(const priors::Learnables& values, std::int64_t iteration);

    /// Rows that an earlier part of the run measured.
    void setBaseline(std::vector<reports::EvaluationRow> rows) { m_baseline = std::move(rows); }

private:
    std::vector<at::Tensor> images(const priors::Learnables& values) const;

    const settings::Recipe& m_recipe;
    const RunParts& m_parts;
    std::function<void()> m_checkpoint;
    reports::Published& m_published;
    std::vector<reports::EvaluationRow> m_baseline;
};

} // namespace ld3m::distillation
