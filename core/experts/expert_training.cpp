#include "core/experts/expert_training.h"

#include <algorithm>
#include <cmath>
#include <utility>

#include <ATen/ATen.h>

#include "core/base/error.h"
#include "core/base/seeds.h"
#include "core/base/text.h"
#include "core/files/atomic_file.h"
#include "core/tensor/cores.h"
#include "core/tensor/random.h"

namespace ld3m::experts {
namespace {

using Clock = std::chrono::steady_clock;

constexpr std::int64_t kTestBatch = 250;

double secondsSince(Clock::time_point start) {
    return std::chrono::duration<double>(Clock::now() - start).count();
}

std::vector<std::string> namesOf(const networks::Network& network) {
    std::vector<std::string> names;
    for (const networks::ParameterSpec& spec : network.specs())
        names.push_back(spec.name);
    return names;
}

} // namespace

std::unique_ptr<networks::Network> networkOf(const settings::ExpertRecipe& recipe, std::int64_t classes) {
    const settings::ExpertSettings& experts = recipe.experts;
    return networks::makeNetwork(experts.network, {.resolution = recipe.dataset.resolution,
                                                   .classes = classes,
                                                   .width = experts.width,
                                                   .depth = experts.depth,
                                                   .norm = experts.norm,
                                                   .pooling = experts.pooling,
                                                   .activation = experts.activation});
}

std::int64_t totalEpochs(const settings::ExpertRecipe& recipe) {
    return recipe.experts.count * recipe.experts.epochs;
}

ExpertTraining::ExpertTraining(const settings::ExpertRecipe& recipe, const ExpertFolder& folder,
                               const data::Dataset& train, const data::Dataset& test,
                               const c10::TensorOptions& options, jobs::Control& control,
                               reports::Published& published)
    : m_recipe(recipe), m_settings(recipe.experts), m_folder(folder), m_train(train), m_test(test),
      m_labels_N(train.labels()), m_strategies(data::strategiesNamed(recipe.experts.augmentation)),
      m_options(options), m_control(control), m_published(published),
      m_network(networkOf(recipe, train.classes())), m_names(namesOf(*m_network)) {}

void ExpertTraining::run() {
    collect();
    announce(reports::RunState::running);
    m_start = Clock::now();
    // One core for each even when only one is left: its sums then round as they would have beside others.
    if (m_options.device().is_cpu() && m_settings.at_once != 1)
        sideBySide();
    else
        for (const std::int64_t trajectory : m_pending)
            train(trajectory);
    std::error_code ignored; // it stays where experts beyond the recipe's count are under way
    std::filesystem::remove(m_folder.unfinishedFolder(0).parent_path(), ignored);
    announce(reports::RunState::finished);
}

void ExpertTraining::announce(reports::RunState state) {
    m_published.events.send(reports::StateChange{state, m_done, {}});
}

/// What is done, and what the records say beyond it.
void ExpertTraining::collect() {
    std::vector<std::int64_t> epochs(static_cast<std::size_t>(m_settings.count), m_settings.epochs);
    for (std::int64_t trajectory = 0; trajectory < m_settings.count; ++trajectory) {
        if (std::filesystem::exists(m_folder.trajectoryFile(trajectory))) {
            std::filesystem::remove_all(m_folder.unfinishedFolder(trajectory));
        } else {
            m_pending.push_back(trajectory);
            files::removeUnfinished(m_folder.unfinishedFolder(trajectory));
            epochs[static_cast<std::size_t>(trajectory)] = unfinished(trajectory).epochs();
        }
        m_done += std::max<std::int64_t>(epochs[static_cast<std::size_t>(trajectory)], 0);
    }
    files::removeUnfinished(m_folder.path());
    keepRecords(m_folder.recordsFile(), [&](const ExpertRecord& record) {
        return record.trajectory >= m_settings.count ||
               record.epoch <= epochs[static_cast<std::size_t>(record.trajectory)];
    });
}

void ExpertTraining::sideBySide() {
    const auto pending = static_cast<std::int64_t>(m_pending.size());
    const std::int64_t group = m_settings.at_once == 0 ? pending : m_settings.at_once;
    for (std::int64_t from = 0; from < pending; from += group) {
        const std::int64_t count = std::min(group, pending - from);
        tensor::sideBySide(std::max<std::int64_t>(count, 2), [&](std::int64_t i) {
            if (i < count && !m_abandoned)
                trainAmongOthers(m_pending[static_cast<std::size_t>(from + i)]);
        });
        if (m_problem)
            std::rethrow_exception(m_problem);
    }
}

/// What goes wrong with one expert stops the others at their next batch, not at the end of their training.
void ExpertTraining::trainAmongOthers(std::int64_t trajectory) {
    try {
        train(trajectory);
    } catch (...) {
        const std::lock_guard lock(m_mutex);
        if (!m_problem)
            m_problem = std::current_exception();
        m_abandoned = true;
    }
}

void ExpertTraining::checkpoint() const {
    m_control.checkpoint();
    if (m_abandoned)
        throw jobs::Stopped{};
}

void ExpertTraining::train(std::int64_t trajectory) {
    const UnfinishedExpert states = unfinished(trajectory);
    Expert expert = begin(trajectory, states);
    while (expert.epochs() < m_settings.epochs) {
        const auto start = Clock::now();
        const EpochOutcome outcome = trainEpoch(trajectory, expert);
        if (!std::isfinite(outcome.loss))
            throw base::RunError(base::text("The loss of expert ", trajectory, " is not a number in epoch ",
                                            expert.epochs(), ": lower experts.rate and start anew."));
        const TrainingFigures figures{.loss = outcome.loss,
                                      .accuracy = outcome.accuracy,
                                      .rate = rateAt(expert.epochs() - 1, m_settings),
                                      .seconds = secondsSince(start)};
        keep({trajectory, expert.epochs(), figures, testAccuracy(expert)}, expert, states);
    }
    states.finish(m_settings.epochs, m_folder.trajectoryFile(trajectory));
}

UnfinishedExpert ExpertTraining::unfinished(std::int64_t trajectory) const {
    return {m_folder.unfinishedFolder(trajectory), m_names};
}

Expert ExpertTraining::begin(std::int64_t trajectory, const UnfinishedExpert& states) {
    if (const std::int64_t epochs = states.epochs(); epochs >= 0) {
        ExpertState state = states.load(epochs);
        for (auto* tensors : {&state.parameters, &state.velocities})
            for (at::Tensor& each : *tensors)
                each = each.to(m_options);
        return {*m_network, m_settings, state.parameters, state.velocities, epochs};
    }
    at::Generator generator = tensor::generator(seedOf("experts.weights", trajectory, 0));
    Expert expert(*m_network, m_settings, networks::initialise(*m_network, generator, m_options));
    keep({trajectory, 0, {}, testAccuracy(expert)}, expert, states);
    return expert;
}

std::uint64_t ExpertTraining::seedOf(const char* purpose, std::int64_t trajectory, std::int64_t epoch) const {
    return base::streamSeed(static_cast<std::uint64_t>(m_settings.seed), purpose, trajectory, epoch);
}

EpochOutcome ExpertTraining::trainEpoch(std::int64_t trajectory, Expert& expert) {
    const std::int64_t epoch = expert.epochs();
    at::Generator draws = tensor::generator(seedOf("experts.augmentation", trajectory, epoch));
    at::Generator dropout = tensor::generator(seedOf("experts.dropout", trajectory, epoch));
    const at::Tensor order_N =
        at::randperm(m_train.size(), tensor::generator(seedOf("experts.order", trajectory, epoch)),
                     c10::TensorOptions(c10::kLong));
    std::int64_t seen = 0;
    return expert.trainEpoch(
        m_labels_N, order_N.to(m_options.device()),
        [&](const at::Tensor& rows_B) {
            checkpoint();
            m_published.progress.publish({base::text("Expert ", trajectory, ", epoch ", epoch + 1),
                                          seen += rows_B.size(0), m_train.size()});
            const at::Tensor raw_B3HW =
                m_train.images().index_select(0, rows_B).to(m_options.dtype()).div_(255);
            return data::augmentEach(m_train.normalise(raw_B3HW), m_strategies, draws);
        },
        &dropout);
}

double ExpertTraining::testAccuracy(const Expert& expert) const {
    at::Tensor right = at::zeros({}, m_labels_N.options());
    for (std::int64_t from = 0; from < m_test.size(); from += kTestBatch) {
        checkpoint();
        const auto [x_BCHW, labels_B] = m_test.rows(from, std::min(from + kTestBatch, m_test.size()));
        right.add_(expert.score(x_BCHW).argmax(1).eq(labels_B).sum());
    }
    return static_cast<double>(right.item<std::int64_t>()) / static_cast<double>(m_test.size());
}

/// The record before the state: a record too many is dropped when the training goes on, a missing one
/// never comes.
void ExpertTraining::keep(const ExpertRecord& record, const Expert& expert, const UnfinishedExpert& states) {
    const std::lock_guard lock(m_mutex);
    std::filesystem::create_directories(m_folder.path());
    appendRecord(m_folder.recordsFile(), record);
    states.save(record.epoch, {expert.parameters(), expert.velocities()});
    if (record.training)
        report(record);
}

void ExpertTraining::report(const ExpertRecord& record) {
    ++m_done;
    ++m_doneHere;
    const double seconds = secondsSince(m_start) / static_cast<double>(m_doneHere);
    m_published.events.send(
        reports::TrainingReport{.iteration = m_done,
                                .part = "experts",
                                .step = m_done,
                                .steps = totalEpochs(m_recipe),
                                .loss = record.training->loss,
                                .terms = {{"expert", static_cast<double>(record.trajectory)},
                                          {"epoch", static_cast<double>(record.epoch)},
                                          {"train accuracy", record.training->accuracy},
                                          {"test accuracy", record.test_accuracy}},
                                .rate = record.training->rate,
                                .seconds = seconds});
}

} // namespace ld3m::experts
