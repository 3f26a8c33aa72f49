// A network trained on the real training set: it gives soft labels, and the features in which baselines are
// chosen.
#pragma once

#include <memory>

#include "core/evaluation/evaluation.h"
#include "core/networks/network.h"

namespace ld3m::evaluation {

class RealNetwork {
public:
    /// Trains at once: `epochs` passes of sgd at 0.01 (momentum 0.9, weight decay 5e-4, cosine, batches of
    /// 256, DSA) at `resolution` px. Draws: streams "evaluation.real KIND" and "evaluation.real KIND.draws".
    RealNetwork(settings::NetworkKind kind, const settings::EvaluationSettings& settings,
                std::int64_t resolution, const data::Dataset& train, const EvaluationContext& context,
                const c10::TensorOptions& options);

    settings::NetworkKind kind() const { return m_kind; }
    /// Class scores [B, classes] and flattened features [B, F] of normalised images of `resolution` px; no
    /// graph.
    at::Tensor score(const at::Tensor& x_BCHW) const;
    at::Tensor embed(const at::Tensor& x_BCHW) const;

private:
    settings::NetworkKind m_kind;
    std::unique_ptr<networks::Network> m_network;
    networks::Parameters m_parameters;
};

} // namespace ld3m::evaluation
