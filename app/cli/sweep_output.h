// A sweep as text: its table, its CSV file, and the lines that tell how it goes.
#pragma once

#include <string>

#include "core/sweeps/sweep_table.h"

namespace ld3m::cli {

/// A line a point: id, varied settings, state, accuracy, loss, seconds. Where seeds vary, a second table with
/// mean ± deviation over them.
std::string sweepText(const sweeps::SweepTable& table);
/// The same for programs, numbers unrounded.
std::string sweepCsv(const sweeps::SweepTable& table);
/// Points with their settings, before anything is run.
std::string pointTable(const sweeps::SweepTable& table);

/// "seed-3  finished  loss 1.2  accuracy 31.2 %  0:00:10"
std::string pointLine(const sweeps::PointStatus& point);
/// "[####....] 13 of 24 finished, 2 running, 1 failed  ETA 0:10:00"
std::string sweepLine(const sweeps::SweepStatus& status);

} // namespace ld3m::cli
