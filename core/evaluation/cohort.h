// The fresh networks of one row: independent of each other, so on the CPU they train side by side.
#pragma once

#include <string>
#include <vector>

#include "core/evaluation/evaluation.h"
#include "core/evaluation/lesson.h"
#include "core/evaluation/student.h"
#include "core/evaluation/test_pieces.h"
#include "core/evaluation/training_set.h"

namespace ld3m::evaluation {

/// How long the networks of a row train.
struct Course {
    std::int64_t epochs = 1;
    double rate = 0.01; ///< peak
};

class Cohort {
public:
    /// `settings.runs` students of `network`, whose draws come from the streams "evaluation.NAME" and
    /// "evaluation.NAME.draws" of the context's seed. Everything given must outlive the cohort.
    Cohort(const std::string& name, const networks::Network& network,
           const settings::EvaluationSettings& settings, const LessonPlan& plan,
           const EvaluationContext& context, const c10::TensorOptions& options);

    /// Run i trains on sets[i % count]. `epochDone` is called after each pass.
    void train(const std::vector<const TrainingSet*>& sets, const Course& course,
               const std::function<void()>& epochDone);

    /// Answers of each run, int64 [runs, classes, classes]: entry [run, true, answered]; on the CPU.
    at::Tensor test(const std::vector<TestPiece>& pieces) const;

    /// The weights of one run that are tested.
    const networks::Parameters& tested(std::size_t run) const { return m_trainees[run].student.tested(); }

private:
    /// A student with the generator of its batch orders, augmentations and dropout.
    struct Trainee {
        Student student;
        at::Generator generator;
        std::vector<at::Tensor> batches = {}; ///< rows of this epoch's
    };

    void each(std::int64_t count, const std::function<void(std::int64_t)>& body) const;
    void shuffle(Trainee& trainee, std::int64_t size) const;
    std::size_t trainSome(Trainee& trainee, const TrainingSet& set, std::size_t from, double rate) const;

    const settings::EvaluationSettings& m_settings;
    const LessonPlan& m_plan;
    const EvaluationContext& m_context;
    c10::TensorOptions m_options;
    std::vector<Trainee> m_trainees;
};

} // namespace ld3m::evaluation
