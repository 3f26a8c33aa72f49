#include "core/objectives/pieces.h"

#include <algorithm>

#include <ATen/core/Tensor.h>

namespace ld3m::objectives {
namespace {

/// Bytes of the first block's features that one piece may take: half of a core's second-level cache on the
/// CPU; on a device only memory bounds it.
constexpr std::int64_t kPieceBytes = std::int64_t(1) << 21;
constexpr std::int64_t kDevicePieceBytes = std::int64_t(1) << 30;

} // namespace

std::int64_t pieceSize(const at::Tensor& x_BCHW, const networks::Parameters& parameters) {
    const std::int64_t pixels = x_BCHW.size(2) * x_BCHW.size(3);
    const std::int64_t bytes = parameters.front().size(0) * pixels * x_BCHW.element_size();
    return std::max<std::int64_t>((x_BCHW.is_cpu() ? kPieceBytes : kDevicePieceBytes) / bytes, 1);
}

} // namespace ld3m::objectives
