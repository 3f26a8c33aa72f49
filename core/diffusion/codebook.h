// The VQ codebook: nearest code by squared distance, with a straight-through gradient.
#pragma once

#include <ATen/core/Tensor.h>

namespace ld3m::diffusion {

class Codebook {
public:
    /// embedding_KD: K codes of D channels.
    explicit Codebook(at::Tensor embedding_KD);

    /// z + (e[index] - z), shape of z_BDHW; the gradient is exactly the identity.
    at::Tensor quantize(const at::Tensor& z_BDHW) const;
    /// Index of the nearest code, int64 [B, H, W]; the first one on ties.
    at::Tensor indices(const at::Tensor& z_BDHW) const;

    const at::Tensor& embedding() const { return m_embedding_KD; }

private:
    at::Tensor m_embedding_KD;
};

} // namespace ld3m::diffusion
