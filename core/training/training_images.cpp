#include "core/training/training_images.h"

#include <algorithm>
#include <vector>

#include <ATen/ATen.h>

#include "core/tensor/random.h"

namespace ld3m::training {

at::Tensor symmetricImages(const data::Dataset& set, const at::Tensor& rows_n,
                           const c10::TensorOptions& options) {
    const at::Tensor bytes_nCHW = set.images().index_select(0, rows_n.to(set.images().device()));
    return bytes_nCHW.to(options).div_(127.5).sub_(1);
}

at::Tensor mirrorDraw(std::int64_t count, std::uint64_t seed) {
    return at::rand({count}, tensor::generator(seed), c10::TensorOptions(c10::kFloat)) < 0.5;
}

at::Tensor mirrored(const at::Tensor& x_BCHW, const at::Tensor& which_B) {
    return at::where(which_B.to(x_BCHW.device()).view({-1, 1, 1, 1}), x_BCHW.flip(3), x_BCHW);
}

at::Tensor evenRows(const data::Dataset& set, std::int64_t count) {
    if (count <= 0 || count >= set.size())
        return at::arange(set.size(), at::kLong);
    std::vector<at::Tensor> rows;
    std::int64_t first = 0;
    for (std::int64_t label = 0; label < set.classes(); ++label) {
        const std::int64_t share = count * (label + 1) / set.classes() - count * label / set.classes();
        rows.push_back(at::arange(first, first + std::min(share, set.classSize(label)), at::kLong));
        first += set.classSize(label);
    }
    return at::cat(rows);
}

} // namespace ld3m::training
