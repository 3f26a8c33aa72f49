// DM: distribution matching. Synthetic images are good when a fresh network sees the same mean features in
// them as in real ones (DM, Eq. 5).
//
//   L = sum over classes of |mean embed(T_c) - mean embed(S_c)|^2
#pragma once

#include "core/data/augmentation.h"
#include "core/networks/network.h"
#include "core/objectives/class_match.h"
#include "core/objectives/objective.h"

namespace ld3m::objectives {

/// The network only embeds: its parameters are drawn and stay. Streams: "network" (iteration), "batch"
/// (iteration, class), "augmentation" (iteration, class; the same for real and synthetic images), "dropout"
/// (iteration, class).
class DistributionMatching final : public Objective {
public:
    DistributionMatching(const settings::Recipe& recipe, const data::Dataset& real,
                         const c10::TensorOptions& options);

    Match match(const at::Tensor& images_M3HW, const Turn& turn,
                const std::function<void()>& checkpoint) override;
    void apply(const settings::ObjectiveSettings& objective) override;

private:
    ClassMatch matchOne(const networks::Parameters& parameters, const at::Tensor& images_K3HW,
                        std::int64_t iteration, std::int64_t label) const;

    settings::ObjectiveSettings m_settings;
    std::vector<data::Strategy> m_strategies;
    std::uint64_t m_seed;
    const data::Dataset& m_real;
    c10::TensorOptions m_options;
    std::unique_ptr<networks::Network> m_network;
};

} // namespace ld3m::objectives
