// A whole small training of experts: what it writes, that it learns, and that stopping it anywhere changes
// nothing.
#include "core/experts/train_experts.h"

#include <future>

#include <ATen/ATen.h>
#include <QtTest>

#include "core/base/error.h"
#include "core/base/seeds.h"
#include "core/experts/describe_experts.h"
#include "core/experts/expert_folder.h"
#include "core/experts/expert_records.h"
#include "core/experts/expert_store.h"
#include "core/experts/expert_training.h"
#include "core/files/atomic_file.h"
#include "core/tensor/random.h"
#include "tests/support/memory_folder.h"
#include "tests/support/message_of.h"
#include "tests/support/tiny_run.h"

using namespace ld3m;
using base::InputError;
using reports::RunState;
using tests::messageOf;

namespace {

namespace fs = std::filesystem;

constexpr std::int64_t kEpochs = 12;

std::vector<reports::TrainingReport> reportsIn(const std::vector<reports::Event>& events) {
    std::vector<reports::TrainingReport> reports;
    for (const reports::Event& event : events)
        if (const auto* report = std::get_if<reports::TrainingReport>(&event))
            reports.push_back(*report);
    return reports;
}

RunState lastState(const std::vector<reports::Event>& events) {
    RunState last = RunState::preparing;
    for (const reports::Event& event : events)
        if (const auto* change = std::get_if<reports::StateChange>(&event))
            last = change->state;
    return last;
}

std::vector<reports::Event> train(const settings::ExpertRecipe& recipe, const fs::path& folder,
                                  bool resume = false) {
    jobs::Control control;
    reports::Published published;
    experts::trainExperts(recipe, folder, resume, control, published);
    return published.events.drain();
}

/// Stops when `reports` epochs are done, wherever the experts then are.
void trainAndStop(const settings::ExpertRecipe& recipe, const fs::path& folder, std::size_t reports,
                  bool resume) {
    jobs::Control control;
    reports::Published published;
    auto work = std::async(std::launch::async,
                           [&] { experts::trainExperts(recipe, folder, resume, control, published); });
    std::vector<reports::Event> seen;
    while (reportsIn(seen).size() < reports &&
           work.wait_for(std::chrono::seconds(0)) != std::future_status::ready)
        for (reports::Event& event : published.events.drain())
            seen.push_back(std::move(event));
    control.stop();
    work.get();
    for (reports::Event& event : published.events.drain())
        seen.push_back(std::move(event));
    QCOMPARE(lastState(seen), RunState::stopped);
}

/// (trajectory, epoch, loss, accuracies) of all records, sorted.
std::vector<std::array<double, 5>> recordsOf(const fs::path& folder) {
    std::vector<std::array<double, 5>> rows;
    for (const auto& record : experts::readRecords(folder / "experts.jsonl")) {
        const experts::TrainingFigures figures = record.training.value_or(experts::TrainingFigures{});
        rows.push_back({static_cast<double>(record.trajectory), static_cast<double>(record.epoch),
                        figures.loss, figures.accuracy, record.test_accuracy});
    }
    std::ranges::sort(rows);
    return rows;
}

} // namespace

class TrainExpertsTest : public QObject {
    Q_OBJECT

    tests::MemoryFolder m_folder;
    settings::ExpertRecipe m_recipe;

    void requireEqual(const fs::path& left, const fs::path& right) const {
        for (const char* name : {"replay_buffer_0.pt", "replay_buffer_1.pt"})
            QVERIFY2(files::readText(left / name) == files::readText(right / name), name);
        QVERIFY(recordsOf(left) == recordsOf(right));
        QVERIFY(!fs::exists(right / "unfinished"));
    }

private Q_SLOTS:
    void initTestCase() {
        qputenv("LD3M_CACHE", (m_folder.path() / "cache").c_str());
        tests::writeTinyDataset(m_folder / "data");
        m_recipe.dataset.path = (m_folder / "data").string();
        m_recipe.dataset.resolution = 16;
        m_recipe.experts.count = 2;
        m_recipe.experts.epochs = kEpochs;
        m_recipe.experts.batch = 5;
        m_recipe.experts.width = 8;
        m_recipe.experts.depth = 2;
        m_recipe.experts.momentum = 0.5;
        m_recipe.experts.decay = true;
        m_recipe.device.kind = settings::DeviceKind::cpu;
        m_recipe.device.threads = 2;
        const auto events = train(m_recipe, m_folder / "whole");
        QCOMPARE(lastState(events), RunState::finished);
        const auto reports = reportsIn(events);
        QCOMPARE(reports.size(), std::size_t{2 * kEpochs});
        QCOMPARE(reports.back().iteration, 2 * kEpochs);
        QCOMPARE(reports.back().steps, 2 * kEpochs);
    }

    void filesHoldEveryState() {
        const experts::ExpertStore store(m_folder / "whole");
        QCOMPARE(store.trajectories(), std::int64_t{2});
        QCOMPARE(store.epochs(0), kEpochs);
        QCOMPARE(store.epochs(1), kEpochs);
        const auto network = experts::networkOf(m_recipe, 2);
        store.requireFor(*network);
        const c10::TensorOptions options(c10::kFloat);
        for (const std::int64_t trajectory : {0, 1}) {
            auto generator = tensor::generator(base::streamSeed(0, "experts.weights", trajectory, 0));
            const auto expected = networks::initialise(*network, generator, options);
            const auto stored = store.parameters(trajectory, 0, options);
            for (std::size_t i = 0; i < expected.size(); ++i)
                QVERIFY(at::equal(stored[i], expected[i]));
        }
        for (std::int64_t epoch = 1; epoch <= kEpochs; ++epoch)
            QVERIFY(!at::equal(store.parameters(0, epoch, options)[0],
                               store.parameters(0, epoch - 1, options)[0]));
    }

