// What a batch goes through before a student's step: augmentation, mixing, the teacher's answer.
#pragma once

#include <functional>
#include <vector>

#include "core/data/augmentation.h"
#include "core/data/dataset.h"
#include "core/settings/evaluation_settings.h"

namespace ld3m::evaluation {

/// Class scores of the network that gives labels: images [B, 3, H, W] to [B, classes], without graph.
using Teacher = std::function<at::Tensor(const at::Tensor& x_BCHW)>;

struct Lesson {
    at::Tensor x_BCHW;
    at::Tensor target; ///< labels int64 [B], or probabilities [B, classes]
};

class LessonPlan {
public:
    /// `real` tells normalisation and classes and must outlive the plan; `teacher` is asked when labels are a
    /// teacher's.
    LessonPlan(const settings::EvaluationSettings& settings, const data::Dataset& real, Teacher teacher);

    /// Normalised images [B, 3, H, W] with labels int64 [B] or probabilities [B, classes]. All draws come
    /// from `generator`, in order: crop, DSA, jitter, lighting, mix.
    Lesson lesson(const at::Tensor& x_BCHW, const at::Tensor& labels, at::Generator& generator) const;

private:
    at::Tensor augmented(const at::Tensor& x_BCHW, at::Generator& generator) const;

    const settings::EvaluationSettings& m_settings;
    const data::Dataset& m_real;
    Teacher m_teacher;
    std::vector<data::Strategy> m_strategies;
};

} // namespace ld3m::evaluation
