#include "core/base/error.h"
#include "core/kernels/nearest_code_backend.h"

namespace ld3m::kernels {

void nearestCodeCuda(const at::Tensor&, const at::Tensor&, const at::Tensor&) {
    throw base::RunError(
        "This build has no CUDA kernels: set device.kind = \"cpu\", or build with LD3M_CUDA=ON.");
}

} // namespace ld3m::kernels
