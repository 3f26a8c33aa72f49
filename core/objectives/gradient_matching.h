// DC: gradient matching. Synthetic images are good when they give a fresh network the gradients that real
// ones give.
//
//   L = sum over classes of distance(grad_theta CE(S_c), grad_theta CE(T_c))
#pragma once

#include "core/networks/network.h"
#include "core/objectives/class_match.h"
#include "core/objectives/matching_loops.h"
#include "core/objectives/objective.h"

#include "core/data/augmentation.h"

namespace ld3m::objectives {

/// With several outer loops the network of the iteration trains on the synthetic set between them (DC
/// Algorithm 1). Streams: "network" (iteration), "batch", "augmentation" and "dropout" (iteration, outer loop
/// and class; the same for real and synthetic images), "inner order" and "inner augmentation" (iteration,
/// outer loop and epoch).
class GradientMatching final : public Objective {
public:
    GradientMatching(const settings::Recipe& recipe, const data::Dataset& real,
                     const c10::TensorOptions& options);

    Match match(const at::Tensor& images_M3HW, const Turn& turn,
                const std::function<void()>& checkpoint) override;
    std::int64_t outerLoops() const override { return m_loops.outer; }
    void between(const at::Tensor& images_M3HW, const Turn& turn,
                 const std::function<void()>& checkpoint) override;
    void apply(const settings::ObjectiveSettings& objective) override;

private:
    ClassMatch matchOne(const MatchingRule& rule, const at::Tensor& images_K3HW, const Turn& turn,
                        std::int64_t label) const;

    settings::ObjectiveSettings m_settings;
    std::vector<data::Strategy> m_strategies;
    std::uint64_t m_seed;
    const data::Dataset& m_real;
    c10::TensorOptions m_options;
    std::unique_ptr<networks::Network> m_network;
    MatchingLoops m_loops;
    networks::Parameters m_parameters; ///< of the iteration's network, as its outer loops left them
};

} // namespace ld3m::objectives
