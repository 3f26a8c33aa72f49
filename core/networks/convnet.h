// ConvNet-D of the distillation literature: D blocks of conv 3x3, norm, activation and 2x2 pooling, then
// linear.
#pragma once

#include "core/networks/network.h"

namespace ld3m::networks {

/// Blocks for a resolution: 3 at 32 px, 4 at 64, 5 at 128, 6 at 256 (pooled down to 4 x 4 features); at
/// least 1.
std::int64_t convNetDepth(std::int64_t resolution);

/// The protocol's has instance norm, ReLU and average pooling: one fused pass on the CPU (norm_relu_pool.h).
class ConvNet final : public Network {
public:
    /// @throws base::InputError when the image is too small for the depth, or the width does not fit the
    /// norm.
    explicit ConvNet(const NetworkShape& shape);

    const std::vector<ParameterSpec>& specs() const override { return m_specs; }

private:
    at::Tensor scores(const at::Tensor& x_BCHW, const Parameters& parameters, at::Generator*) const override;
    at::Tensor features(const at::Tensor& x_BCHW, const Parameters& parameters,
                        at::Generator*) const override;
    at::Tensor block(const at::Tensor& x_BCHW, const at::Tensor* parameters) const;

    settings::Norm m_norm;
    settings::Pooling m_pooling;
    settings::Activation m_activation;
    std::int64_t m_depth;
    std::vector<ParameterSpec> m_specs;
};

} // namespace ld3m::networks
