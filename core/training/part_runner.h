// Takes the parts of a training through their steps: reports, pictures, checkpoints, and continuing where it
// stopped.
#pragma once

#include <chrono>
#include <vector>

#include "core/jobs/control.h"
#include "core/projects/metrics_file.h"
#include "core/reports/run_events.h"
#include "core/training/training_folder.h"
#include "core/training/training_part.h"

namespace ld3m::training {

class PartRunner {
public:
    /// With what is on disk in `folder`, the metrics are first cut back to the last checkpoint.
    PartRunner(const TrainingFolder& folder, const settings::TrainingRunSettings& run, jobs::Control& control,
               reports::Published& published);

    /// What the part gave, if it was finished before. Parts are asked for, and run, in one fixed order.
    std::optional<tensor::StateDict> finished(const std::string& part, std::int64_t steps);
    /// Runs it to its end and keeps its result. @throws jobs::Stopped with the state saved; base::RunError
    tensor::StateDict run(TrainingPart& part);

    void event(const reports::Event& event);
    /// Tells those who watch, not the file.
    void announce(reports::RunState state);
    std::int64_t iteration() const { return m_before + m_step; }

private:
    struct Sums {
        at::Tensor loss;
        std::vector<std::pair<std::string, at::Tensor>> terms;
        std::int64_t steps = 0;
    };

    void restore(TrainingPart& part);
    void step(TrainingPart& part);
    void save(const TrainingPart& part);
    void add(const StepOutcome& outcome);
    void report(const TrainingPart& part, double rate);
    void picture(TrainingPart& part);

    const TrainingFolder& m_folder;
    settings::TrainingRunSettings m_run;
    jobs::Control& m_control;
    reports::Published& m_published;
    std::optional<projects::MetricsWriter> m_metrics;
    std::int64_t m_before = 0; ///< steps of the parts before this one
    std::int64_t m_step = 0;   ///< steps done in this one
    std::int64_t m_saved = -1; ///< step of the checkpoint on disk
    Sums m_sums;
    std::chrono::steady_clock::time_point m_since;
};

} // namespace ld3m::training
