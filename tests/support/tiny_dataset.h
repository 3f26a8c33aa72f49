// A dataset in memory whose classes can be told apart at a glance: class k is bright in channel k.
#pragma once

#include <ATen/ATen.h>

#include "core/data/dataset.h"

namespace ld3m::tests {

/// `sizes[k]` images of class k (at most three classes) with noise of their own, at `side` px.
inline data::Dataset tinyDataset(const std::vector<std::int64_t>& sizes, std::int64_t side = 8,
                                 const c10::TensorOptions& options = c10::TensorOptions().dtype(at::kFloat)) {
    std::vector<std::int64_t> first = {0};
    std::vector<std::string> names;
    std::vector<at::Tensor> images;
    for (std::size_t label = 0; label < sizes.size(); ++label) {
        const auto k = static_cast<std::int64_t>(label);
        at::Tensor some = at::arange(sizes[label] * 3 * side * side, at::kLong)
                              .mul(37 + 11 * k)
                              .remainder(97)
                              .to(at::kByte);
        some = some.view({sizes[label], 3, side, side});
        some.select(1, k).add_(120);
        images.push_back(some);
        first.push_back(first.back() + sizes[label]);
        names.push_back(std::string(1, static_cast<char>('a' + label)));
    }
    const at::Tensor half = at::full({3}, 0.5, at::kDouble);
    return {at::cat(images), first, names, half, half, options};
}

} // namespace ld3m::tests
