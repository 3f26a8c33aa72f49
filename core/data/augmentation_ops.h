// The single operations of DSA as functions of their random numbers, and where these come from.
// Parameters are CPU tensors [n]: n = 1 (the whole batch alike) or n = B (each image by itself).
// u is uniform in [0,1); all but flip's choice and the parameters themselves carry gradients to x.
#pragma once

#include <functional>
#include <optional>
#include <string>

#include "core/data/augmentation.h"

namespace ld3m::data {

at::Tensor brightness(const at::Tensor& x_BCHW, const at::Tensor& u_n); ///< x + (u - 0.5)
at::Tensor saturation(const at::Tensor& x_BCHW,
                      const at::Tensor& u_n); ///< (x - m) 2u + m, m = mean of channels
at::Tensor contrast(const at::Tensor& x_BCHW,
                    const at::Tensor& u_n); ///< (x - m) (u + 0.5) + m, m = image mean

/// Moves the window by `down` rows and `right` columns; zeros come in. Integers in [-s, s], s =
/// cropReach(size).
at::Tensor crop(const at::Tensor& x_BCHW, const at::Tensor& down_n, const at::Tensor& right_n);
/// Zeros in a square of cutoutSide(size) pixels around (row, column), clamped at the borders.
at::Tensor cutout(const at::Tensor& x_BCHW, const at::Tensor& row_n, const at::Tensor& column_n);
at::Tensor flip(const at::Tensor& x_BCHW, const at::Tensor& u_n); ///< u < 0.5: mirrored
at::Tensor scale(const at::Tensor& x_BCHW, const at::Tensor& ux_n, const at::Tensor& uy_n); ///< 1/1.2 to 1.2
at::Tensor rotate(const at::Tensor& x_BCHW, const at::Tensor& u_n); ///< -15 to 15 degrees

/// One operation by its published name, "brightness" to "rotate" or "color" for the first three in a row,
/// with numbers asked for by theirs ("crop.tx"). Undefined for another name.
at::Tensor operationNamed(const std::string& name, const at::Tensor& x_BCHW,
                          const std::function<at::Tensor(const char*)>& number);

std::int64_t cropReach(std::int64_t size);  ///< an eighth, rounded
std::int64_t cutoutSide(std::int64_t size); ///< a half, rounded

/// The random numbers of one call, in the published order.
class Draws {
public:
    /// Siamese: the k-th draw comes from a generator freshly seeded with seed + k; n = 1.
    explicit Draws(std::uint64_t seed) : m_seed(seed) {}
    /// Per image: all draws in sequence from one generator; n = images.
    Draws(at::Generator generator, std::int64_t images)
        : m_generator(std::move(generator)), m_count(images) {}

    at::Tensor uniform();                                   ///< [n] fp32
    at::Tensor integer(std::int64_t from, std::int64_t to); ///< [n] int64 in [from, to]
    std::size_t pick(std::size_t choices);                  ///< one number in [0, choices)

private:
    at::Generator next();

    std::uint64_t m_seed = 0;
    std::optional<at::Generator> m_generator;
    std::int64_t m_count = 1;
};

/// One strategy with numbers from `draws`; colour is brightness, saturation and contrast in this order.
at::Tensor augmentBy(Strategy strategy, const at::Tensor& x_BCHW, Draws& draws);

} // namespace ld3m::data
