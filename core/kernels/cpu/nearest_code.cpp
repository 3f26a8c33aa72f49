#include <algorithm>
#include <array>
#include <limits>
#include <vector>

#include <ATen/Parallel.h>

#include "core/kernels/nearest_code_backend.h"

namespace ld3m::kernels {
namespace {

// Rows that go through the table together, one in each vector lane: a comparison per lane keeps the first of
// equal distances, which a minimum across lanes would not.
constexpr std::int64_t kLanes = 16;

template<typename Real, typename Index>
void nearestOfLanes(const Real* z_DL, const Real* codes_KD, const Real* norms_K, std::int64_t codes,
                    std::int64_t channels, std::array<Index, kLanes>& index) {
    std::array<Real, kLanes> norm{}, best;
    best.fill(std::numeric_limits<Real>::infinity());
    index.fill(0);
    for (std::int64_t d = 0; d < channels; ++d)
        for (std::int64_t lane = 0; lane < kLanes; ++lane)
            norm[lane] += z_DL[d * kLanes + lane] * z_DL[d * kLanes + lane];
    for (std::int64_t k = 0; k < codes; ++k) {
        std::array<Real, kLanes> dot{};
        for (std::int64_t d = 0; d < channels; ++d)
            for (std::int64_t lane = 0; lane < kLanes; ++lane)
                dot[lane] += z_DL[d * kLanes + lane] * codes_KD[k * channels + d];
        for (std::int64_t lane = 0; lane < kLanes; ++lane) {
            const Real distance = (norm[lane] + norms_K[k]) - 2 * dot[lane];
            const bool nearer = distance < best[lane];
            best[lane] = nearer ? distance : best[lane];
            index[lane] = nearer ? static_cast<Index>(k) : index[lane];
        }
    }
}

// Index is as wide as Real, so that both share vector lanes.
template<typename Real, typename Index>
void nearest(const Real* z_ND, const Real* codes_KD, std::int64_t* index_N, std::int64_t rows,
             std::int64_t codes, std::int64_t channels) {
    std::vector<Real> norms_K(static_cast<std::size_t>(codes), Real{0});
    for (std::int64_t k = 0; k < codes; ++k)
        for (std::int64_t d = 0; d < channels; ++d)
            norms_K[k] += codes_KD[k * channels + d] * codes_KD[k * channels + d];

    const std::int64_t groups = (rows + kLanes - 1) / kLanes;
    at::parallel_for(0, groups, 1, [&](std::int64_t first, std::int64_t last) {
        std::vector<Real> z_DL(static_cast<std::size_t>(channels * kLanes), Real{0});
        std::array<Index, kLanes> index;
        for (std::int64_t group = first; group < last; ++group) {
            const std::int64_t start = group * kLanes, count = std::min(kLanes, rows - start);
            for (std::int64_t lane = 0; lane < count; ++lane)
                for (std::int64_t d = 0; d < channels; ++d)
                    z_DL[d * kLanes + lane] = z_ND[(start + lane) * channels + d];
            nearestOfLanes<Real, Index>(z_DL.data(), codes_KD, norms_K.data(), codes, channels, index);
            std::copy_n(index.begin(), count, index_N + start);
        }
    });
}

} // namespace

void nearestCodeCpu(const at::Tensor& z_ND, const at::Tensor& codes_KD, const at::Tensor& index_N) {
    auto* index = index_N.mutable_data_ptr<std::int64_t>();
    const std::int64_t rows = z_ND.size(0), codes = codes_KD.size(0), channels = z_ND.size(1);
    if (z_ND.scalar_type() == c10::kFloat)
        nearest<float, std::int32_t>(z_ND.const_data_ptr<float>(), codes_KD.const_data_ptr<float>(), index,
                                     rows, codes, channels);
    else
        nearest<double, std::int64_t>(z_ND.const_data_ptr<double>(), codes_KD.const_data_ptr<double>(), index,
                                      rows, codes, channels);
}

} // namespace ld3m::kernels
