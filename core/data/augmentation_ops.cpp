// B: images, n: 1 or B, H and W: pixels.
#include "core/data/augmentation_ops.h"

#include <numbers>

#include <ATen/ATen.h>

#include "core/data/affine_sampling.h"
#include "core/tensor/random.h"

namespace ld3m::data {
namespace {

constexpr double kScaleRatio = 1.2;
constexpr double kRotation = 15.0 / 180.0 * std::numbers::pi;

/// Numbers that multiply whole images of x.
at::Tensor perImage(const at::Tensor& u_n, const at::Tensor& x_BCHW) {
    return u_n.to(x_BCHW.options()).view({-1, 1, 1, 1});
}

at::Tensor axis(std::int64_t size, const at::Tensor& x_BCHW) {
    return at::arange(size, x_BCHW.options().dtype(c10::kLong));
}

/// x moved along dimension 2 or 3 by an amount of each image's own.
at::Tensor shiftEach(const at::Tensor& x_BCHW, std::int64_t dimension, const at::Tensor& shift_B) {
    const std::int64_t size = x_BCHW.size(dimension);
    std::vector<std::int64_t> shape = {x_BCHW.size(0), 1, 1, 1};
    const at::Tensor shift_B111 = shift_B.to(x_BCHW.device()).view(shape);
    shape = {1, 1, 1, 1};
    shape[static_cast<std::size_t>(dimension)] = size;
    const at::Tensor source = axis(size, x_BCHW).view(shape) + shift_B111;
    const at::Tensor outside = (source < 0).logical_or(source >= size);
    return x_BCHW.gather(dimension, source.clamp(0, size - 1).expand(x_BCHW.sizes())).masked_fill(outside, 0);
}

/// True on the `side` pixels around each centre, along one axis: [n, size].
at::Tensor span(const at::Tensor& centre_n, std::int64_t size, std::int64_t side, const at::Tensor& x_BCHW) {
    const at::Tensor first_n1 = centre_n.to(x_BCHW.device()).view({-1, 1}) - side / 2;
    const at::Tensor pixel = axis(size, x_BCHW);
    return (pixel >= first_n1.clamp(0, size - 1))
        .logical_and(pixel <= (first_n1 + side - 1).clamp(0, size - 1));
}

/// theta [n, 2, 3] out of its four free entries, by rows.
at::Tensor affine(const at::Tensor& a_n, const at::Tensor& b_n, const at::Tensor& c_n,
                  const at::Tensor& d_n) {
    const at::Tensor zero_n = at::zeros_like(a_n);
    return at::stack({a_n, b_n, zero_n, c_n, d_n, zero_n}, 1).view({-1, 2, 3});
}

} // namespace

std::int64_t cropReach(std::int64_t size) {
    return (size + 4) / 8;
}
std::int64_t cutoutSide(std::int64_t size) {
    return (size + 1) / 2;
}

at::Tensor brightness(const at::Tensor& x_BCHW, const at::Tensor& u_n) {
    return x_BCHW + (perImage(u_n, x_BCHW) - 0.5);
}

at::Tensor saturation(const at::Tensor& x_BCHW, const at::Tensor& u_n) {
    const at::Tensor mean_B1HW = x_BCHW.mean(1, true);
    return (x_BCHW - mean_B1HW) * (perImage(u_n, x_BCHW) * 2) + mean_B1HW;
}

at::Tensor contrast(const at::Tensor& x_BCHW, const at::Tensor& u_n) {
    const at::Tensor mean_B111 = x_BCHW.mean({1, 2, 3}, true);
    return (x_BCHW - mean_B111) * (perImage(u_n, x_BCHW) + 0.5) + mean_B111;
}

at::Tensor crop(const at::Tensor& x_BCHW, const at::Tensor& down_n, const at::Tensor& right_n) {
    if (down_n.numel() == 1) {
        const auto down = down_n.item<std::int64_t>();
        const auto right = right_n.item<std::int64_t>();
        return at::constant_pad_nd(x_BCHW, {-right, right, -down, down});
    }
    return shiftEach(shiftEach(x_BCHW, 2, down_n), 3, right_n);
}

at::Tensor cutout(const at::Tensor& x_BCHW, const at::Tensor& row_n, const at::Tensor& column_n) {
    const std::int64_t height = x_BCHW.size(2);
    const std::int64_t width = x_BCHW.size(3);
    const at::Tensor rows_nH = span(row_n, height, cutoutSide(height), x_BCHW);
    const at::Tensor columns_nW = span(column_n, width, cutoutSide(width), x_BCHW);
    const at::Tensor hole_nHW = rows_nH.unsqueeze(2).logical_and(columns_nW.unsqueeze(1));
    return x_BCHW.masked_fill(hole_nHW.unsqueeze(1), 0);
}

at::Tensor flip(const at::Tensor& x_BCHW, const at::Tensor& u_n) {
    const at::Tensor mirrored_n = u_n < 0.5;
    if (mirrored_n.numel() == 1)
        return mirrored_n.item<bool>() ? x_BCHW.flip(3) : x_BCHW;
    return at::where(mirrored_n.to(x_BCHW.device()).view({-1, 1, 1, 1}), x_BCHW.flip(3), x_BCHW);
}

at::Tensor scale(const at::Tensor& x_BCHW, const at::Tensor& ux_n, const at::Tensor& uy_n) {
    const auto factor = [](const at::Tensor& u_n) {
        return u_n.flatten() * (kScaleRatio - 1 / kScaleRatio) + 1 / kScaleRatio;
    };
    const at::Tensor zero_n = at::zeros_like(ux_n.flatten());
    return sampleAffine(x_BCHW, affine(factor(ux_n), zero_n, zero_n, factor(uy_n)));
}

at::Tensor rotate(const at::Tensor& x_BCHW, const at::Tensor& u_n) {
    const at::Tensor angle_n = (u_n.flatten() - 0.5) * (2 * kRotation);
    const at::Tensor cos_n = angle_n.cos();
    const at::Tensor sin_n = angle_n.sin();
    return sampleAffine(x_BCHW, affine(cos_n, -sin_n, sin_n, cos_n));
}

at::Generator Draws::next() {
    return m_generator ? *m_generator : tensor::generator(m_seed++);
}

at::Tensor Draws::uniform() {
    return at::rand({m_count}, next(), c10::TensorOptions(c10::kFloat));
}

at::Tensor Draws::integer(std::int64_t from, std::int64_t to) {
    return at::randint(from, to + 1, {m_count}, next(), c10::TensorOptions(c10::kLong));
}

std::size_t Draws::pick(std::size_t choices) {
    const at::Tensor choice =
        at::randint(0, static_cast<std::int64_t>(choices), {1}, next(), c10::TensorOptions(c10::kLong));
    return static_cast<std::size_t>(choice.item<std::int64_t>());
}

at::Tensor operationNamed(const std::string& name, const at::Tensor& x_BCHW,
                          const std::function<at::Tensor(const char*)>& number) {
    if (name == "brightness")
        return brightness(x_BCHW, number("brightness.u"));
    if (name == "saturation")
        return saturation(x_BCHW, number("saturation.u"));
    if (name == "contrast")
        return contrast(x_BCHW, number("contrast.u"));
    if (name == "color")
        return contrast(saturation(brightness(x_BCHW, number("brightness.u")), number("saturation.u")),
                        number("contrast.u"));
    if (name == "crop")
        return crop(x_BCHW, number("crop.tx"), number("crop.ty"));
    if (name == "cutout")
        return cutout(x_BCHW, number("cutout.ox"), number("cutout.oy"));
    if (name == "flip")
        return flip(x_BCHW, number("flip.u"));
    if (name == "scale")
        return scale(x_BCHW, number("scale.ux"), number("scale.uy"));
    if (name == "rotate")
        return rotate(x_BCHW, number("rotate.u"));
    return {};
}

at::Tensor augmentBy(Strategy strategy, const at::Tensor& x_BCHW, Draws& draws) {
    const std::int64_t height = x_BCHW.size(2);
    const std::int64_t width = x_BCHW.size(3);
    switch (strategy) {
    case Strategy::color: {
        const at::Tensor bright_BCHW = brightness(x_BCHW, draws.uniform());
        const at::Tensor saturated_BCHW = saturation(bright_BCHW, draws.uniform());
        return contrast(saturated_BCHW, draws.uniform());
    }
    case Strategy::crop: {
        const at::Tensor down_n = draws.integer(-cropReach(height), cropReach(height));
        return crop(x_BCHW, down_n, draws.integer(-cropReach(width), cropReach(width)));
    }
    case Strategy::cutout: {
        // An even square has no middle pixel: its centre may also lie behind the last row.
        const at::Tensor row_n = draws.integer(0, height - cutoutSide(height) % 2);
        return cutout(x_BCHW, row_n, draws.integer(0, width - cutoutSide(width) % 2));
    }
    case Strategy::flip:
        return flip(x_BCHW, draws.uniform());
    case Strategy::scale: {
        const at::Tensor ux_n = draws.uniform();
        return scale(x_BCHW, ux_n, draws.uniform());
    }
    case Strategy::rotate:
        return rotate(x_BCHW, draws.uniform());
    }
    return x_BCHW;
}

} // namespace ld3m::data
