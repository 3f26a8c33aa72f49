#include "core/evaluation/cohort.h"

#include <algorithm>

#include <ATen/ATen.h>

#include "core/base/seeds.h"
#include "core/evaluation/rate_curve.h"
#include "core/tensor/cores.h"
#include "core/tensor/random.h"

namespace ld3m::evaluation {
namespace {

constexpr std::size_t kStretch = 16; // steps between two looks at a stop

StudentRule ruleOf(const settings::EvaluationSettings& settings) {
    return {.optimiser = settings.optimiser,
            .momentum = settings.momentum,
            .weight_decay = settings.weight_decay,
            .average = settings.average,
            .temperature = settings.labels == settings::Labels::teacher ? settings.temperature : 1};
}

} // namespace

Cohort::Cohort(const std::string& name, const networks::Network& network,
               const settings::EvaluationSettings& settings, const LessonPlan& plan,
               const EvaluationContext& context, const c10::TensorOptions& options)
    : m_settings(settings), m_plan(plan), m_context(context), m_options(options) {
    for (std::int64_t run = 0; run < settings.runs; ++run) {
        at::Generator fresh = tensor::generator(base::streamSeed(context.seed, "evaluation." + name, 0, run));
        m_trainees.push_back(
            {Student(network, networks::initialise(network, fresh, options), ruleOf(settings)),
             tensor::generator(base::streamSeed(context.seed, "evaluation." + name + ".draws", 0, run))});
    }
}

void Cohort::each(std::int64_t count, const std::function<void(std::int64_t)>& body) const {
    if (m_options.device().is_cpu())
        return tensor::sideBySide(count, body);
    for (std::int64_t i = 0; i < count; ++i)
        body(i);
}

void Cohort::shuffle(Trainee& trainee, std::int64_t size) const {
    const at::Tensor order_M = at::randperm(size, trainee.generator, c10::TensorOptions(c10::kLong));
    trainee.batches = order_M.to(m_options.device()).split(m_settings.batch);
}

/// Up to kStretch steps from batch `from` on. @returns the batch that follows
std::size_t Cohort::trainSome(Trainee& trainee, const TrainingSet& set, std::size_t from, double rate) const {
    const std::size_t to = std::min(from + kStretch, trainee.batches.size());
    for (std::size_t i = from; i < to; ++i) {
        const auto [x_BCHW, labels] = set.batch(trainee.batches[i]);
        const Lesson lesson = m_plan.lesson(x_BCHW, labels, trainee.generator);
        trainee.student.step(lesson.x_BCHW, lesson.target, rate, &trainee.generator);
    }
    return to;
}

void Cohort::train(const std::vector<const TrainingSet*>& sets, const Course& course,
                   const std::function<void()>& epochDone) {
    const auto runs = static_cast<std::int64_t>(m_trainees.size());
    const std::int64_t passes = passesOf(m_settings.schedule, course.epochs);
    for (std::int64_t epoch = 0; epoch < passes; ++epoch) {
        const double rate = rateAt(m_settings.schedule, epoch, course.epochs, course.rate);
        const bool anew = startsAnew(m_settings.schedule, epoch, course.epochs);
        std::vector<std::size_t> done(m_trainees.size(), 0);
        bool more = true;
        while (more) {
            m_context.checkpoint();
            each(runs, [&](std::int64_t run) {
                const auto i = static_cast<std::size_t>(run);
                const TrainingSet& set = *sets[i % sets.size()];
                Trainee& trainee = m_trainees[i];
                if (done[i] == 0) {
                    shuffle(trainee, set.size());
                    if (anew)
                        trainee.student.restart();
                }
                if (done[i] < trainee.batches.size())
                    done[i] = trainSome(trainee, set, done[i], rate);
            });
            more = false;
            for (std::size_t i = 0; i < done.size(); ++i)
                more = more || done[i] < m_trainees[i].batches.size();
        }
        for (Trainee& trainee : m_trainees)
            trainee.student.endEpoch();
        epochDone();
    }
}

at::Tensor Cohort::test(const std::vector<TestPiece>& pieces) const {
    const std::int64_t classes = m_context.test.classes();
    std::vector<at::Tensor> answers(pieces.size());
    each(static_cast<std::int64_t>(pieces.size()), [&](std::int64_t i) {
        const TestPiece& piece = pieces[static_cast<std::size_t>(i)];
        const at::Tensor images_B3HW =
            resized(m_context.test.batch(piece.label, piece.indices), m_settings.resolution);
        std::vector<at::Tensor> byRun;
        for (const Trainee& trainee : m_trainees)
            byRun.push_back(trainee.student.score(images_B3HW).argmax(1).bincount({}, classes));
        answers[static_cast<std::size_t>(i)] = at::stack(byRun);
    });
    at::Tensor counts_RCC =
        at::zeros({static_cast<std::int64_t>(m_trainees.size()), classes, classes}, at::kLong);
    const at::Tensor answers_PRC = at::stack(answers).to(at::kCPU, at::kLong);
    for (std::size_t i = 0; i < pieces.size(); ++i)
        counts_RCC.select(1, pieces[i].label).add_(answers_PRC[static_cast<std::int64_t>(i)]);
    return counts_RCC;
}

} // namespace ld3m::evaluation
