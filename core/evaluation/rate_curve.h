// The learning rate and the averaging of the evaluation protocol, as functions of the epoch.
#pragma once

#include <cstdint>

namespace ld3m::evaluation {

/// Rate of 0-based `epoch`: linear warm-up from 1e-7 of `peak` over the first half, then a cosine to about
/// zero.
///   H = epochs / 2;  e <= H: peak (1e-7 + (1 - 1e-7) e / H);  e > H: peak (1 + cos(pi (e - H - 1) / H)) / 2
/// A single epoch trains at `peak`.
double rateAt(std::int64_t epoch, std::int64_t epochs, double peak);

/// Decay of the weights' average at its `update`-th update (0 copies): min(0.995, n / (n + 1)), so that the
/// average of the first 200 epochs is their plain mean.
double averagingDecay(std::int64_t update);

} // namespace ld3m::evaluation
