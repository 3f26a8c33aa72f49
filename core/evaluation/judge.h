// A set and its baselines under one protocol, as a table. Networks trained on the real set (teacher,
// features) and the baselines' rows are made once and kept.
#pragma once

#include <functional>
#include <memory>
#include <optional>
#include <vector>

#include "core/evaluation/evaluation.h"
#include "core/evaluation/real_network.h"

namespace ld3m::evaluation {

struct JudgeContext {
    settings::EvaluationSettings settings;
    std::int64_t resolution = 32;      ///< of the data set
    std::int64_t images_per_class = 1; ///< of the baselines
    std::uint64_t seed = 0;
    std::shared_ptr<const data::Dataset> train; ///< null: no baselines, no teacher
    std::shared_ptr<const data::Dataset> test;
    c10::TensorOptions options;
    std::function<void()> checkpoint = [] {};
    /// What is being done, and how much of it.
    std::function<void(const std::string& what, std::int64_t done, std::int64_t total)> progress =
        [](const auto&, auto, auto) {};
};

class Judge {
public:
    /// @throws base::InputError when a network cannot take images of this resolution, before anything is
    /// trained
    explicit Judge(JudgeContext context);

    /// The rows of `subject`, of the baselines, and their averages over the networks other than
    /// `distilledWith`.
    /// @throws base::InputError when a teacher or a baseline is wanted and there are no training images
    reports::EvaluationTable table(const Subject& subject, std::int64_t iteration,
                                   const std::string& distilledWith);

    /// Baselines that were measured before, by the same protocol.
    void setBaselines(std::vector<reports::EvaluationRow> rows) { m_baselines = std::move(rows); }

    const settings::EvaluationSettings& settings() const { return m_context.settings; }

private:
    std::vector<reports::EvaluationRow> judged(const Subject& subject);
    void measureBaselines();
    Subject baseline(const std::string& word);
    const RealNetwork& realNetwork(settings::NetworkKind kind);

    JudgeContext m_context;
    std::vector<reports::EvaluationRow> m_baselines;
    std::vector<std::unique_ptr<RealNetwork>> m_realNetworks;
};

} // namespace ld3m::evaluation
