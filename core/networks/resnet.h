// ResNet-18 of the distillation literature: 3x3 stem, four stages of two residual blocks, instance norms.
#pragma once

#include "core/networks/network.h"

namespace ld3m::networks {

/// Widths 64, 128, 256, 512, each stage after the first at half the size. The classifier sees the mean of
/// every channel; `embed` is finer: means of 4 x 4 pixels (512 numbers at 32 px, 8192 at 128 px).
class ResNet18 final : public Network {
public:
    /// @throws base::InputError for images of less than 9 px: the last norms would see single pixels and give
    /// the same for every image.
    explicit ResNet18(const NetworkShape& shape);

    const std::vector<ParameterSpec>& specs() const override { return m_specs; }

private:
    at::Tensor scores(const at::Tensor& x_BCHW, const Parameters& parameters, at::Generator*) const override;
    at::Tensor features(const at::Tensor& x_BCHW, const Parameters& parameters,
                        at::Generator*) const override;

    std::vector<ParameterSpec> m_specs;
};

} // namespace ld3m::networks
