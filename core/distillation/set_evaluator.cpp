#include "core/distillation/set_evaluator.h"

#include <chrono>

#include "core/distillation/learnable_state.h"
#include "core/evaluation/evaluation.h"

namespace ld3m::distillation {

SetEvaluator::SetEvaluator(const settings::Recipe& recipe, const RunParts& parts, std::function<void()> checkpoint,
                           reports::Published& published)
    : m_recipe(recipe), m_parts(parts), m_checkpoint(std::move(checkpoint)), m_published(published) {}

std::vector<at::Tensor> SetEvaluator::images(const priors::Learnables& values) const {
    const std::int64_t draws =
        m_recipe.evaluation.decode == settings::Decode::per_run ? m_recipe.evaluation.runs : 1;
    std::vector<at::Tensor> images;
    // Training iterations count from 1 up: the draws after the first come from below.
    for (std::int64_t draw = 0; draw < draws; ++draw)
        images.push_back(m_parts.prior->preview(values, kPreviewNoise - draw));
    return images;
}

reports::EvaluationTable SetEvaluator::evaluate(const priors::Learnables& values, std::int64_t iteration) {
    const auto begin = std::chrono::steady_clock::now();
    const auto judge = [this](const char* set, const char* what, const std::vector<at::Tensor>& images) {
        const evaluation::EvaluationContext context{
            .test = *m_parts.test,
            .seed = static_cast<std::uint64_t>(m_recipe.distillation.seed),
            .checkpoint = m_checkpoint,
            .progress = [this, what](std::int64_t done, std::int64_t total) {
                m_published.progress.publish({what, done, total});
            }};
        return evaluation::evaluateSet(set, images, labelsFor(m_recipe, *m_parts.train, m_parts.options),
                                       m_recipe.evaluation, m_recipe.dataset.resolution, context, m_parts.options);
    };
    reports::EvaluationTable table;
    table.iteration = iteration;
    table.protocol = evaluation::protocolName(m_recipe.evaluation, *m_parts.test);
    table.rows = judge("synthetic", "Evaluating the synthetic set", images(values));
    if (!m_recipe.evaluation.baselines.empty() && m_baseline.empty())
        m_baseline = judge("random real", "Evaluating random real images", {baselineImages(m_recipe, *m_parts.train)});
    table.rows.insert(table.rows.end(), m_baseline.begin(), m_baseline.end());
    table.seconds = std::chrono::duration<double>(std::chrono::steady_clock::now() - begin).count();
    return table;
}

} // namespace ld3m::distillation
