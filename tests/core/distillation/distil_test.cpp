// Whole tiny runs: what is written, stopping, pausing, resuming, live edits, bad numbers.
#include <ATen/ATen.h>

#include <thread>

#include "core/base/error.h"
#include "core/distillation/checkpoint.h"
#include "core/jobs/job.h"
#include "core/networks/convnet.h"
#include "core/projects/metrics_file.h"
#include "core/projects/run_folder.h"
#include "tests/support/collect.h"
#include "tests/support/expert_files.h"
#include "tests/support/golden.h"
#include "tests/support/temporary_folder.h"
#include "tests/support/tiny_run.h"

using namespace ld3m;
using reports::IterationReport;
using reports::RunState;

namespace {

std::vector<reports::Event> metricsOf(const std::filesystem::path& run) {
    return projects::MetricsReader(projects::RunFolder::open(run).metricsFile()).readNew();
}

std::vector<double> lossesOf(const std::filesystem::path& run) {
    std::vector<double> losses;
    for (const auto& event : metricsOf(run))
        if (const auto* report = std::get_if<IterationReport>(&event))
            losses.push_back(report->loss);
    return losses;
}

at::Tensor latentsAt(const std::filesystem::path& run, std::int64_t iteration) {
    return distillation::readCheckpoint(projects::RunFolder::open(run).checkpointFile(iteration),
                                        at::TensorOptions(at::kFloat))
        .state.values.latents;
}

objectives::Learned learnedAt(const std::filesystem::path& run, std::int64_t iteration) {
    return distillation::readCheckpoint(projects::RunFolder::open(run).checkpointFile(iteration),
                                        at::TensorOptions(at::kFloat))
        .state.objective;
}

} // namespace

class DistilTest : public QObject {
    Q_OBJECT

    tests::TemporaryFolder m_folder;
    settings::Recipe m_recipe;
    int m_count = 0;

    std::filesystem::path freshRun() { return m_folder.path() / ("run" + std::to_string(++m_count)); }

private Q_SLOTS:
    void initTestCase() {
        qputenv("LD3M_CACHE", (m_folder.path() / "cache").c_str());
        tests::writeTinyDataset(m_folder / "data");
        m_recipe = tests::tinyRecipe(m_folder / "data");
    }

    void aRunWritesItsFolder() {
        settings::Recipe recipe = m_recipe;
        recipe.evaluation.every = 2;
        const auto run = freshRun();
        const tests::Outcome outcome = tests::runToEnd(recipe, run);
        QCOMPARE(outcome.lastState(), RunState::finished);
        const auto reports = outcome.all<IterationReport>();
        QCOMPARE(int(reports.size()), 4);
        for (const IterationReport& report : reports) {
            QVERIFY(std::isfinite(report.loss) && report.loss > 0);
            QVERIFY(report.latent_grad_norm > 0);
            QCOMPARE(report.conditioning_grad_norm, 0.0);
            QCOMPARE(int(report.class_losses.size()), 2);
        }
        const auto folder = projects::RunFolder::open(run);
        QCOMPARE(folder.checkpoints(), (std::vector<std::int64_t>{0, 2, 4}));
        QCOMPARE(folder.sheets(), (std::vector<std::int64_t>{0, 1, 2, 3, 4}));
        QCOMPARE(folder.evaluations(), (std::vector<std::int64_t>{0, 2, 4}));
        const auto tables = outcome.all<reports::EvaluationTable>();
        QCOMPARE(int(tables.size()), 3);
        QCOMPARE(int(tables.back().rows.size()), 2); // synthetic and random real
        QVERIFY(!at::equal(latentsAt(run, 0), latentsAt(run, 4)));
    }

    void equalSeedsGiveEqualNumbers() {
        const auto first = freshRun(), second = freshRun(), other = freshRun();
        tests::runToEnd(m_recipe, first);
        tests::runToEnd(m_recipe, second);
        QCOMPARE(lossesOf(first), lossesOf(second));
        QVERIFY(at::equal(latentsAt(first, 4), latentsAt(second, 4)));
        settings::Recipe reseeded = m_recipe;
        reseeded.distillation.seed = 1;
        tests::runToEnd(reseeded, other);
        QVERIFY(lossesOf(first) != lossesOf(other));
    }

