#include "core/base/seeds.h"

namespace ld3m::base {
namespace {

// SplitMix64's finaliser: every input bit reaches every output bit.
std::uint64_t mix(std::uint64_t z) {
    z = (z ^ (z >> 30)) * 0xBF58476D1CE4E5B9ull;
    z = (z ^ (z >> 27)) * 0x94D049BB133111EBull;
    return z ^ (z >> 31);
}

std::uint64_t absorb(std::uint64_t state, std::uint64_t value) {
    return mix(state + 0x9E3779B97F4A7C15ull + mix(value + 0xD1B54A32D192ED03ull));
}

} // namespace

std::uint64_t streamSeed(std::uint64_t runSeed, std::string_view purpose, std::int64_t iteration,
                         std::int64_t index) {
    std::uint64_t state = absorb(0, runSeed);
    for (const char letter : purpose)
        state = absorb(state, static_cast<unsigned char>(letter));
    state = absorb(state, purpose.size());
    state = absorb(state, static_cast<std::uint64_t>(iteration));
    state = absorb(state, static_cast<std::uint64_t>(index));
    return state >> 1;
}

} // namespace ld3m::base
