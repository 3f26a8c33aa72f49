// What the number of reverse steps T does to one set of latents: images, gradient norms, seconds and memory
// at each T.
#pragma once

#include <cstdint>
#include <filesystem>
#include <functional>
#include <optional>
#include <string>
#include <vector>

#include "core/reports/image_sheet.h"
#include "core/reports/iteration_report.h"
#include "core/reports/run_events.h"
#include "core/settings/recipe.h"

namespace ld3m::reports {

/// The paper's and the published code's working points, with room on both sides.
inline const std::vector<std::int64_t> kExploredSteps = {2, 5, 10, 20, 40};

/// What is looked at.
struct StepQuestion {
    settings::Recipe recipe;        ///< where there is no run: its Z and c at the start
    std::filesystem::path run = {}; ///< folder; empty for a recipe
    std::int64_t iteration = 0;     ///< of the run: the stored checkpoint nearest to it is taken
    std::vector<std::int64_t> steps = kExploredSteps;
    std::vector<std::string> overrides = {}; ///< as typed after --set
};

/// Norms of one iteration's gradient; nothing where the model has no such learnable.
struct StepNorms {
    double latents = 0;                      ///< ||dL/dZ||
    std::optional<double> conditioning = {}; ///< ||dL/dc||

    bool operator==(const StepNorms&) const = default;
};

/// All of one T. Its images come first; the rest is there when the iterations were made.
struct StepPoint {
    std::int64_t steps = 0;           ///< T as asked
    std::int64_t reverse_steps = 0;   ///< as the timestep rule counts them
    ImageSheet sheet;                 ///< the first image of each class, with the noise of every preview
    std::optional<StepNorms> with;    ///< with the residual
    std::optional<StepNorms> without; ///< without
    PhaseSeconds phases;              ///< of the iteration with the recipe's residual
    double seconds = 0;               ///< of that iteration: synthesize, match and pull back
    /// Bytes that this iteration took at its peak beyond weights and real images, as allocated; times what
    /// the host's heap keeps for them.
    std::int64_t peak_bytes = 0;
    std::string memory; ///< the memory mode that was in use: "keep"

    bool whole() const { return with.has_value() && without.has_value(); }
};

/// What all points share; told before the first.
struct StepSubject {
    std::int64_t iteration = 0; ///< of the checkpoint that was taken; 0 for a recipe's start
    bool of_run = false;
    std::int64_t recipe_steps = 0; ///< T of the recipe as it was there
    std::string residual;          ///< what "with" means: "released", "paper"
    std::string device;            ///< "cpu, 2 threads, fp32"
    std::int64_t memory_total = 0; ///< bytes of the device
    std::int64_t images = 0;       ///< synthetic images of an iteration
};

/// How an exploration is watched; all of it is called on its thread.
struct StepWatch {
    std::function<void()> checkpoint = [] {}; ///< asked within every inner step; throws jobs::Stopped to stop
    std::function<void(const StepSubject&)> begun = [](const StepSubject&) {};
    /// Twice for each T: with its images, and when it is whole.
    std::function<void(const StepPoint&)> measured = [](const StepPoint&) {};
    std::function<void(const Progress&)> progress = [](const Progress&) {};
};

} // namespace ld3m::reports
