// A codebook that follows the latents: moving averages of those nearest to each code, and a second chance for
// codes that are hardly used. No gradient is involved.
#pragma once

#include <ATen/core/Tensor.h>

#include "core/settings/training_settings.h"
#include "core/tensor/state_dict.h"

namespace ld3m::training {

class CodebookLearning {
public:
    /// `embedding_KD` is changed in place, so that networks which hold it see every change.
    CodebookLearning(at::Tensor embedding_KD, const settings::AutoencoderSettings& autoencoder,
                     std::uint64_t seed);

    /// Codes become the k-means centres of these latents.
    void start(const at::Tensor& z_ND);

    /// After step k, whose latents had these codes: with n the number and s the sum of a code's latents,
    /// N = decay N + (1 - decay) n,  m = decay m + (1 - decay) s,  code = m / N. Every `restart_every` steps,
    /// codes with fewer than `restart_below` uses since the last time become random ones of these latents.
    void update(const at::Tensor& z_ND, const at::Tensor& index_N, std::int64_t k);

    void save(tensor::StateDict& file) const;
    void load(const tensor::StateDict& file);

private:
    void restart(const at::Tensor& z_ND, std::int64_t k);

    at::Tensor m_embedding_KD;
    settings::AutoencoderSettings m_settings;
    std::uint64_t m_seed;
    at::Tensor m_count_K; ///< N
    at::Tensor m_sum_KD;  ///< m
    at::Tensor m_uses_K;  ///< since the last restart
};

} // namespace ld3m::training
