// VGG-11 of the distillation literature: eight convolutions 3x3 with instance norm, then linear.
#pragma once

#include "core/networks/network.h"

namespace ld3m::networks {

/// 64 M 128 M 256 256 M 512 512 M 512 512 M, M a 2x2 maximum. Above 32 px an adaptive maximum brings the rest
/// to 7x7, whatever its size; at 32 px one pixel is left, the CIFAR variant.
class Vgg11 final : public Network {
public:
    /// @throws base::InputError for images of less than 32 px: the last norms would see single pixels and
    /// give the same for every image.
    explicit Vgg11(const NetworkShape& shape);

    const std::vector<ParameterSpec>& specs() const override { return m_specs; }

private:
    at::Tensor scores(const at::Tensor& x_BCHW, const Parameters& parameters, at::Generator*) const override;
    at::Tensor features(const at::Tensor& x_BCHW, const Parameters& parameters,
                        at::Generator*) const override;

    bool m_adaptive;
    std::vector<ParameterSpec> m_specs;
};

} // namespace ld3m::networks
