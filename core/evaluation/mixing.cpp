#include "core/evaluation/mixing.h"

#include <algorithm>
#include <cmath>

#include <ATen/ATen.h>

namespace ld3m::evaluation {
namespace {

std::int64_t integerBelow(std::int64_t end, at::Generator& generator) {
    return at::randint(end, {1}, generator, c10::TensorOptions(c10::kLong)).item<std::int64_t>();
}

/// Beta(alpha, alpha) as a ratio of gamma draws; alpha 1 is uniform.
double betaDraw(double alpha, at::Generator& generator) {
    if (alpha == 1)
        return at::rand({1}, generator, c10::TensorOptions(c10::kDouble)).item<double>();
    const at::Tensor gammas_2 =
        at::_standard_gamma(at::full({2}, alpha, c10::TensorOptions(c10::kDouble)), generator);
    const auto* gammas = gammas_2.const_data_ptr<double>();
    const double sum = gammas[0] + gammas[1];
    return sum > 0 ? gammas[0] / sum : 0.5; // both may underflow for a small alpha
}

at::Tensor probabilities(const at::Tensor& labels, std::int64_t classes, const c10::TensorOptions& options) {
    return labels.dim() == 2 ? labels : at::one_hot(labels, classes).to(options);
}

} // namespace

Box cutBox(double kept, std::int64_t row, std::int64_t column, std::int64_t height, std::int64_t width) {
    const double side = std::sqrt(1 - kept);
    const auto tall = static_cast<std::int64_t>(static_cast<double>(height) * side);
    const auto wide = static_cast<std::int64_t>(static_cast<double>(width) * side);
    const auto within = [](std::int64_t at, std::int64_t size) {
        return std::clamp<std::int64_t>(at, 0, size);
    };
    return {within(row - tall / 2, height), within(row + tall / 2, height), within(column - wide / 2, width),
            within(column + wide / 2, width)};
}

Mixed mixed(const at::Tensor& x_BCHW, settings::Mix mix, double alpha, at::Generator& generator) {
    if (mix == settings::Mix::none)
        return {x_BCHW, {}, 1};
    const double kept = betaDraw(alpha, generator);
    const at::Tensor partner_B =
        at::randperm(x_BCHW.size(0), generator, c10::TensorOptions(c10::kLong)).to(x_BCHW.device());
    const at::Tensor others_BCHW = x_BCHW.index_select(0, partner_B);
    if (mix == settings::Mix::mixup)
        return {x_BCHW * kept + others_BCHW * (1 - kept), partner_B, kept};
    const std::int64_t height = x_BCHW.size(2), width = x_BCHW.size(3);
    const std::int64_t row = integerBelow(height, generator);
    const std::int64_t column = integerBelow(width, generator);
    const Box box = cutBox(kept, row, column, height, width);
    at::Tensor cut_BCHW = x_BCHW.clone();
    cut_BCHW.slice(2, box.top, box.bottom)
        .slice(3, box.left, box.right)
        .copy_(others_BCHW.slice(2, box.top, box.bottom).slice(3, box.left, box.right));
    return {cut_BCHW, partner_B, 1 - static_cast<double>(box.area()) / static_cast<double>(height * width)};
}

at::Tensor mixedLabels(const at::Tensor& labels, const Mixed& mixed, std::int64_t classes) {
    const at::Tensor own_BC = probabilities(labels, classes, mixed.x_BCHW.options());
    return mixed.partner_B.defined()
               ? own_BC * mixed.kept + own_BC.index_select(0, mixed.partner_B) * (1 - mixed.kept)
               : own_BC;
}

} // namespace ld3m::evaluation
