// Trains fresh networks on a set and tests them on real images, by the protocol of the settings (method
// section 4).
#pragma once

#include <functional>
#include <memory>
#include <optional>
#include <string>
#include <vector>

#include "core/data/dataset.h"
#include "core/evaluation/lesson.h"
#include "core/evaluation/training_set.h"
#include "core/reports/evaluation_table.h"
#include "core/settings/evaluation_settings.h"

namespace ld3m::evaluation {

struct EvaluationContext {
    const data::Dataset& test;
    std::uint64_t seed = 0;
    std::function<void()> checkpoint = [] {}; ///< asked between training steps; may throw to stop
    std::function<void(std::int64_t done, std::int64_t total)> progress = [](auto, auto) {
    };                    ///< epochs of all rows; the runs of one train side by side
    Teacher teacher = {}; ///< needed when labels are a teacher's
};

/// A set to be judged.
struct Subject {
    std::string name;                                     ///< of its rows: "synthetic"
    std::vector<std::shared_ptr<const TrainingSet>> sets; ///< one for all runs, or one for each
    std::optional<double> learned_rate = {};              ///< distilled with the set
    std::int64_t epochs = 0;                              ///< 0: the protocol's
};

/// Normalised images [M, 3, H, W] (one tensor for all runs, or one for each) with labels int64 [M] or
/// probabilities [M, classes], which count unless `settings.labels` is hard; resized as the protocol says.
Subject subjectOf(const std::string& name, const std::vector<at::Tensor>& images, const at::Tensor& labels,
                  const settings::EvaluationSettings& settings);

/// One row per network named in `settings.networks`: `settings.runs` fresh networks trained on the subject,
/// tested on the real test images; with a confusion matrix for up to 200 classes. `resolution` is the data
/// set's.
std::vector<reports::EvaluationRow> evaluate(const Subject& subject,
                                             const settings::EvaluationSettings& settings,
                                             std::int64_t resolution, const EvaluationContext& context,
                                             const c10::TensorOptions& options);

/// @throws base::InputError when one of the networks cannot take images of the protocol's resolution
void requireNetworks(const settings::EvaluationSettings& settings, std::int64_t resolution,
                     std::int64_t classes);

/// The peak rate of one network.
double peakRate(settings::NetworkKind network, const settings::EvaluationSettings& settings,
                std::optional<double> learned);

/// The protocol in words, with what departs from it: "dsa protocol, 1000 epochs, 3 runs, 10000 test images;
/// rate = 0.02 instead of 0.01".
std::string protocolName(const settings::EvaluationSettings& settings, const data::Dataset& test);

} // namespace ld3m::evaluation
