#include "core/evaluation/real_network.h"

#include <ATen/ATen.h>
#include <ATen/core/grad_mode.h>

#include "core/evaluation/cohort.h"

namespace ld3m::evaluation {
namespace {

constexpr double kRate = 0.01;

settings::EvaluationSettings trainingSettings(const settings::EvaluationSettings& judged) {
    settings::EvaluationSettings training;
    training.runs = 1;
    training.batch = 256;
    training.schedule = settings::RateSchedule::cosine;
    training.average = false;
    training.width = judged.width;
    return training;
}

} // namespace

RealNetwork::RealNetwork(settings::NetworkKind kind, const settings::EvaluationSettings& settings,
                         std::int64_t resolution, const data::Dataset& train,
                         const EvaluationContext& context, const c10::TensorOptions& options)
    : m_kind(kind),
      m_network(networks::makeNetwork(
          kind, {.resolution = resolution, .classes = train.classes(), .width = settings.width})) {
    const settings::EvaluationSettings training = trainingSettings(settings);
    const LessonPlan plan(training, train, {});
    const RealSet images(train, resolution, options);
    Cohort cohort("real " + nameOf(kind), *m_network, training, plan, context, options);
    std::int64_t done = 0;
    cohort.train({&images}, {settings.teacher_epochs, kRate},
                 [&] { context.progress(++done, settings.teacher_epochs); });
    for (const at::Tensor& parameter : cohort.tested(0))
        m_parameters.push_back(parameter.detach());
}

at::Tensor RealNetwork::score(const at::Tensor& x_BCHW) const {
    const at::NoGradGuard noGraph;
    return m_network->forward(x_BCHW, m_parameters);
}

at::Tensor RealNetwork::embed(const at::Tensor& x_BCHW) const {
    const at::NoGradGuard noGraph;
    return m_network->embed(x_BCHW, m_parameters);
}

} // namespace ld3m::evaluation
