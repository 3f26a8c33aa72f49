// Where a point stands, by its folder.
#pragma once

#include "core/sweeps/result_cache.h"
#include "core/sweeps/sweep_folder.h"
#include "core/sweeps/sweep_status.h"

namespace ld3m::sweeps {

/// Reads its run anew. Cancelled ones are told by the arrangement, not here.
PointStatus pointStatus(const SweepFolder& folder, const SweepPoint& point);

/// Where every point stands, without running anything. Reads all runs that are not known to be finished: not
/// for a window's thread.
SweepStatus statusOf(const SweepFolder& folder);
/// The same; `results` is that folder's and learns what is finished.
SweepStatus statusOf(const SweepFolder& folder, ResultCache& results);

} // namespace ld3m::sweeps
