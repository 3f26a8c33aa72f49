#include "core/priors/image_output.h"

#include <ATen/TensorOperators.h>
#include <ATen/ops/_upsample_bilinear2d_aa.h>
#include <ATen/ops/clamp.h>
#include <ATen/ops/upsample_bilinear2d.h>

namespace ld3m::priors {

at::Tensor resized(const at::Tensor& x_BCHW, std::int64_t height, std::int64_t width, bool antialias) {
    if (x_BCHW.size(2) == height && x_BCHW.size(3) == width)
        return x_BCHW;
    return antialias ? at::_upsample_bilinear2d_aa(x_BCHW, {height, width}, /*align_corners=*/false)
                     : at::upsample_bilinear2d(x_BCHW, {height, width}, /*align_corners=*/false);
}

at::Tensor normalised(const at::Tensor& x_BCHW, const at::Tensor& mean_3, const at::Tensor& std_3) {
    return (x_BCHW - mean_3.view({1, 3, 1, 1})) / std_3.view({1, 3, 1, 1});
}

at::Tensor denormalised(const at::Tensor& x_BCHW, const at::Tensor& mean_3, const at::Tensor& std_3) {
    return x_BCHW * std_3.view({1, 3, 1, 1}) + mean_3.view({1, 3, 1, 1});
}

at::Tensor ImageOutput::operator()(const at::Tensor& decoded_B3HW) const {
    const at::Tensor sized = resized(decoded_B3HW, resolution, resolution, antialias);
    return normalised(at::clamp((sized + 1) / 2, 0, 1), mean_3, std_3);
}

} // namespace ld3m::priors
