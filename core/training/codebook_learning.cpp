#include "core/training/codebook_learning.h"

#include <utility>

#include <ATen/ATen.h>

#include "core/base/seeds.h"
#include "core/training/k_means.h"

namespace ld3m::training {
namespace {

constexpr std::int64_t kIterations = 10; // of k-means; later steps refine the codes anyway
constexpr double kNearlyNone = 1e-5;     // below this weight an average says nothing

} // namespace

CodebookLearning::CodebookLearning(at::Tensor embedding_KD, const settings::AutoencoderSettings& autoencoder,
                                   std::uint64_t seed)
    : m_embedding_KD(std::move(embedding_KD)), m_settings(autoencoder), m_seed(seed),
      m_count_K(at::ones({m_embedding_KD.size(0)}, m_embedding_KD.options())),
      m_sum_KD(m_embedding_KD.clone()), m_uses_K(at::zeros_like(m_count_K)) {}

void CodebookLearning::start(const at::Tensor& z_ND) {
    m_embedding_KD.copy_(
        kMeans(z_ND, m_embedding_KD.size(0), kIterations, base::streamSeed(m_seed, "autoencoder.codebook")));
    m_count_K.fill_(1);
    m_sum_KD.copy_(m_embedding_KD);
    m_uses_K.zero_();
}

void CodebookLearning::update(const at::Tensor& z_ND, const at::Tensor& index_N, std::int64_t k) {
    const double decay = m_settings.codebook_decay;
    const Clusters clusters = clustersOf(z_ND, index_N, m_embedding_KD.size(0));
    m_count_K.mul_(decay).add_(clusters.count_K, 1 - decay);
    m_sum_KD.mul_(decay).add_(clusters.sum_KD, 1 - decay);
    m_uses_K.add_(clusters.count_K);
    const at::Tensor count_K1 = m_count_K.unsqueeze(1);
    m_embedding_KD.copy_(
        at::where(count_K1 > kNearlyNone, m_sum_KD / count_K1.clamp_min(kNearlyNone), m_embedding_KD));
    if (m_settings.restart_every > 0 && (k + 1) % m_settings.restart_every == 0)
        restart(z_ND, k);
}

void CodebookLearning::restart(const at::Tensor& z_ND, std::int64_t k) {
    const at::Tensor unused_K1 = (m_uses_K < m_settings.restart_below).unsqueeze(1);
    const at::Tensor fresh_KD =
        someRows(z_ND, m_embedding_KD.size(0), base::streamSeed(m_seed, "autoencoder.restart", k));
    m_embedding_KD.copy_(at::where(unused_K1, fresh_KD, m_embedding_KD));
    m_sum_KD.copy_(at::where(unused_K1, fresh_KD, m_sum_KD));
    m_count_K.masked_fill_(unused_K1.squeeze(1), 1);
    m_uses_K.zero_();
}

void CodebookLearning::save(tensor::StateDict& file) const {
    file.tensors["codebook"] = m_embedding_KD;
    file.tensors["codebook_count"] = m_count_K;
    file.tensors["codebook_sum"] = m_sum_KD;
    file.tensors["codebook_uses"] = m_uses_K;
}

void CodebookLearning::load(const tensor::StateDict& file) {
    m_embedding_KD.copy_(file.at("codebook"));
    m_count_K.copy_(file.at("codebook_count"));
    m_sum_KD.copy_(file.at("codebook_sum"));
    m_uses_K.copy_(file.at("codebook_uses"));
}

} // namespace ld3m::training
