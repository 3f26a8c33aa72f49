// The denoising U-Net of latent diffusion models (CompVis structure and tensor names), frozen.
#pragma once

#include <memory>

#include <ATen/core/Tensor.h>

#include "core/tensor/weights.h"

namespace ld3m::diffusion {

/// What shapes alone do not say; everything else (widths, levels, blocks, attention places) is read off the
/// weights.
struct UNetHints {
    std::int64_t groups = 32;       ///< of every GroupNorm
    std::int64_t heads = 1;         ///< per attention; used when head_channels is 0
    std::int64_t head_channels = 0; ///< width of one head
    bool split_qkv_first = false;   ///< attention blocks of unconditional models: q, k, v before heads
};

class UNet {
public:
    /// `weights` is the view under "model.diffusion_model". @throws base::InputError in words when the
    /// structure cannot be read off them.
    UNet(const tensor::Weights& weights, const UNetHints& hints);
    ~UNet();
    UNet(UNet&&) noexcept;

    /// eps(z, t, c). z_BCHW latents, t_B int64 timesteps in [0, 1000), context_BLD (undefined for
    /// unconditional models). Differentiable in z and context by autograd; the weights are constants.
    at::Tensor operator()(const at::Tensor& z_BCHW, const at::Tensor& t_B,
                          const at::Tensor& context_BLD) const;

    bool conditional() const;
    std::int64_t contextWidth() const; ///< D of the context; 0 for unconditional models
    std::int64_t latentChannels() const;

private:
    struct Structure;
    std::unique_ptr<Structure> m_structure;
};

/// Sinusoidal time embedding, [B, width], cosines first, computed in fp32 (any t) and cast to `like`'s type.
at::Tensor timeEmbedding(const at::Tensor& t_B, std::int64_t width, const at::Tensor& like);

} // namespace ld3m::diffusion
