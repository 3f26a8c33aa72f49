// A point that a child process runs now.
#pragma once

#include <string>

#include "core/projects/metrics_file.h"
#include "core/sweeps/child_process.h"
#include "core/sweeps/sweep_folder.h"
#include "core/sweeps/sweep_status.h"

namespace ld3m::sweeps {

class PointRun {
public:
    /// Writes the point's recipe and starts `program run` on it; a run that is there goes on.
    /// @throws base::RunError
    PointRun(const SweepFolder& folder, const SweepPoint& point, const std::filesystem::path& program,
             const ChildProcess::Variables& variables);

    const std::string& id() const { return m_id; }
    ChildProcess& process() { return m_process; }
    const ChildProcess& process() const { return m_process; }
    /// Takes what the run has told since the last call into `status`.
    void follow(PointStatus& status);

private:
    std::string m_id;
    ChildProcess m_process;
    projects::MetricsReader m_metrics;
};

/// What to tell people of a process that ended like this and wrote this on standard error.
std::string sentenceOf(const Ending& ending, const std::string& log);

/// Records that a point failed, with the end of what its process said. @throws base::RunError
void recordFailure(const SweepFolder& folder, const std::string& id, const Ending& ending);

} // namespace ld3m::sweeps