    void recordsSayHowAccurate() {
        const auto records = experts::readRecords(m_folder / "whole/experts.jsonl");
        QCOMPARE(records.size(), std::size_t{2 * (kEpochs + 1)});
        double first = 0, last = 0;
        for (const auto& record : records) {
            QCOMPARE(record.training.has_value(), record.epoch > 0);
            QVERIFY(record.test_accuracy >= 0 && record.test_accuracy <= 1);
            if (record.epoch == 1)
                first += record.training->loss;
            if (record.epoch == kEpochs)
                last += record.training->loss;
        }
        QVERIFY2(last < first, qPrintable(QString("%1 after %2").arg(last).arg(first)));
        const QString text = QString::fromStdString(experts::describeExperts(m_folder / "whole"));
        QVERIFY2(text.contains("depth 2, width 8") && text.contains("epoch  12  test"), qPrintable(text));
        QVERIFY2(text.contains("(2 experts)") && text.contains("for images of 16 px"), qPrintable(text));
        const QString one =
            QString::fromStdString(experts::describeExperts(m_folder / "whole/replay_buffer_1.pt"));
        QVERIFY2(one.contains("(1 expert)") && one.contains("Expert trajectories: 1"), qPrintable(one));
    }

    void stoppedAnywhereAndResumedIsTheSame() {
        const auto folder = m_folder / "stopped";
        trainAndStop(m_recipe, folder, 3, false);
        QVERIFY(!fs::exists(folder / "replay_buffer_1.pt"));
        trainAndStop(m_recipe, folder, 6, true);
        train(m_recipe, folder, true);
        requireEqual(m_folder / "whole", folder);
    }

    void aTornStateAndARecordTooManyAreLeftOut() {
        const auto folder = m_folder / "torn";
        trainAndStop(m_recipe, folder, 4, false);
        files::writeAtomically(folder / "unfinished/1/.99.safetensors.1-0.tmp", "half");
        experts::appendRecord(folder / "experts.jsonl",
                              {1, kEpochs, experts::TrainingFigures{9, 9, 9, 9}, 9});
        train(m_recipe, folder, true);
        requireEqual(m_folder / "whole", folder);
    }

    void theNumberOfThreadsChangesNothing() {
        settings::ExpertRecipe recipe = m_recipe;
        recipe.device.threads = 1;
        train(recipe, m_folder / "one-thread");
        requireEqual(m_folder / "whole", m_folder / "one-thread");
    }

    void moreExpertsJoinTheFirst() {
        settings::ExpertRecipe recipe = m_recipe;
        recipe.experts.count = 1;
        train(recipe, m_folder / "growing");
        recipe.experts.count = 2;
        const auto reports = reportsIn(train(recipe, m_folder / "growing", true));
        QCOMPARE(reports.size(), static_cast<std::size_t>(kEpochs));
        QCOMPARE(reports.front().iteration, kEpochs + 1);
        requireEqual(m_folder / "whole", m_folder / "growing");
    }

    void oneAfterAnotherHasTheSameStarts() {
        settings::ExpertRecipe recipe = m_recipe;
        recipe.experts.at_once = 1;
        recipe.experts.epochs = 1;
        recipe.experts.augmentation = {};
        train(recipe, m_folder / "serial");
        const c10::TensorOptions options(c10::kFloat);
        const experts::ExpertStore serial(m_folder / "serial"), whole(m_folder / "whole");
        QVERIFY(at::equal(serial.parameters(1, 0, options)[0], whole.parameters(1, 0, options)[0]));
    }

    void aLossThatIsNoNumberEndsThem() {
        settings::ExpertRecipe recipe = m_recipe;
        recipe.experts.rate = 100;
        recipe.experts.momentum = 0.99;
        recipe.experts.weight_decay = 10;
        recipe.experts.epochs = 500;
        const QString message = messageOf<base::RunError>([&] { train(recipe, m_folder / "diverged"); });
        QVERIFY2(message.contains("is not a number in epoch") && message.contains("experts.rate"),
                 qPrintable(message));
        QVERIFY(!fs::exists(m_folder / "diverged/replay_buffer_0.pt"));
    }

    void whatDoesNotFitIsRefused() {
        const auto folder = m_folder / "whole";
        const std::string before = files::readText(folder / "replay_buffer_0.pt");
        QVERIFY(messageOf<InputError>([&] { train(m_recipe, folder); }).contains("already holds experts"));
        settings::ExpertRecipe recipe = m_recipe;
        recipe.experts.rate = 0.5;
        QVERIFY(messageOf<InputError>([&] {
                    train(recipe, folder, true);
                }).contains("experts.rate = 0.01, not 0.5"));
        QVERIFY(files::readText(folder / "replay_buffer_0.pt") == before);
        recipe = m_recipe;
        recipe.dataset.path = (m_folder / "nowhere").string();
        QVERIFY_THROWS_EXCEPTION(InputError, train(recipe, m_folder / "fresh"));
        QVERIFY(!fs::exists(m_folder / "fresh"));
        recipe = m_recipe;
        recipe.experts.depth = 6;
        QVERIFY_THROWS_EXCEPTION(InputError, train(recipe, m_folder / "fresh"));
        QVERIFY(!fs::exists(m_folder / "fresh"));
        files::writeAtomically(m_folder / "foreign/replay_buffer_0.pt", "somebody's");
        QVERIFY(
            messageOf<InputError>([&] { train(m_recipe, m_folder / "foreign"); }).contains("made elsewhere"));
    }
};

QTEST_GUILESS_MAIN(TrainExpertsTest)
#include "train_experts_test.moc"
