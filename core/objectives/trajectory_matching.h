// MTT: trajectory matching. Synthetic images are good when a network that starts where an expert was and
// takes a few steps on them ends near where that expert was some epochs later (MTT Algorithm 1).
//
//   L = |theta_N - tau|^2 / |theta_0 - tau|^2, theta_0 and tau from an expert trained on real images
#pragma once

#include "core/data/augmentation.h"
#include "core/experts/expert_store.h"
#include "core/networks/network.h"
#include "core/objectives/objective.h"

namespace ld3m::objectives {

/// The student's rate is learned too, by SGD with momentum 0.5, and kept above a thousandth of where it
/// started; rate and momentum are this objective's Learned ("student_rate", "student_rate_velocity").
/// Streams: "expert" (iteration: which trajectory, which start), "student order" (iteration, permutation),
/// "student augmentation" and "dropout" (iteration, step; one strategy, parameters of its own for each
/// image).
class TrajectoryMatching final : public Objective {
public:
    /// @throws base::InputError for missing experts, experts of another network, or trajectories that are too
    /// short.
    TrajectoryMatching(const settings::Recipe& recipe, std::int64_t classes,
                       const c10::TensorOptions& options);

    Match match(const at::Tensor& images_M3HW, const Turn& turn,
                const std::function<void()>& checkpoint) override;
    void apply(const settings::ObjectiveSettings& objective) override;

private:
    std::vector<at::Tensor> batches(std::int64_t images, std::int64_t iteration) const;
    Learned stepped(const Learned& before, double gradient);

    settings::ObjectiveSettings m_settings;
    std::vector<data::Strategy> m_strategies;
    std::uint64_t m_seed;
    std::int64_t m_classes;
    c10::TensorOptions m_options;
    std::unique_ptr<networks::Network> m_network;
    experts::ExpertStore m_experts;
    bool m_told = false; ///< that the rate was kept from falling
};

} // namespace ld3m::objectives
