// What a diagnosis asks of a run's latents and what it measures: gradient norms by number of reverse steps,
// and along the chain of steps. The learnables stay as they are.
#pragma once

#include <cstdint>
#include <filesystem>
#include <functional>
#include <optional>
#include <string>
#include <vector>

#include "core/reports/run_events.h"
#include "core/settings/recipe.h"

namespace ld3m::reports {

/// T of the paper's Table 1.
inline const std::vector<std::int64_t> kDiagnosedSteps = {10, 20, 30, 40, 50, 60, 70, 80, 90};

/// One way to mix the residual in, at one T = prior.steps; one norm for each draw of noise, network, batches
/// and augmentations.
struct FlowPoint {
    std::string arm;
    std::int64_t steps = 0;
    std::vector<double> latent_norms;       ///< ||dL/dZ||
    std::vector<double> conditioning_norms; ///< ||dL/dc||; empty without a class-conditional model

    bool operator==(const FlowPoint&) const = default;
};

/// One reverse step z_k -> z_{k+1} on the gradient's way back. g_k is dL/dz_k with what the residual mixes in
/// held fixed; one number for each draw.
struct ChainStep {
    std::int64_t timestep = 0;
    double weight = 0;           ///< of the residual in this step
    std::vector<double> network; ///< ||g_k||: what goes on to the steps before
    std::vector<double>
        residual; ///< what this step hands to Z through the residual, of dL/dZ's scale; empty without one

    bool operator==(const ChainStep&) const = default;
};

/// dL/dZ = sqrt(abar_T) g_0 + the sum of all steps' residual parts.
struct GradientChain {
    std::string arm;
    std::int64_t steps = 0;               ///< T as asked
    std::vector<ChainStep> chain;         ///< in walking order: the noisiest first
    std::vector<double> images;           ///< ||g_n|| = ||dL/dz_0||: what the decoder hands to the chain
    std::vector<double> latents;          ///< ||dL/dZ||
    std::vector<double> latents_network;  ///< ||sqrt(abar_T) g_0||: its part that went through the network
    std::vector<double> latents_residual; ///< its part that the residual handed over; zeros without one

    bool operator==(const GradientChain&) const = default;
};

/// All that is known of one checkpoint under one question.
struct Diagnosis {
    std::int64_t iteration = 0;
    std::int64_t draws = 0;
    std::string identity = {}; ///< everything else that the numbers depend on, as text
    std::vector<FlowPoint> flow = {};
    std::vector<GradientChain> chains = {};

    const FlowPoint* flowOf(const std::string& arm, std::int64_t steps) const;
    const GradientChain* chainOf(const std::string& arm, std::int64_t steps) const;
    /// Each takes the place of what is known of its arm and steps.
    void add(FlowPoint point);
    void add(GradientChain chain);
    bool empty() const { return flow.empty() && chains.empty(); }
};

struct DiagnosisQuestion {
    std::filesystem::path run = {};             ///< folder; empty: the recipe's Z and c at the start
    settings::Recipe recipe = {};               ///< where there is no run
    std::optional<std::int64_t> iteration = {}; ///< the stored checkpoint nearest to it; nothing: the newest
    std::vector<std::string> overrides = {};    ///< as typed after --set
    std::vector<std::string> arms = {}; ///< words of diagnostics::armNamed(); empty: off and the recipe's own
    std::vector<std::string> curves = {};       ///< more arms: the released form with these
    std::vector<std::int64_t> flow_steps = {};  ///< T of the flow; may be empty
    std::vector<std::int64_t> chain_steps = {}; ///< T of the chain; may be empty
    std::int64_t draws = 3;
    bool fresh = false;       ///< measures again what is stored
    bool stored_only = false; ///< measures nothing
};

/// What all results share; told before the first.
struct DiagnosisSubject {
    std::int64_t iteration = 0; ///< of the checkpoint that is looked at; 0 for a recipe's start
    std::vector<std::string> arms;
};

/// How a diagnosis is watched; all of it is called on its thread.
struct DiagnosisWatch {
    std::function<void()> checkpoint = [] {}; ///< asked within every inner step; throws jobs::Stopped to stop
    std::function<void(const DiagnosisSubject&)> begun = [](const DiagnosisSubject&) {};
    std::function<void(const FlowPoint&)> flow = [](const FlowPoint&) {};
    std::function<void(const GradientChain&)> chain = [](const GradientChain&) {};
    /// While measuring: `done` and `total` in reverse steps.
    std::function<void(const Progress&)> progress = [](const Progress&) {};
};

} // namespace ld3m::reports