    void aStoppedRunContinuesExactly_data() {
        QTest::addColumn<int>("checkpoints");
        for (const int at : {0, 1, 5, 9, 14})
            QTest::addRow("stop at inner step %d", at) << at;
    }
    // The control asks to stop at the n-th event; whatever was half done is done again.
    void aStoppedRunContinuesExactly() {
        QFETCH(int, checkpoints);
        settings::Recipe recipe = m_recipe;
        recipe.evaluation.every = 2;
        const auto whole = freshRun(), broken = freshRun();
        tests::runToEnd(recipe, whole);
        jobs::Job job([&](jobs::Control& control, reports::Published& published) {
            distillation::distil(recipe, broken, false, control, published);
        });
        std::size_t seen = 0;
        while (!job.done() && seen <= static_cast<std::size_t>(checkpoints)) {
            seen += job.published().events.drain().size();
            std::this_thread::yield();
        }
        job.control().stop();
        job.wait();
        tests::runToEnd(recipe, broken, true);
        QCOMPARE(lossesOf(broken), lossesOf(whole));
        QCOMPARE(metricsOf(broken).size(), metricsOf(whole).size());
        QVERIFY(at::equal(latentsAt(broken, 4), latentsAt(whole, 4)));
        QCOMPARE(projects::RunFolder::open(broken).sheets(), projects::RunFolder::open(whole).sheets());
    }

    // With two updates an iteration and the network's training between them.
    void outerLoopsAreDoneAgainWhole() {
        settings::Recipe recipe = m_recipe;
        recipe.objective.outer_loops = 2;
        recipe.objective.inner_loops = 2;
        recipe.run.checkpoint_every = 1;
        const auto whole = freshRun(), broken = freshRun();
        const tests::Outcome outcome = tests::runToEnd(recipe, whole);
        for (const IterationReport& report : outcome.all<IterationReport>()) {
            QCOMPARE(int(report.class_losses.size()), 2);
            QVERIFY(std::abs(report.class_losses[0] + report.class_losses[1] - report.loss) <
                    1e-9 * report.loss);
        }
        QVERIFY(lossesOf(whole).size() == 4);
        tests::runToEnd(recipe, broken);
        const auto folder = projects::RunFolder::open(broken);
        std::filesystem::remove(folder.checkpointFile(4));
        std::filesystem::remove(folder.checkpointFile(3));
        tests::runToEnd(recipe, broken, true);
        QCOMPARE(lossesOf(broken), lossesOf(whole));
        QVERIFY(at::equal(latentsAt(broken, 4), latentsAt(whole, 4)));
        settings::Recipe once = m_recipe;
        const auto single = freshRun();
        tests::runToEnd(once, single);
        QVERIFY(lossesOf(single) != lossesOf(whole));
    }

    // The student's rate and its momentum are part of the checkpoint.
    void trajectoryMatchingContinuesExactly() {
        const networks::ConvNet network({.resolution = 16, .classes = 2, .width = 8, .depth = 2});
        tests::writeExperts(m_folder / "experts", network, 2, 3);
        settings::Recipe recipe = m_recipe;
        recipe.objective.kind = settings::ObjectiveKind::trajectory_matching;
        recipe.objective.experts = (m_folder.path() / "experts").string();
        recipe.objective.student_steps = 3;
        recipe.objective.expert_epochs = 2;
        recipe.objective.max_start_epoch = 2;
        recipe.objective.student_rate_rate = 1e-4;
        const auto whole = freshRun(), killed = freshRun();
        const auto reports = tests::runToEnd(recipe, whole).all<IterationReport>();
        QCOMPARE(int(reports.size()), 4);
        for (const IterationReport& report : reports)
            QVERIFY(report.student_rate && *report.student_rate > 0 && *report.student_rate != 0.01);
        tests::runToEnd(recipe, killed);
        const auto folder = projects::RunFolder::open(killed);
        std::filesystem::remove(folder.checkpointFile(4));
        tests::runToEnd(recipe, killed, true);
        QCOMPARE(lossesOf(killed), lossesOf(whole));
        QVERIFY(at::equal(latentsAt(killed, 4), latentsAt(whole, 4)));
        for (const char* name : {"student_rate", "student_rate_velocity"})
            QVERIFY(at::equal(learnedAt(killed, 4).at(name), learnedAt(whole, 4).at(name)));
        QCOMPARE(learnedAt(whole, 4).at("student_rate").item<double>(), reports.back().student_rate.value());
    }

