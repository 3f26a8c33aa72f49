// A branch computes what its parent would have, until what was changed acts.
#include "core/distillation/branch.h"

#include <ATen/ATen.h>
#include <QtTest>

#include "core/base/error.h"
#include "core/distillation/checkpoint.h"
#include "core/distillation/distil.h"
#include "core/files/atomic_file.h"
#include "core/jobs/job.h"
#include "core/projects/metrics_file.h"
#include "core/projects/sheet_file.h"
#include "core/reports/run_events_json.h"
#include "tests/support/message_of.h"
#include "tests/support/temporary_folder.h"
#include "tests/support/tiny_run.h"

using namespace ld3m;
using projects::Branch;
using projects::RunFolder;

namespace {

/// Lines of a run's metrics up to an iteration, without what a clock measured.
std::vector<std::string> metricsOf(const RunFolder& run, std::int64_t last) {
    std::vector<std::string> lines;
    for (reports::Event& event : projects::MetricsReader(run.metricsFile()).readNew()) {
        if (auto* report = std::get_if<reports::IterationReport>(&event)) {
            report->seconds = 0;
            report->phases = {};
            report->memory = {};
        } else if (auto* table = std::get_if<reports::EvaluationTable>(&event)) {
            table->seconds = 0;
        } else {
            continue;
        }
        if (std::visit([](const auto& each) { return each.iteration; }, event) <= last)
            lines.push_back(reports::toJsonLine(event));
    }
    return lines;
}

std::vector<reports::SettingChange> changesOf(const RunFolder& run) {
    std::vector<reports::SettingChange> changes;
    for (const reports::Event& event : projects::MetricsReader(run.metricsFile()).readNew())
        if (const auto* change = std::get_if<reports::SettingChange>(&event))
            changes.push_back(*change);
    return changes;
}

void run(const settings::Recipe& recipe, const std::filesystem::path& folder, bool resume) {
    jobs::Control control;
    reports::Published published;
    distillation::distil(recipe, folder, resume, control, published);
}

at::Tensor latentsOf(const RunFolder& run, std::int64_t iteration) {
    return distillation::readCheckpoint(run.checkpointFile(iteration), at::kFloat).state.values.latents;
}

} // namespace

class BranchTest : public QObject {
    Q_OBJECT

    tests::TemporaryFolder m_folder;
    settings::Recipe m_recipe;
    std::filesystem::path m_parent;

    RunFolder branched(const char* name, std::int64_t iteration,
                       const std::vector<projects::Change>& changes) {
        const RunFolder made = distillation::branchRun({m_parent, iteration, changes, m_folder / name, {}});
        run(made.recipe(), made.path(), true);
        return made;
    }
    /// Everything up to an iteration is the parent's, bit for bit.
    void compare(const RunFolder& branch, std::int64_t last) {
        const RunFolder parent = RunFolder::open(m_parent);
        QCOMPARE(metricsOf(branch, last), metricsOf(parent, last));
        for (const std::int64_t iteration : parent.checkpoints())
            if (iteration <= last && std::filesystem::exists(branch.checkpointFile(iteration)))
                QVERIFY(at::equal(latentsOf(branch, iteration), latentsOf(parent, iteration)));
        for (const std::int64_t iteration : parent.sheets())
            if (iteration <= last)
                QCOMPARE(*projects::readSheet(branch.sheetFile(iteration)).rgb,
                         *projects::readSheet(parent.sheetFile(iteration)).rgb);
    }

private Q_SLOTS:
    void initTestCase() {
        qputenv("LD3M_CACHE", (m_folder.path() / "cache").c_str());
        tests::writeTinyDataset(m_folder / "data", 6, 32);
        m_recipe = tests::tinyDiffusionRecipe(m_folder / "data");
        m_recipe.distillation.iterations = 6;
        m_recipe.evaluation.every = 3;
        m_parent = m_folder / "parent";
        run(m_recipe, m_parent, false);
    }

