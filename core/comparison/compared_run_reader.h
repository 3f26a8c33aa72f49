// One run of a comparison as its folder says it, read on as it grows.
#pragma once

#include <cstdint>
#include <filesystem>
#include <utility>
#include <vector>

#include "core/comparison/compared_run.h"
#include "core/projects/metrics_file.h"
#include "core/projects/run_folder.h"

namespace ld3m::comparison {

/// What curves show of some iterations.
struct CurveBatch {
    std::vector<double> iterations;
    std::vector<double> losses;
    std::vector<double> latent_norms;
    std::vector<double> conditioning_norms; ///< NaN where the prior has no c
};

/// Belongs to one thread, which need not be the UI's.
class ComparedRunReader {
public:
    /// @throws base::InputError when the folder is no run
    explicit ComparedRunReader(const std::filesystem::path& folder);

    /// Reads what was added. @returns whether there was anything new
    /// @throws base::InputError when the run is gone or one of its files is broken
    bool update();

    const ComparedRun& run() const { return m_run; }
    const std::vector<std::int64_t>& sheets() const { return m_sheets; } ///< iterations with stored images
    /// How many iterations were known before the last update that still stand.
    std::size_t knownBefore() const { return m_knownBefore; }
    /// The last update found another name than the one before it.
    bool wasRenamed() const { return m_renamed; }
    /// The last update found the run taken up from an earlier point: its curves are to be drawn anew.
    bool wasCut() const { return m_metrics.restarted(); }
    /// Of the iterations from this place on.
    CurveBatch curves(std::size_t first) const;

private:
    bool describe();
    bool readMetrics();
    bool readEvaluations();

    projects::RunFolder m_folder;
    projects::MetricsReader m_metrics;
    ComparedRun m_run;
    std::vector<reports::IterationReport> m_reports; ///< without the losses of single classes
    std::vector<reports::EvaluationTable> m_told;    ///< in the metrics
    std::vector<reports::EvaluationTable> m_stored;  ///< in files of their own
    std::vector<std::pair<std::int64_t, std::filesystem::file_time_type>> m_storedStamp;
    std::vector<std::int64_t> m_sheets;
    std::size_t m_knownBefore = 0;
    bool m_renamed = false;
};

} // namespace ld3m::comparison
