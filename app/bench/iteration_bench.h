// Real iterations of prior, objective and optimiser on random images, measured.
#pragma once

#include "app/bench/bench_options.h"
#include "app/bench/measurement.h"

namespace ld3m::bench {

/// @throws base::InputError: a model that cannot be read or does not fit the options.
Measurement measureIterations(const BenchOptions& options);

} // namespace ld3m::bench