    void whatAKillLeavesBehindIsCutOff() {
        const auto whole = freshRun(), killed = freshRun();
        tests::runToEnd(m_recipe, whole);
        tests::runToEnd(m_recipe, killed);
        // As after SIGKILL in iteration 4: no later checkpoint, a torn last line.
        const auto folder = projects::RunFolder::open(killed);
        std::filesystem::remove(folder.checkpointFile(4));
        std::filesystem::resize_file(folder.metricsFile(),
                                     std::filesystem::file_size(folder.metricsFile()) - 9);
        tests::runToEnd(m_recipe, killed, true);
        QCOMPARE(lossesOf(killed), lossesOf(whole));
        QVERIFY(at::equal(latentsAt(killed, 4), latentsAt(whole, 4)));
    }

    void resumingMayPassTheOldEnd() {
        const auto longRun = freshRun(), extended = freshRun();
        settings::Recipe longer = m_recipe;
        longer.distillation.iterations = 6;
        tests::runToEnd(longer, longRun);
        tests::runToEnd(m_recipe, extended);
        tests::runToEnd(longer, extended, true);
        QCOMPARE(lossesOf(extended), lossesOf(longRun));
    }

    void resumingWithAnotherPriorIsRefused() {
        const auto run = freshRun();
        tests::runToEnd(m_recipe, run);
        settings::Recipe changed = m_recipe;
        changed.distillation.ipc = 2;
        try {
            tests::runToEnd(changed, run, true);
            QFAIL("resumed");
        } catch (const base::InputError& problem) {
            QVERIFY(QString(problem.what()).contains("distillation.ipc = 1, not 2"));
        }
        QCOMPARE(int(lossesOf(run).size()), 4);
    }

    void aLiveEditActsAndIsRecorded() {
        const auto run = freshRun();
        jobs::Control control;
        control.edit("distillation.latent_rate", 0.25);
        control.edit("distillation.ipc", std::int64_t{3}); // not live: refused
        const tests::Outcome outcome = tests::runToEnd(m_recipe, run, false, control);
        const auto changes = outcome.all<reports::SettingChange>();
        QCOMPARE(int(changes.size()), 1);
        QCOMPARE(changes[0].iteration, 1);
        QCOMPARE(std::get<double>(changes[0].after), 0.25);
        QCOMPARE(outcome.all<IterationReport>().front().latent_rate, 0.25);
    }

    void pauseSavesStepDoesOneAndStopEnds() {
        settings::Recipe recipe = m_recipe;
        recipe.distillation.iterations = 100000;
        const auto run = freshRun();
        jobs::Job job([&](jobs::Control& control, reports::Published& published) {
            control.pause();
            distillation::distil(recipe, run, false, control, published);
        });
        const auto waitUntilPaused = [&] {
            return QTest::qWaitFor([&] { return job.control().waiting(); }, 20000);
        };
        const auto iterations = [&] {
            int count = 0;
            for (const auto& event : job.published().events.drain())
                count += std::holds_alternative<IterationReport>(event);
            return count;
        };
        QVERIFY(waitUntilPaused());
        QCOMPARE(iterations(), 0);
        int stepped = 0;
        job.control().step();
        QVERIFY(QTest::qWaitFor([&] { return (stepped += iterations()) >= 1 && job.control().waiting(); },
                                20000));
        QCOMPARE(stepped, 1);
        job.control().stop();
        job.wait();
        QVERIFY(!job.problem());
        QVERIFY(projects::RunFolder::open(run).checkpoints().size() >= 1);
    }

    void throughTheDiffusionPriorBothLearnablesGetGradients() {
        settings::Recipe recipe = tests::tinyDiffusionRecipe(m_folder / "data");
        recipe.distillation.iterations = 2;
        const tests::Outcome outcome = tests::runToEnd(recipe, freshRun());
        for (const IterationReport& report : outcome.all<IterationReport>()) {
            QVERIFY(report.latent_grad_norm > 0);
            QVERIFY(report.conditioning_grad_norm > 0);
        }
    }
};

QTEST_GUILESS_MAIN(DistilTest)
#include "distil_test.moc"
