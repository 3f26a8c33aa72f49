#include "core/tensor/side_by_side.h"

#include <ATen/Parallel.h>
#include <omp.h>

namespace ld3m::tensor {
namespace {

/// The first operator of a thread that could split its work sets the thread's count. It happens once in here,
/// so that it cannot happen later: the header's inline code and the library remember it apart.
void letTorchSetItsThreads() {
    at::internal::lazy_init_num_threads();
    static_cast<void>(at::get_num_threads());
}

} // namespace

void sideBySide(std::int64_t count, const std::function<void(std::int64_t)>& body) {
    at::parallel_for(0, count, 1, [&](std::int64_t from, std::int64_t to) {
        // oneDNN plans a convolution for omp_get_max_threads() threads, whatever region it stands in; a plan
        // for more threads than it gets waits for them for ever. The setting ends with this region.
        if (omp_in_parallel()) {
            letTorchSetItsThreads();
            omp_set_num_threads(1);
        }
        for (std::int64_t i = from; i < to; ++i)
            body(i);
    });
}

} // namespace ld3m::tensor
