#include "core/evaluation/training_set.h"

#include <ATen/ATen.h>

namespace ld3m::evaluation {

at::Tensor resized(const at::Tensor& images_BCHW, std::int64_t side) {
    if (side == 0 || (images_BCHW.size(2) == side && images_BCHW.size(3) == side))
        return images_BCHW;
    return at::_upsample_bilinear2d_aa(images_BCHW, {side, side}, /*align_corners=*/false);
}

std::pair<at::Tensor, at::Tensor> TensorSet::batch(const at::Tensor& rows_B) const {
    return {m_images.index_select(0, rows_B), m_labels.index_select(0, rows_B)};
}

std::pair<at::Tensor, at::Tensor> RealSet::batch(const at::Tensor& rows_B) const {
    const at::Tensor images_B3HW = m_split.images().index_select(0, rows_B).to(m_options.dtype()).div_(255);
    return {resized(m_split.normalise(images_B3HW), m_resolution), m_labels.index_select(0, rows_B)};
}

} // namespace ld3m::evaluation
