#include "core/evaluation/image_noise.h"

#include <cmath>
#include <numeric>

#include <ATen/ATen.h>

namespace ld3m::evaluation {
namespace {

constexpr double kNarrowest = 3.0 / 4.0, kWidest = 4.0 / 3.0;
constexpr int kTries = 10;

double uniform(double from, double to, at::Generator& generator) {
    return from + (to - from) * at::rand({1}, generator, c10::TensorOptions(c10::kDouble)).item<double>();
}

/// In [0, last].
std::int64_t integerTo(std::int64_t last, at::Generator& generator) {
    return at::randint(last + 1, {1}, generator, c10::TensorOptions(c10::kLong)).item<std::int64_t>();
}

std::int64_t rounded(double number) {
    return std::llrint(number); // halves to even, as Python
}

Window central(std::int64_t height, std::int64_t width) {
    Window window = {0, 0, height, width};
    const double ratio = static_cast<double>(width) / static_cast<double>(height);
    if (ratio < kNarrowest)
        window.height = rounded(static_cast<double>(width) / kNarrowest);
    else if (ratio > kWidest)
        window.width = rounded(static_cast<double>(height) * kWidest);
    window.top = (height - window.height) / 2;
    window.left = (width - window.width) / 2;
    return window;
}

/// One factor for each image, shaped to multiply it.
at::Tensor factors(const at::Tensor& x_BCHW, double strength, at::Generator& generator) {
    const at::Tensor u_B = at::rand({x_BCHW.size(0)}, generator, c10::TensorOptions(c10::kFloat));
    return (u_B * (2 * strength) + (1 - strength)).to(x_BCHW.options()).view({-1, 1, 1, 1});
}

at::Tensor greyOf(const at::Tensor& x_BCHW) {
    const at::Tensor weights_3 = at::tensor({0.299, 0.587, 0.114}, x_BCHW.options());
    return (x_BCHW * weights_3.view({1, 3, 1, 1})).sum(1, true);
}

at::Tensor blended(const at::Tensor& from, const at::Tensor& x_BCHW, const at::Tensor& factor_B111) {
    return from + (x_BCHW - from) * factor_B111;
}

} // namespace

Window cropWindow(std::int64_t height, std::int64_t width, double smallest, at::Generator& generator) {
    const auto area = static_cast<double>(height * width);
    for (int i = 0; i < kTries; ++i) {
        const double wanted = area * uniform(smallest, 1, generator);
        const double ratio = std::exp(uniform(std::log(kNarrowest), std::log(kWidest), generator));
        const std::int64_t w = rounded(std::sqrt(wanted * ratio));
        const std::int64_t h = rounded(std::sqrt(wanted / ratio));
        if (w <= 0 || w > width || h <= 0 || h > height)
            continue;
        const std::int64_t top = integerTo(height - h, generator);
        return {top, integerTo(width - w, generator), h, w};
    }
    return central(height, width);
}

at::Tensor cropEach(const at::Tensor& x_BCHW, double smallest, at::Generator& generator) {
    const std::int64_t height = x_BCHW.size(2), width = x_BCHW.size(3);
    std::vector<at::Tensor> images;
    for (std::int64_t i = 0; i < x_BCHW.size(0); ++i) {
        const Window at = cropWindow(height, width, smallest, generator);
        const at::Tensor part_1Chw =
            x_BCHW.narrow(0, i, 1).narrow(2, at.top, at.height).narrow(3, at.left, at.width);
        images.push_back(at::upsample_bilinear2d(part_1Chw, {height, width}, /*align_corners=*/false));
    }
    return at::cat(images);
}

at::Tensor jitterEach(const at::Tensor& x_BCHW, double strength, at::Generator& generator) {
    at::Tensor x = x_BCHW;
    const at::Tensor order_3 = at::randperm(3, generator, c10::TensorOptions(c10::kLong));
    for (int i = 0; i < 3; ++i) {
        const at::Tensor factor_B111 = factors(x, strength, generator);
        switch (order_3.const_data_ptr<std::int64_t>()[i]) {
        case 0:
            x = x * factor_B111;
            break;
        case 1:
            x = blended(greyOf(x).mean({2, 3}, true), x, factor_B111);
            break;
        default:
            x = blended(greyOf(x), x, factor_B111);
        }
    }
    return x;
}

at::Tensor lightEach(const at::Tensor& x_BCHW, double strength, at::Generator& generator) {
    const auto options = c10::TensorOptions(c10::kFloat);
    const at::Tensor values_3 = at::tensor({0.2175, 0.0188, 0.0045}, options);
    const at::Tensor vectors_33 = at::tensor({-0.5675, 0.7192, 0.4009,   //
                                              -0.5808, -0.0045, -0.8140, //
                                              -0.5836, -0.6948, 0.4203},
                                             options)
                                      .view({3, 3}); // row: colour channel, column: principal colour
    const at::Tensor draws_B3 = at::randn({x_BCHW.size(0), 3}, generator, options) * strength;
    const at::Tensor shift_B3 = at::matmul(draws_B3 * values_3, vectors_33.t());
    return x_BCHW + shift_B3.to(x_BCHW.options()).view({-1, 3, 1, 1});
}

} // namespace ld3m::evaluation
