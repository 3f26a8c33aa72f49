#include "core/distillation/set_evaluator.h"

#include <optional>

#include <ATen/ATen.h>

namespace ld3m::distillation {
namespace {

evaluation::JudgeContext judgeContext(const settings::Recipe& recipe, const RunParts& parts,
                                      std::function<void()> checkpoint, reports::Published& published) {
    evaluation::JudgeContext context;
    context.settings = recipe.evaluation;
    context.resolution = recipe.dataset.resolution;
    context.images_per_class = recipe.distillation.ipc;
    context.seed = static_cast<std::uint64_t>(recipe.distillation.seed);
    context.train = parts.train;
    context.test = parts.test;
    context.options = parts.options;
    context.checkpoint = std::move(checkpoint);
    context.progress = [&published](const std::string& what, std::int64_t done, std::int64_t total) {
        published.progress.publish({what, done, total});
    };
    return context;
}

/// What trajectory matching learned beside the images; what it starts from before its first match.
std::optional<double> learnedRate(const settings::ObjectiveSettings& objective,
                                  const objectives::Learned& learned) {
    if (objective.kind != settings::ObjectiveKind::trajectory_matching)
        return std::nullopt;
    const auto found = learned.find("student_rate");
    return found == learned.end() ? objective.student_rate : found->second.item<double>();
}

} // namespace

SetEvaluator::SetEvaluator(const settings::Recipe& recipe, const RunParts& parts,
                           std::function<void()> checkpoint, reports::Published& published)
    : m_recipe(recipe), m_parts(parts),
      m_judge(judgeContext(recipe, parts, std::move(checkpoint), published)) {}

std::vector<at::Tensor> SetEvaluator::images(const priors::Learnables& values) const {
    const std::int64_t draws =
        m_recipe.evaluation.decode == settings::Decode::per_run ? m_recipe.evaluation.runs : 1;
    std::vector<at::Tensor> images;
    // Training iterations count from 1 up: the draws after the first come from below.
    for (std::int64_t draw = 0; draw < draws; ++draw)
        images.push_back(m_parts.prior->preview(values, kPreviewNoise - draw));
    return images;
}

reports::EvaluationTable SetEvaluator::evaluate(const LearnableState& state) {
    evaluation::Subject subject =
        evaluation::subjectOf("synthetic", images(state.values),
                              labelsFor(m_recipe, *m_parts.train, m_parts.options), m_recipe.evaluation);
    subject.learned_rate = learnedRate(m_recipe.objective, state.objective);
    return m_judge.table(subject, state.iteration, nameOf(m_recipe.objective.network));
}

} // namespace ld3m::distillation
