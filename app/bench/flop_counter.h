// Floating-point operations of what Torch runs, counted from the shapes that its operators are given.
#pragma once

#include <cstdint>

namespace ld3m::bench {

/// Counts, on all threads and while it lives, convolutions, matrix products (linear layers, attention) and
/// their derivatives; a multiplication with its addition is 2. Everything else (norms, activations, sums)
/// is left out. One counter at a time.
class FlopCounter {
public:
    FlopCounter();
    ~FlopCounter();
    FlopCounter(const FlopCounter&) = delete;
    FlopCounter& operator=(const FlopCounter&) = delete;

    double flops() const;

private:
    std::uint64_t m_handle;
};

} // namespace ld3m::bench
