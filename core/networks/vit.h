// Vision transformer of the distillation literature: patches and a class token through attention blocks.
#pragma once

#include "core/networks/network.h"

namespace ld3m::networks {

/// 512 numbers a token, eight heads of 64, dropout 0.1. Above 32 px: patches of 16 px, ten blocks, no norms.
/// Up to 32 px, the CIFAR variant: patches of 4 px, six blocks, layer norms before attention, MLP and head.
class ViT final : public Network {
public:
    /// @throws base::InputError when patches do not tile the image.
    explicit ViT(const NetworkShape& shape);

    const std::vector<ParameterSpec>& specs() const override { return m_specs; }

private:
    at::Tensor scores(const at::Tensor& x_BCHW, const Parameters& parameters,
                      at::Generator* dropout) const override;
    /// The class token as the last linear map sees it [B, 512].
    at::Tensor features(const at::Tensor& x_BCHW, const Parameters& parameters,
                        at::Generator* dropout) const override;

    bool m_normed;
    std::int64_t m_patch; ///< px
    int m_blocks;
    std::vector<ParameterSpec> m_specs;
};

} // namespace ld3m::networks