    void withoutAChangeItIsItsParent() {
        const RunFolder same = branched("same", 2, {});
        compare(same, 6);
        QCOMPARE(same.provenance().parent, std::string("parent"));
        QCOMPARE(same.provenance().parent_iteration, 2);
        QCOMPARE(same.provenance().prior_hash, RunFolder::open(m_parent).provenance().prior_hash);
        QVERIFY(changesOf(same).empty());
    }

    void aChangeOfCadenceChangesNothingElse() {
        const RunFolder branch =
            branched("cadence", 2,
                     {{"run.preview_every", std::int64_t{2}}, {"run.checkpoint_every", std::int64_t{1}}});
        const RunFolder parent = RunFolder::open(m_parent);
        QCOMPARE(metricsOf(branch, 6), metricsOf(parent, 6));
        QVERIFY(at::equal(latentsOf(branch, 6), latentsOf(parent, 6)));
        QCOMPARE(branch.sheets(), (std::vector<std::int64_t>{0, 1, 2, 4, 6}));
        const auto changes = changesOf(branch);
        QCOMPARE(changes.size(), std::size_t(2));
        QCOMPARE(changes[0].iteration, 2);
        QCOMPARE(changes[0].after, settings::Value(std::int64_t{1}));
    }

    void theTwinIsItsParentUntilTheChangeActs() {
        const RunFolder off = branched("off", 4, {{"prior.residual", std::string("off")}});
        compare(off, 4);
        const RunFolder parent = RunFolder::open(m_parent);
        QVERIFY(metricsOf(off, 5) != metricsOf(parent, 5));
        QVERIFY(!at::equal(latentsOf(off, 6), latentsOf(parent, 6)));
        QCOMPARE(off.recipe().prior.residual, settings::Residual::off);
        // Stopped before its first own checkpoint, it still goes on as the branch.
        const RunFolder made = distillation::branchRun(
            {m_parent, 4, {{"prior.residual", std::string("off")}}, m_folder / "off again", {}});
        run(made.recipe(), made.path(), true);
        QCOMPARE(metricsOf(made, 6), metricsOf(off, 6));
    }

    void armsThatTakeTurnsComputeWhatTheyWouldAlone() {
        const auto turns = std::make_shared<jobs::Turns>();
        const std::filesystem::path a = m_folder / "arm a", b = m_folder / "arm b";
        jobs::Job second([&](jobs::Control& control, reports::Published& published) {
            control.takeTurns(turns, 1);
            control.checkpoint(); // arm A has made its folder when this one has its first turn
            const RunFolder made =
                distillation::branchRun({a, 0, {{"prior.residual", std::string("off")}}, b, {}});
            distillation::distil(made.recipe(), b, true, control, published);
        });
        jobs::Job first([&](jobs::Control& control, reports::Published& published) {
            control.takeTurns(turns, 0);
            distillation::distil(m_recipe, a, false, control, published);
        });
        first.wait();
        second.wait();
        QVERIFY(!first.problem() && !second.problem());
        settings::Recipe off = m_recipe;
        off.prior.residual = settings::Residual::off;
        run(off, m_folder / "alone", false);
        compare(RunFolder::open(a), 6);
        QCOMPARE(metricsOf(RunFolder::open(b), 6), metricsOf(RunFolder::open(m_folder / "alone"), 6));
        QVERIFY(
            at::equal(latentsOf(RunFolder::open(b), 6), latentsOf(RunFolder::open(m_folder / "alone"), 6)));
        // Both start from the same images, and the first matching differs: here the change acts.
        QVERIFY(at::equal(latentsOf(RunFolder::open(a), 0), latentsOf(RunFolder::open(b), 0)));
        QVERIFY(metricsOf(RunFolder::open(b), 1) != metricsOf(RunFolder::open(a), 1));
    }

