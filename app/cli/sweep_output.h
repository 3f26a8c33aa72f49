// A sweep as text: its table, its CSV file, and the lines that tell how it goes.
#pragma once

#include <string>
#include <vector>

#include "core/projects/run_result.h"
#include "core/sweeps/sweep_folder.h"
#include "core/sweeps/sweep_status.h"

namespace ld3m::cli {

/// A point and what came of it.
struct SweepRow {
    sweeps::PointStatus status;
    std::vector<std::string> settings; ///< values of the varied keys, as a person reads them
    projects::RunResult result;        ///< empty where it has no run
};

/// Reads all runs, in the order of `status`.
std::vector<SweepRow> rowsOf(const sweeps::SweepFolder& folder, const sweeps::SweepStatus& status);

/// A line a point: id, varied settings, state, accuracy, loss, seconds. Where seeds vary, a second table with
/// mean ± deviation over them.
std::string sweepTable(const sweeps::SweepPlan& plan, const std::vector<SweepRow>& rows);
/// The same for programs, numbers unrounded.
std::string sweepCsv(const sweeps::SweepPlan& plan, const std::vector<SweepRow>& rows);
/// Points with their settings, before anything is run.
std::string pointTable(const sweeps::SweepPlan& plan, const std::vector<sweeps::SweepPoint>& points);

/// "seed-3  finished  loss 1.2  accuracy 31.2 %  0:00:10"
std::string pointLine(const sweeps::PointStatus& point);
/// "[####....] 13 of 24 finished, 2 running, 1 failed  ETA 0:10:00"
std::string sweepLine(const sweeps::SweepStatus& status);

} // namespace ld3m::cli
