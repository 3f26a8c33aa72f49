#include "core/objectives/gradient_distance.h"

#include <ATen/ATen.h>

namespace ld3m::objectives {
namespace {

/// 1 - cosine of each row [R, n], summed. The small number guards the product, so a zero row counts
/// exactly 1.
at::Tensor rowDistances(const at::Tensor& synthetic_Rn, const at::Tensor& real_Rn) {
    const at::Tensor dot_R = (synthetic_Rn * real_Rn).sum(1);
    const at::Tensor norms_R = synthetic_Rn.norm(2, {1}) * real_Rn.norm(2, {1});
    return (1 - dot_R / (norms_R + 1e-6)).sum();
}

at::Tensor asOneRow(const std::vector<at::Tensor>& gradients) {
    std::vector<at::Tensor> flat;
    for (const at::Tensor& gradient : gradients)
        flat.push_back(gradient.flatten());
    return at::cat(flat).unsqueeze(0);
}

} // namespace

bool counts(settings::Distance distance, std::int64_t dimensions) {
    return distance != settings::Distance::layerwise || dimensions == 4 || dimensions == 2;
}

at::Tensor gradientDistance(settings::Distance distance, const std::vector<at::Tensor>& synthetic,
                            const std::vector<at::Tensor>& real) {
    if (distance == settings::Distance::cosine)
        return rowDistances(asOneRow(synthetic), asOneRow(real));
    std::vector<at::Tensor> parts;
    for (std::size_t i = 0; i < synthetic.size(); ++i)
        parts.push_back(distance == settings::Distance::mse
                            ? (synthetic[i] - real[i]).pow(2).sum()
                            : rowDistances(synthetic[i].flatten(1), real[i].flatten(1)));
    return at::stack(parts).sum();
}

} // namespace ld3m::objectives
