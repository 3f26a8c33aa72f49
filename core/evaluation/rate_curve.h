// The learning rate and the averaging of the evaluation protocols, as functions of the epoch.
#pragma once

#include <cstdint>

#include "core/settings/evaluation_settings.h"

namespace ld3m::evaluation {

/// Rate of 0-based `epoch`: linear warm-up from 1e-7 of `peak` over the first half, then a cosine to about
/// zero.
///   H = epochs / 2;  e <= H: peak (1e-7 + (1 - 1e-7) e / H);  e > H: peak (1 + cos(pi (e - H - 1) / H)) / 2
/// A single epoch trains at `peak`.
double rateAt(std::int64_t epoch, std::int64_t epochs, double peak);

/// Rate of 0-based `epoch` by `schedule`; E = epochs, integer divisions.
///   warm_up_cosine: rateAt
///   drop:           peak for e <= E/2 + 1, then peak / 10
///   two_drops:      peak for e < 2E/3, peak / 5 for e < 5E/6, then peak / 25
///   cosine:         peak (1 + cos(pi e / E)) / 2
///   constant:       peak
double rateAt(settings::RateSchedule schedule, std::int64_t epoch, std::int64_t epochs, double peak);

/// Passes over the set for `epochs` asked for: `drop` makes one more, as its public code does.
std::int64_t passesOf(settings::RateSchedule schedule, std::int64_t epochs);

/// Whether the optimiser is made anew before `epoch`: with `drop`, when the rate falls.
bool startsAnew(settings::RateSchedule schedule, std::int64_t epoch, std::int64_t epochs);

/// Decay of the weights' average at its `update`-th update (0 copies): min(0.995, n / (n + 1)), so that the
/// average of the first 200 epochs is their plain mean.
double averagingDecay(std::int64_t update);

} // namespace ld3m::evaluation
