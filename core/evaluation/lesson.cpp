#include "core/evaluation/lesson.h"

#include <ATen/ATen.h>

#include "core/evaluation/image_noise.h"
#include "core/evaluation/mixing.h"

namespace ld3m::evaluation {

LessonPlan::LessonPlan(const settings::EvaluationSettings& settings, const data::Dataset& real,
                       Teacher teacher)
    : m_settings(settings), m_real(real), m_teacher(std::move(teacher)),
      m_strategies(data::strategiesNamed(settings.augmentation)) {}

at::Tensor LessonPlan::augmented(const at::Tensor& x_BCHW, at::Generator& generator) const {
    at::Tensor x = m_settings.crop < 1 ? cropEach(x_BCHW, m_settings.crop, generator) : x_BCHW;
    x = data::augmentEach(x, m_strategies, generator);
    if (m_settings.jitter == 0 && m_settings.lighting == 0)
        return x;
    const at::Tensor mean_1311 = m_real.mean().to(x.options()).view({1, 3, 1, 1});
    const at::Tensor deviation_1311 = m_real.deviation().to(x.options()).view({1, 3, 1, 1});
    x = x * deviation_1311 + mean_1311;
    if (m_settings.jitter > 0)
        x = jitterEach(x, m_settings.jitter, generator);
    if (m_settings.lighting > 0)
        x = lightEach(x, m_settings.lighting, generator);
    return (x - mean_1311) / deviation_1311;
}

Lesson LessonPlan::lesson(const at::Tensor& x_BCHW, const at::Tensor& labels,
                          at::Generator& generator) const {
    const Mixed batch = mixed(augmented(x_BCHW, generator), m_settings.mix, m_settings.mix_alpha, generator);
    if (m_settings.labels == settings::Labels::teacher)
        return {batch.x_BCHW, at::softmax(m_teacher(batch.x_BCHW) / m_settings.temperature, 1)};
    if (!batch.partner_B.defined())
        return {batch.x_BCHW, labels};
    return {batch.x_BCHW, mixedLabels(labels, batch, m_real.classes())};
}

} // namespace ld3m::evaluation
