#include "core/training/k_means.h"

#include <ATen/ATen.h>

#include "core/base/seeds.h"
#include "core/kernels/nearest_code.h"
#include "core/tensor/random.h"

namespace ld3m::training {

Clusters clustersOf(const at::Tensor& z_ND, const at::Tensor& index_N, std::int64_t count) {
    return {
        at::zeros({count}, z_ND.options()).index_add_(0, index_N, at::ones({z_ND.size(0)}, z_ND.options())),
        at::zeros({count, z_ND.size(1)}, z_ND.options()).index_add_(0, index_N, z_ND)};
}

at::Tensor someRows(const at::Tensor& z_ND, std::int64_t count, std::uint64_t seed) {
    const at::Tensor order_N =
        at::randperm(z_ND.size(0), tensor::generator(seed), c10::TensorOptions(c10::kLong)).to(z_ND.device());
    const at::Tensor place_C = at::arange(count, order_N.options()).remainder(z_ND.size(0));
    return z_ND.index_select(0, order_N.index_select(0, place_C));
}

at::Tensor kMeans(const at::Tensor& z_ND, std::int64_t count, std::int64_t iterations, std::uint64_t seed) {
    at::Tensor centres_KD = someRows(z_ND, count, base::streamSeed(seed, "k_means", 0));
    for (std::int64_t i = 1; i <= iterations; ++i) {
        const Clusters clusters = clustersOf(z_ND, kernels::nearestCode(z_ND, centres_KD), count);
        const at::Tensor empty_K1 = (clusters.count_K == 0).unsqueeze(1);
        centres_KD = at::where(empty_K1, someRows(z_ND, count, base::streamSeed(seed, "k_means", i)),
                               clusters.sum_KD / clusters.count_K.clamp_min(1).unsqueeze(1));
    }
    return centres_KD;
}

} // namespace ld3m::training
