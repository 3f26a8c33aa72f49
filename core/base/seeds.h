// Named random streams. Every draw of a run comes from a stream keyed by (run seed, purpose, iteration,
// index), so resuming needs no generator state, and the two arms of a twin share their draws whatever either
// arm does.
#pragma once

#include <cstdint>
#include <string_view>

namespace ld3m::base {

/// The seed of one stream, in [0, 2^63). Equal arguments give equal seeds on every machine;
/// different ones give unrelated seeds.
std::uint64_t streamSeed(std::uint64_t runSeed, std::string_view purpose, std::int64_t iteration = 0,
                         std::int64_t index = 0);

} // namespace ld3m::base
