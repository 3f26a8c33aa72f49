// AlexNet of the distillation literature: five convolutions without norm, then linear.
#pragma once

#include "core/networks/network.h"

namespace ld3m::networks {

/// conv 5x5 128, pool; conv 5x5 192, pool; conv 3x3 256, 192, 192, pool; every conv with ReLU, every pool a
/// 2x2 maximum. At 32 px this is the CIFAR variant.
class AlexNet final : public Network {
public:
    /// @throws base::InputError for images of less than 8 px, of which nothing is left.
    explicit AlexNet(const NetworkShape& shape);

    const std::vector<ParameterSpec>& specs() const override { return m_specs; }

private:
    at::Tensor scores(const at::Tensor& x_BCHW, const Parameters& parameters, at::Generator*) const override;
    at::Tensor features(const at::Tensor& x_BCHW, const Parameters& parameters,
                        at::Generator*) const override;

    std::vector<ParameterSpec> m_specs;
};

} // namespace ld3m::networks
