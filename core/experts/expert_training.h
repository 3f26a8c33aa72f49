// The experts that a folder lacks, trained each from its newest state on.
#pragma once

#include <atomic>
#include <chrono>
#include <cstdint>
#include <exception>
#include <memory>
#include <mutex>
#include <string>
#include <vector>

#include "core/data/augmentation.h"
#include "core/data/dataset.h"
#include "core/experts/expert.h"
#include "core/experts/expert_folder.h"
#include "core/experts/expert_records.h"
#include "core/experts/unfinished_expert.h"
#include "core/jobs/control.h"
#include "core/reports/run_events.h"

namespace ld3m::experts {

/// The recipe's network for images of so many classes. @throws base::InputError when the resolution does not
/// fit it.
std::unique_ptr<networks::Network> networkOf(const settings::ExpertRecipe& recipe, std::int64_t classes);

/// Epochs of all experts, the end of the reports' iterations.
std::int64_t totalEpochs(const settings::ExpertRecipe& recipe);

class ExpertTraining {
public:
    /// Everything outlives the training. Whoever makes one holds the folder's lock.
    ExpertTraining(const settings::ExpertRecipe& recipe, const ExpertFolder& folder,
                   const data::Dataset& train, const data::Dataset& test, const c10::TensorOptions& options,
                   jobs::Control& control, reports::Published& published);

    /// On a CPU side by side, each expert on one core, unless experts.at_once = 1.
    /// @throws jobs::Stopped
    void run();
    void announce(reports::RunState state);

private:
    void collect();
    void sideBySide();
    void trainAmongOthers(std::int64_t trajectory);
    void train(std::int64_t trajectory);
    void checkpoint() const;
    UnfinishedExpert unfinished(std::int64_t trajectory) const;
    Expert begin(std::int64_t trajectory, const UnfinishedExpert& states);
    std::uint64_t seedOf(const char* purpose, std::int64_t trajectory, std::int64_t epoch) const;
    EpochOutcome trainEpoch(std::int64_t trajectory, Expert& expert);
    double testAccuracy(const Expert& expert) const;
    void keep(const ExpertRecord& record, const Expert& expert, const UnfinishedExpert& states);
    void report(const ExpertRecord& record);

    const settings::ExpertRecipe& m_recipe;
    const settings::ExpertSettings& m_settings;
    const ExpertFolder& m_folder;
    const data::Dataset& m_train;
    const data::Dataset& m_test;
    at::Tensor m_labels_N;
    std::vector<data::Strategy> m_strategies;
    c10::TensorOptions m_options;
    jobs::Control& m_control;
    reports::Published& m_published;
    std::unique_ptr<networks::Network> m_network;
    std::vector<std::string> m_names;
    std::vector<std::int64_t> m_pending;
    std::mutex m_mutex;           ///< of files and reports that experts share
    std::exception_ptr m_problem; ///< the first one
    std::atomic<bool> m_abandoned = false;
    std::int64_t m_done = 0;
    std::int64_t m_doneHere = 0;
    std::chrono::steady_clock::time_point m_start;
};

} // namespace ld3m::experts
