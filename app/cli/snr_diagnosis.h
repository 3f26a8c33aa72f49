// ld3m diagnose --kind snr: how steady the gradient norms of one or two runs are, from their metrics alone.
#pragma once

#include "app/cli/diagnose_options.h"

namespace ld3m::cli {

/// Prints each run's ratio and fitted trend. @throws base::InputError: no run, nothing measured yet, bad
/// ranges
int diagnoseSnr(const DiagnoseOptions& options);

} // namespace ld3m::cli
