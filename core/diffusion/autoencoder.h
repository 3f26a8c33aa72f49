// The first stage: VQ (with codebook) or KL autoencoder in the CompVis structure and tensor names, frozen.
#pragma once

#include <memory>
#include <optional>

#include <ATen/core/Tensor.h>

#include "core/diffusion/codebook.h"
#include "core/tensor/weights.h"

namespace ld3m::diffusion {

class Autoencoder {
public:
    /// `weights` is the view under "first_stage_model" (or the root of an autoencoder-only file); `groups` of
    /// every GroupNorm. Levels, widths and attention are read off the weights. @throws base::InputError
    Autoencoder(const tensor::Weights& weights, std::int64_t groups);
    ~Autoencoder();
    Autoencoder(Autoencoder&&) noexcept;

    /// quant_conv(E(x)): x_B3HW in [-1,1] to z_BDhw, before the codebook (VQ); the posterior's mode for KL.
    at::Tensor encode(const at::Tensor& x_B3HW) const;
    /// D(post_quant_conv(quantize(z))), raw decoder output [B, 3, H, W], not clamped; KL skips quantize.
    at::Tensor decode(const at::Tensor& z_BDhw) const;
    /// Straight-through codebook look-up; the identity for KL.
    at::Tensor quantize(const at::Tensor& z_BDhw) const;

    /// The codebook of a VQ autoencoder; nothing for KL.
    const std::optional<Codebook>& codebook() const;
    std::int64_t latentChannels() const;
    std::int64_t factor() const; ///< image side / latent side: 2, 4, 8
    /// quant_conv(E(x)) with all its channels (KL: mean and log-variance).
    at::Tensor moments(const at::Tensor& x_B3HW) const;
    /// decode() without the codebook look-up.
    at::Tensor decodeUnquantized(const at::Tensor& z_BDhw) const;

private:
    struct Structure;
    std::unique_ptr<Structure> m_structure;
};

} // namespace ld3m::diffusion
