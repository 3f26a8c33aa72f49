// A differentiable function of each image alone, evaluated a few images at a time.
#pragma once

#include <functional>
#include <vector>

#include "core/diffusion/segment.h"

namespace ld3m::diffusion {

/// Takes a batch of images or latents; each row of the result depends on the same row of the input only.
using PerImage = std::function<at::Tensor(const at::Tensor&)>;

class BatchedMap {
public:
    /// `checkpoint` is called before each batch and may throw.
    BatchedMap(PerImage function, std::int64_t batch, std::function<void()> checkpoint);

    /// The results of all rows, without graph.
    at::Tensor value(const at::Tensor& rows_B) const;
    /// The same, keeping the graphs for the next pullBack().
    at::Tensor keep(const at::Tensor& rows_B);
    /// dLoss/drows for dLoss/dvalue: from the kept graphs, which it frees, or else by evaluating batch after
    /// batch again.
    at::Tensor pullBack(const at::Tensor& rows_B, const at::Tensor& gradient_B);

private:
    Segment segment(const at::Tensor& part_B) const;

    PerImage m_function;
    std::int64_t m_batch;
    std::function<void()> m_checkpoint;
    std::vector<Segment> m_kept;
};

} // namespace ld3m::diffusion
