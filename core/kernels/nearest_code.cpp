#include "core/kernels/nearest_code.h"

#include <limits>

#include <ATen/ops/empty.h>

#include "core/base/error.h"
#include "core/base/text.h"
#include "core/kernels/nearest_code_backend.h"

namespace ld3m::kernels {
namespace {

void check(const at::Tensor& z_ND, const at::Tensor& codes_KD) {
    if (z_ND.dim() != 2 || codes_KD.dim() != 2 || z_ND.size(1) != codes_KD.size(1) || codes_KD.size(0) < 1)
        throw base::RunError(base::text("nearestCode expects z [N, D] and codes [K, D], received ",
                                        z_ND.sizes(), " and ", codes_KD.sizes(), "."));
    if (codes_KD.size(0) > std::numeric_limits<std::int32_t>::max())
        throw base::RunError(
            base::text("nearestCode takes at most 2147483647 codes, received ", codes_KD.size(0), "."));
    const c10::ScalarType type = z_ND.scalar_type();
    if (type != codes_KD.scalar_type() || (type != c10::kFloat && type != c10::kDouble))
        throw base::RunError(
            base::text("nearestCode expects z and codes both in fp32 or both in fp64, received ", type,
                       " and ", codes_KD.scalar_type(), "."));
    if (z_ND.device() != codes_KD.device() || !(z_ND.is_cpu() || z_ND.is_cuda()))
        throw base::RunError(
            base::text("nearestCode expects z and codes on the CPU or on one CUDA device, received ",
                       z_ND.device(), " and ", codes_KD.device(), "."));
}

} // namespace

at::Tensor nearestCode(const at::Tensor& z_ND, const at::Tensor& codes_KD) {
    check(z_ND, codes_KD);
    const at::Tensor index_N =
        at::empty({z_ND.size(0)}, z_ND.options().dtype(at::kLong).requires_grad(false));
    if (z_ND.size(0) == 0)
        return index_N;
    const auto run = z_ND.is_cuda() ? nearestCodeCuda : nearestCodeCpu;
    run(z_ND.detach().contiguous(), codes_KD.detach().contiguous(), index_N);
    return index_N;
}

} // namespace ld3m::kernels
