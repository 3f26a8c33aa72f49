#include "core/diffusion/batched_map.h"

#include <utility>

#include <ATen/core/grad_mode.h>
#include <ATen/ops/cat.h>

namespace ld3m::diffusion {

BatchedMap::BatchedMap(PerImage function, std::int64_t batch, std::function<void()> checkpoint)
    : m_function(std::move(function)), m_batch(batch), m_checkpoint(std::move(checkpoint)) {}

Segment BatchedMap::segment(const at::Tensor& part_B) const {
    return {[this](const std::vector<at::Tensor>& inputs) { return m_function(inputs.front()); }, {part_B}};
}

at::Tensor BatchedMap::value(const at::Tensor& rows_B) const {
    const at::NoGradGuard no_graph;
    std::vector<at::Tensor> results;
    for (const at::Tensor& part_B : rows_B.split(m_batch)) {
        m_checkpoint();
        results.push_back(m_function(part_B));
    }
    return at::cat(results);
}

at::Tensor BatchedMap::keep(const at::Tensor& rows_B) {
    m_kept.clear();
    std::vector<at::Tensor> results;
    for (const at::Tensor& part_B : rows_B.split(m_batch)) {
        m_checkpoint();
        m_kept.push_back(segment(part_B));
        results.push_back(m_kept.back().value());
    }
    return at::cat(results);
}

at::Tensor BatchedMap::pullBack(const at::Tensor& rows_B, const at::Tensor& gradient_B) {
    std::vector<Segment> kept = std::exchange(m_kept, {});
    const std::vector<at::Tensor> parts = rows_B.split(m_batch);
    const std::vector<at::Tensor> gradients = gradient_B.split(m_batch);
    std::vector<at::Tensor> results;
    for (std::size_t j = 0; j < parts.size(); ++j) {
        m_checkpoint();
        results.push_back((kept.empty() ? segment(parts[j]) : kept[j]).pullBack(gradients[j]).front());
    }
    return at::cat(results);
}

} // namespace ld3m::diffusion
