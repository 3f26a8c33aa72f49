#include <c10/cuda/CUDAException.h>
#include <c10/cuda/CUDAGuard.h>
#include <c10/cuda/CUDAStream.h>

#include "core/base/error.h"
#include "core/base/text.h"
#include "core/kernels/cuda/nearest_code_launch.h"
#include "core/kernels/nearest_code_backend.h"

namespace ld3m::kernels {
namespace {

template<typename Real>
void run(const at::Tensor& z_ND, const at::Tensor& codes_KD, const at::Tensor& index_N) {
    launchNearestCode(z_ND.const_data_ptr<Real>(), codes_KD.const_data_ptr<Real>(),
                      index_N.mutable_data_ptr<std::int64_t>(), z_ND.size(0), codes_KD.size(0), z_ND.size(1),
                      c10::cuda::getCurrentCUDAStream().stream());
}

} // namespace

void nearestCodeCuda(const at::Tensor& z_ND, const at::Tensor& codes_KD, const at::Tensor& index_N) {
    if (z_ND.size(1) > kMostChannels)
        throw base::RunError(base::text("nearestCode takes at most ", kMostChannels,
                                        " channels on a CUDA device, received ", z_ND.size(1), "."));
    const c10::cuda::CUDAGuard guard(z_ND.device());
    if (z_ND.scalar_type() == c10::kFloat)
        run<float>(z_ND, codes_KD, index_N);
    else
        run<double>(z_ND, codes_KD, index_N);
    C10_CUDA_CHECK(cudaGetLastError());
}

} // namespace ld3m::kernels
