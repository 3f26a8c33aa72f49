#include "app/session/record_evaluation.h"

#include "core/files/atomic_file.h"
#include "core/projects/metrics_file.h"
#include "core/projects/run_folder.h"
#include "core/projects/run_lock.h"
#include "core/reports/run_events_json.h"

namespace ld3m::session {

bool recordEvaluation(const std::filesystem::path& runFolder, const reports::EvaluationTable& table,
                      bool ownRun) {
    const projects::RunFolder run = projects::RunFolder::open(runFolder);
    if (!ownRun && projects::RunLock::held(run.lockFile()))
        return false;
    if (!std::filesystem::exists(run.evaluationFile(table.iteration)))
        files::writeAtomically(run.evaluationFile(table.iteration), reports::toJsonLine(table) + "\n");
    projects::MetricsWriter(run.metricsFile()).append(table);
    return true;
}

} // namespace ld3m::session
