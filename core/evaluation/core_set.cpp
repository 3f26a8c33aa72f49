#include "core/evaluation/core_set.h"

#include <algorithm>
#include <cmath>

#include <ATen/ATen.h>

namespace ld3m::evaluation {
namespace {

std::int64_t possible(const at::Tensor& features_NF, std::int64_t count) {
    return std::min(count, features_NF.size(0));
}

std::int64_t nearest(const at::Tensor& features_NF, const at::Tensor& point_F, const at::Tensor& taken_N) {
    return (features_NF - point_F)
        .square()
        .sum(1)
        .masked_fill(taken_N, HUGE_VAL)
        .argmin()
        .item<std::int64_t>();
}

} // namespace

std::vector<std::int64_t> kCentre(const at::Tensor& features_NF, std::int64_t count) {
    const at::Tensor none_N = at::zeros({features_NF.size(0)}, features_NF.options().dtype(at::kBool));
    std::vector<std::int64_t> chosen;
    std::int64_t next = nearest(features_NF, features_NF.mean(0), none_N);
    at::Tensor distance_N = at::full({features_NF.size(0)}, HUGE_VAL, features_NF.options());
    while (static_cast<std::int64_t>(chosen.size()) < possible(features_NF, count)) {
        chosen.push_back(next);
        distance_N = at::minimum(distance_N, (features_NF - features_NF[next]).square().sum(1));
        distance_N[next] = -1; // rows that equal a chosen one stay eligible, itself does not
        next = distance_N.argmax().item<std::int64_t>();
    }
    return chosen;
}

std::vector<std::int64_t> herding(const at::Tensor& features_NF, std::int64_t count) {
    const at::Tensor mean_F = features_NF.mean(0);
    at::Tensor taken_N = at::zeros({features_NF.size(0)}, features_NF.options().dtype(at::kBool));
    at::Tensor sum_F = at::zeros_like(mean_F);
    std::vector<std::int64_t> chosen;
    while (static_cast<std::int64_t>(chosen.size()) < possible(features_NF, count)) {
        // |mean - (sum + f) / n| is least where f is nearest to n mean - sum.
        const auto n = static_cast<double>(chosen.size() + 1);
        chosen.push_back(nearest(features_NF, mean_F * n - sum_F, taken_N));
        sum_F = sum_F + features_NF[chosen.back()];
        taken_N[chosen.back()] = true;
    }
    return chosen;
}

} // namespace ld3m::evaluation
