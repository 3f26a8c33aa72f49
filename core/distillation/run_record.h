// What a run writes down: every event goes to metrics.jsonl and to whoever watches; sheets, evaluations and
// checkpoints go to their files.
#pragma once

#include "core/distillation/learnable_state.h"
#include "core/projects/metrics_file.h"
#include "core/projects/run_copies.h"
#include "core/projects/run_folder.h"
#include "core/reports/run_events.h"

namespace ld3m::distillation {

class RunRecord {
public:
    RunRecord(const projects::RunFolder& folder, reports::Published& published);

    /// @throws base::RunError when the disk refuses.
    void event(const reports::Event& event);
    void sheet(const reports::ImageSheet& sheet);
    void evaluation(const reports::EvaluationTable& table);
    void checkpoint(const LearnableState& state, const settings::Recipe& recipe);

    /// Publishes the sheet that is on disk already; false when there is none.
    bool showStoredSheet(std::int64_t iteration);
    bool hasEvaluation(std::int64_t iteration) const;
    bool hasCheckpoint(std::int64_t iteration) const;
    /// Contact sheet of the newest images as images/last.png (and of the first as images/first.png).
    void pictures(const reports::ImageSheet& sheet) const;

private:
    const projects::RunFolder& m_folder;
    reports::Published& m_published;
    projects::MetricsWriter m_metrics;
    projects::RunCopies m_copies;
};

} // namespace ld3m::distillation