    void fromIterationZeroAnythingMayChange() {
        const RunFolder wide = branched("wide", 0, {{"distillation.ipc", std::int64_t{2}}});
        QCOMPARE(wide.provenance().parent, std::string("parent"));
        QCOMPARE(latentsOf(wide, 6).size(0), 4);
        const RunFolder fresh = branched("fresh", 0, {{"distillation.latent_rate", 0.25}});
        QCOMPARE(*projects::readSheet(fresh.sheetFile(0)).rgb,
                 *projects::readSheet(RunFolder::open(m_parent).sheetFile(0)).rgb);
        QVERIFY(changesOf(fresh).empty());
    }

    void liveEditsOfTheParentAreKept() {
        settings::Recipe slower = m_recipe;
        slower.distillation.iterations = 2;
        run(slower, m_folder / "edited", false);
        slower.distillation.iterations = 4;
        slower.distillation.latent_rate = 0.125;
        run(slower, m_folder / "edited", true);
        const RunFolder branch = distillation::branchRun({m_folder / "edited",
                                                          2,
                                                          {{"distillation.iterations", std::int64_t{5}}},
                                                          m_folder / "of the edited",
                                                          "a name"});
        QCOMPARE(branch.recipe().distillation.latent_rate, 0.5);
        QCOMPARE(branch.provenance().name, std::string("a name"));
        const RunFolder later = distillation::branchRun({m_folder / "edited",
                                                         4,
                                                         {{"distillation.iterations", std::int64_t{5}}},
                                                         m_folder / "of the later",
                                                         {}});
        QCOMPARE(later.recipe().distillation.latent_rate, 0.125);
        QCOMPARE(later.recipe().distillation.iterations, 5);
    }

    void anotherProtocolMeasuresItsOwnBaseline() {
        const RunFolder other = branched("protocol", 4, {{"evaluation.runs", std::int64_t{1}}});
        const auto event = reports::fromJsonLine(files::readText(other.evaluationFile(6)));
        for (const reports::EvaluationRow& row : std::get<reports::EvaluationTable>(*event).rows)
            QCOMPARE(row.accuracies.size(), std::size_t(1)); // its parent's have two
    }

    void itNeedsItsParentNoMore() {
        std::filesystem::copy(m_parent, m_folder / "mortal", std::filesystem::copy_options::recursive);
        const RunFolder child =
            distillation::branchRun({m_folder / "mortal", 4, {}, m_folder / "orphan", {}});
        std::filesystem::remove_all(m_folder / "mortal");
        run(child.recipe(), child.path(), true);
        compare(child, 6);
    }

    void whatCannotBeIsRefusedAndLeavesNothing_data() {
        QTest::addColumn<qint64>("iteration");
        QTest::addColumn<QString>("key");
        QTest::addColumn<QString>("words");
        QTest::newRow("no checkpoint") << 3ll << ""
                                       << "no checkpoint of iteration 3";
        QTest::newRow("does not fit") << 4ll << "distillation.ipc"
                                      << "branch from iteration 0";
        QTest::newRow("over") << 6ll << ""
                              << "nothing left to do";
    }
    void whatCannotBeIsRefusedAndLeavesNothing() {
        QFETCH(qint64, iteration);
        QFETCH(QString, key);
        QFETCH(QString, words);
        std::vector<projects::Change> changes;
        if (!key.isEmpty())
            changes.push_back({key.toStdString(), std::int64_t{3}});
        const QString sentence = tests::messageOf<base::InputError>([&] {
            distillation::branchRun({m_parent, iteration, changes, m_folder / "refused", {}});
        });
        QVERIFY2(sentence.contains(words), qPrintable(sentence));
        QVERIFY(!std::filesystem::exists(m_folder / "refused"));
    }

    void aRunIsNotOverwritten() {
        QVERIFY(tests::messageOf<base::InputError>([&] {
                    distillation::branchRun({m_parent, 4, {}, m_parent, {}});
                }).contains("already holds a run"));
    }
};

QTEST_GUILESS_MAIN(BranchTest)
#include "branch_test.moc"
