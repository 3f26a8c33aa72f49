// One line about a run: what the run tree shows, and what may be done with it.
#pragma once

#include <filesystem>
#include <optional>
#include <string>

#include "core/projects/metrics_file.h"
#include "core/projects/run_folder.h"
#include "core/projects/run_notes.h"
#include "core/reports/run_events.h"

namespace ld3m::session {

struct RunSummary {
    std::filesystem::path folder;
    std::string name;    ///< as people call it now
    std::string created; ///< ISO 8601, UTC
    std::string parent;  ///< id (folder name) of the run that it branched from; empty for none
    std::int64_t parent_iteration = 0;
    projects::RunNotes notes; ///< its name is in `name` already
    /// As far as a folder tells: preparing or running while it is held, then finished, stopped (nothing would
    /// be lost by resuming) or, where its process died, still running. Whoever runs it knows more.
    reports::RunState state = reports::RunState::preparing;
    bool held = false;              ///< a process is writing it now
    std::int64_t iteration = 0;     ///< done
    std::int64_t iterations = 0;    ///< asked for
    std::optional<double> accuracy; ///< newest evaluation of the synthetic set, mean over networks, in [0,1]
    std::int64_t checkpoint = -1;   ///< newest; -1 for none

    bool operator==(const RunSummary&) const = default;

    /// It was on, and the process that wrote it is gone.
    bool interrupted() const;
    /// Nobody writes it, it is not finished, and it has a checkpoint to go on from.
    bool resumable() const;
};

/// "running", "finished", "interrupted", ...
std::string badgeOf(const RunSummary& summary);

/// Keeps the summary of one run folder up to date, reading only what was added.
class RunSummarizer {
public:
    /// @throws base::InputError when the folder is no run
    explicit RunSummarizer(const std::filesystem::path& folder);
    /// @throws base::InputError when the run is gone
    const RunSummary& update();

private:
    void take(const reports::Event& event);
    void takeNotes();

    std::filesystem::file_time_type m_noted = {}; ///< of the notes that were read last
    projects::RunFolder m_run;
    RunSummary m_summary;
    projects::MetricsReader m_reader;
};

/// Mean accuracy of the rows about the synthetic set; nothing when there are none.
std::optional<double> syntheticAccuracy(const reports::EvaluationTable& table);

} // namespace ld3m::session
