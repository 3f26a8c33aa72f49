// One part of the training of a prior: something that takes steps, can be saved between them, and has a
// result.
#pragma once

#include <optional>
#include <string>
#include <utility>
#include <vector>

#include <ATen/core/Tensor.h>

#include "core/reports/image_sheet.h"
#include "core/tensor/state_dict.h"

namespace ld3m::training {

/// What a step says about itself; numbers without dimensions, still on the device.
struct StepOutcome {
    at::Tensor loss;
    std::vector<std::pair<std::string, at::Tensor>> terms; ///< the same ones in every step
    double rate = 0;
};

class TrainingPart {
public:
    virtual ~TrainingPart() = default;

    virtual std::string name() const = 0;                  ///< "autoencoder": for files and people
    virtual std::string section() const { return name(); } ///< of the recipe, where its settings are
    virtual std::int64_t steps() const = 0;
    /// Step k = 0 .. steps() - 1, in order. Equal weights and k give equal steps, whatever happened before.
    virtual StepOutcome step(std::int64_t k) = 0;

    /// Everything that step() depends on, between two steps.
    virtual void save(tensor::StateDict& file) const = 0;
    virtual void load(const tensor::StateDict& file) = 0;

    /// The trained weights, after the last step.
    virtual tensor::StateDict result() = 0;
    /// What it can do by now; nothing for parts without pictures.
    virtual std::optional<reports::ImageSheet> sheet(std::int64_t) { return std::nullopt; }
};

} // namespace ld3m::training
