#include "core/kernels/cuda/nearest_code_launch.h"

#include <cmath>

namespace ld3m::kernels {
namespace {

constexpr int kThreads = 128;
constexpr std::int64_t kTileBytes = 32 * 1024;
constexpr std::int64_t kMostTileCodes = 512;

// One thread holds one row of z; the block walks the table together, a tile in shared memory at a time: the
// codes of the tile, then their squared norms. kChannels > 0 keeps the row in registers.
template<typename Real, int kChannels>
__global__ void nearestCodeKernel(const Real* __restrict__ z, const Real* __restrict__ codes,
                                  std::int64_t* __restrict__ index, std::int64_t row_count,
                                  std::int64_t code_count, std::int64_t any_channels,
                                  std::int64_t tile_codes) {
    extern __shared__ unsigned char shared[];
    const std::int64_t channels = kChannels > 0 ? kChannels : any_channels;
    Real* const tile = reinterpret_cast<Real*>(shared);
    Real* const norms = tile + tile_codes * channels;
    const std::int64_t row = static_cast<std::int64_t>(blockIdx.x) * kThreads + threadIdx.x;
    const bool active = row < row_count;
    const Real* const own = z + (active ? row : 0) * channels;

    Real kept[kChannels > 0 ? kChannels : 1];
    Real norm = 0;
    for (std::int64_t d = 0; d < channels; ++d)
        norm += own[d] * own[d];
    if (kChannels > 0)
        for (int d = 0; d < kChannels; ++d)
            kept[d] = own[d];

    Real best = static_cast<Real>(INFINITY);
    std::int64_t nearest = 0;
    for (std::int64_t start = 0; start < code_count; start += tile_codes) {
        const std::int64_t count = min(tile_codes, code_count - start);
        __syncthreads();
        for (std::int64_t i = threadIdx.x; i < count * channels; i += kThreads)
            tile[i] = codes[start * channels + i];
        __syncthreads();
        for (std::int64_t k = threadIdx.x; k < count; k += kThreads) {
            Real sum = 0;
            for (std::int64_t d = 0; d < channels; ++d)
                sum += tile[k * channels + d] * tile[k * channels + d];
            norms[k] = sum;
        }
        __syncthreads();
        for (std::int64_t k = 0; k < count; ++k) {
            Real dot = 0;
            if (kChannels > 0)
                for (int d = 0; d < kChannels; ++d)
                    dot += kept[d] * tile[k * kChannels + d];
            else
                for (std::int64_t d = 0; d < channels; ++d)
                    dot += own[d] * tile[k * channels + d];
            const Real distance = (norm + norms[k]) - 2 * dot;
            if (distance < best) {
                best = distance;
                nearest = start + k;
            }
        }
    }
    if (active)
        index[row] = nearest;
}

template<typename Real, int kChannels>
void launch(const Real* z, const Real* codes, std::int64_t* index, std::int64_t row_count,
            std::int64_t code_count, std::int64_t channels, cudaStream_t stream) {
    const std::int64_t code_bytes = (channels + 1) * static_cast<std::int64_t>(sizeof(Real));
    std::int64_t tile_codes = kTileBytes / code_bytes;
    tile_codes = tile_codes < 1 ? 1 : tile_codes > kMostTileCodes ? kMostTileCodes : tile_codes;
    const auto blocks = static_cast<unsigned>((row_count + kThreads - 1) / kThreads);
    nearestCodeKernel<Real, kChannels>
        <<<blocks, kThreads, static_cast<std::size_t>(tile_codes * code_bytes), stream>>>(
            z, codes, index, row_count, code_count, channels, tile_codes);
}

template<typename Real>
void launchFor(const Real* z, const Real* codes, std::int64_t* index, std::int64_t row_count,
               std::int64_t code_count, std::int64_t channels, cudaStream_t stream) {
    const auto run = channels == 3   ? launch<Real, 3>
                     : channels == 4 ? launch<Real, 4>
                     : channels == 8 ? launch<Real, 8>
                                     : launch<Real, 0>;
    run(z, codes, index, row_count, code_count, channels, stream);
}

} // namespace

void launchNearestCode(const float* z, const float* codes, std::int64_t* index, std::int64_t row_count,
                       std::int64_t code_count, std::int64_t channels, cudaStream_t stream) {
    launchFor(z, codes, index, row_count, code_count, channels, stream);
}

void launchNearestCode(const double* z, const double* codes, std::int64_t* index, std::int64_t row_count,
                       std::int64_t code_count, std::int64_t channels, cudaStream_t stream) {
    launchFor(z, codes, index, row_count, code_count, channels, stream);
}

} // namespace ld3m::kernels
