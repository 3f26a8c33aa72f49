// What makes synthetic images good. An objective sees images only and returns its loss and dLoss/dimages.
#pragma once

#include <cstdint>
#include <functional>
#include <map>
#include <memory>
#include <optional>
#include <string>
#include <vector>

#include <ATen/core/Tensor.h>

#include "core/data/dataset.h"
#include "core/settings/recipe.h"

namespace ld3m::objectives {

/// Numbers that an objective learns beside the images (trajectory matching: its student's rate), by name. On
/// the CPU, double; part of a run's checkpoints. Most objectives have none.
using Learned = std::map<std::string, at::Tensor>;

/// Which match of a run this is. It keys network, batches and augmentations.
struct Turn {
    std::int64_t iteration = 1;
    std::int64_t outer = 0; ///< within the iteration, see Objective::outerLoops
    Learned learned = {};   ///< as the match before left it; empty at the start

    Turn(std::int64_t of, std::int64_t loop = 0)
        : iteration(of), outer(loop) {} // most have one match an iteration
};

struct Match {
    double loss = 0;                         ///< sum over classes
    std::vector<double> class_losses;        ///< one per class; empty where the loss has no such parts
    at::Tensor gradient_M3HW;                ///< dLoss/dimages
    Learned learned = {};                    ///< what the next match is to be given
    std::optional<double> student_rate = {}; ///< of trajectory matching, after this match
};

class Objective {
public:
    virtual ~Objective() = default;

    /// Matches of one iteration, each followed by an update of the learnables.
    virtual std::int64_t outerLoops() const { return 1; }

    /// images_M3HW: normalised, class-major, no graph. Nothing of it stays but what between() may use, so an
    /// iteration that is given up leaves no trace. `checkpoint` is asked between inner steps and may throw to
    /// stop.
    virtual Match match(const at::Tensor& images_M3HW, const Turn& turn,
                        const std::function<void()>& checkpoint) = 0;

    /// After match(turn) when another outer loop follows: what happens on the synthetic images until then.
    virtual void between(const at::Tensor& /*images_M3HW*/, const Turn& /*turn*/,
                         const std::function<void()>& /*checkpoint*/) {}

    /// Live edits.
    virtual void apply(const settings::ObjectiveSettings& objective) = 0;
};

/// `real` must outlive the objective.
std::unique_ptr<Objective> makeObjective(const settings::Recipe& recipe, const data::Dataset& real,
                                         const c10::TensorOptions& options);

} // namespace ld3m::objectives
