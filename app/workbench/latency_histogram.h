// How long the window keeps people waiting, in buckets that end at a frame, at what is felt, and beyond.
#pragma once

#include <array>
#include <cstdint>
#include <string>

namespace ld3m::workbench {

/// Upper ends of the buckets, in milliseconds; the last bucket is open.
constexpr std::array kLatencyBuckets = {1.0, 2.0, 4.0, 8.0, 16.0, 33.0, 50.0};
using LatencyHistogram = std::array<std::int64_t, kLatencyBuckets.size() + 1>;

std::size_t latencyBucket(double milliseconds);
/// One line a bucket, with a bar.
std::string toText(const LatencyHistogram& histogram);

} // namespace ld3m::workbench
