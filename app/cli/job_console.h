// Shows a running job on a terminal, as plain lines, or as JSON, and takes Ctrl-C to it.
#pragma once

#include <chrono>
#include <string>

#include "app/cli/status_line.h"
#include "core/jobs/job.h"

namespace ld3m::cli {

class JobConsole {
public:
    /// `iterations`: where the job ends, for the bar and the ETA; 0 when it does not iterate.
    JobConsole(std::int64_t iterations, bool json);

    /// Blocks until the job is done; rethrows what it threw.
    /// @returns the exit code: done, or interrupted.
    int follow(jobs::Job& job);

private:
    void drain(jobs::Job& job);
    void show(const reports::Event& event);
    void showIteration(const reports::IterationReport& report);
    void showTraining(const reports::TrainingReport& report);
    void showFigures(const reports::FiguresReport& report);
    void showProgress(const reports::Progress& progress);
    /// On a terminal the line that is drawn over; else plain lines, not too many of them.
    void showLine(const std::string& status_line, const std::string& plain, bool always);
    void line(const std::string& line);

    std::int64_t m_iterations;
    bool m_json;
    StatusLine m_status;
    std::string m_part; ///< of a training that reports
    double m_secondsPerIteration = 0;
    std::chrono::steady_clock::time_point m_lastPlain;
};

/// "ld3m protocol ...: synthetic convnet 28.3 ± 0.5 %, random real convnet 17.1 ± 0.4 %"
std::string describe(const reports::EvaluationTable& table);

} // namespace ld3m::cli
