// The folder of a sweep: what is frozen, what is refused, and how a plan may grow in it.
#include <QtTest>

#include "core/base/error.h"
#include "core/files/atomic_file.h"
#include "core/projects/project.h"
#include "core/projects/run_folder.h"
#include "core/sweeps/plan_file.h"
#include "core/sweeps/sweep_folder.h"
#include "tests/support/message_of.h"
#include "tests/support/scripted_sweep.h"
#include "tests/support/temporary_folder.h"

using namespace ld3m;
using namespace ld3m::sweeps;
using settings::Value;

class SweepFolderTest : public QObject {
    Q_OBJECT

    tests::TemporaryFolder m_temporary;
    int m_count = 0;
    std::filesystem::path m_folder;

private Q_SLOTS:
    void init() { m_folder = m_temporary.path() / std::to_string(++m_count); }

    void thePlanIsFrozen() {
        SweepPlan plan = tests::scriptedPlan(3);
        plan.set = {{"prior.eta", Value(0.5)}};
        const SweepFolder made = SweepFolder::create(m_folder / "", plan);
        QVERIFY(SweepFolder::isSweep(m_folder));
        QCOMPARE(made.path(), m_folder); // no slash at its end
        const SweepFolder opened = SweepFolder::open(m_folder);
        QVERIFY(differenceOf(opened.plan(), plan).empty());
        QCOMPARE(opened.plan().name, plan.name);
        QCOMPARE(opened.ids(), made.ids());
        QCOMPARE(opened.point("seed-2").recipe.distillation.seed, 2);
        QCOMPARE(opened.runFolder("seed-2"), m_folder / "runs/seed-2");
    }

    void itIsAProjectToo() {
        SweepPlan plan = tests::scriptedPlan(2);
        plan.set = {{"prior.eta", Value(0.5)}};
        SweepFolder::create(m_folder, plan);
        projects::Project project = projects::Project::open(m_folder);
        QCOMPARE(project.name(), std::string("scripted"));
        QCOMPARE(project.recipe().prior.eta, 0.5);
        // What people do to the project leaves the sweep alone.
        settings::Recipe other = project.recipe();
        other.dataset.resolution = 128;
        project.saveRecipe(other);
        QVERIFY(differenceOf(SweepFolder::open(m_folder).plan(), plan).empty());
    }

    void aSecondTimeItIsOpened() {
        const SweepPlan plan = tests::scriptedPlan(2);
        SweepFolder::createOrOpen(m_folder, plan);
        QCOMPARE(SweepFolder::createOrOpen(m_folder, plan).points().size(), std::size_t(2));
        const QString said = tests::messageOf<base::InputError>(
            [&] { SweepFolder::createOrOpen(m_folder, tests::scriptedPlan(3)); });
        QVERIFY2(said.contains("(changed: seeds)") && said.contains("--force"), qPrintable(said));
    }

    void aPlanMayGrowAndKeepsItsRuns() {
        const SweepFolder first = SweepFolder::create(m_folder, tests::scriptedPlan(2));
        projects::RunFolder::create(first.runFolder("seed-1"), first.point("seed-1").recipe, {});
        files::writeAtomically(first.failureFile("seed-0"), "It failed.\n");
        const SweepFolder grown = SweepFolder::createOrOpen(m_folder, tests::scriptedPlan(4), true);
        QCOMPARE(grown.points().size(), std::size_t(4));
        QVERIFY(projects::RunFolder::isRun(grown.runFolder("seed-1")));
        QVERIFY(!grown.failure("seed-0")); // may go well under the new plan
        QCOMPARE(SweepFolder::open(m_folder).points().size(), std::size_t(4));
    }

    void aRunOfOtherSettingsIsNoPoint() {
        const SweepFolder first = SweepFolder::create(m_folder, tests::scriptedPlan(2));
        projects::RunFolder::create(first.runFolder("seed-1"), first.point("seed-1").recipe, {});
        SweepPlan longer = tests::scriptedPlan(2);
        longer.set = {{"distillation.iterations", Value(std::int64_t{99})}};
        const QString said =
            tests::messageOf<base::InputError>([&] { SweepFolder::createOrOpen(m_folder, longer, true); });
        QVERIFY2(said.contains("runs/seed-1 was made with distillation.iterations = 10, not 99"),
                 qPrintable(said));
        QVERIFY(SweepFolder::open(m_folder).plan().set.empty()); // nothing was changed
    }

    void whatIsNoneIsRefused() {
        const QString none = tests::messageOf<base::InputError>([&] { SweepFolder::open(m_folder); });
        QVERIFY2(none.contains("is no sweep"), qPrintable(none));
        // Somebody's own file is not written over.
        files::writeAtomically(m_folder / "sweep.toml", "format = 1\n");
        const QString own = tests::messageOf<base::InputError>(
            [&] { SweepFolder::create(m_folder, tests::scriptedPlan(1)); });
        QVERIFY2(own.contains("already holds a sweep.toml"), qPrintable(own));
        SweepPlan unsound = tests::scriptedPlan(1);
        unsound.recipe.dataset.path.clear();
        tests::messageOf<base::InputError>([&] { SweepFolder::create(m_folder / "unsound", unsound); });
        QVERIFY(!std::filesystem::exists(m_folder / "unsound"));
    }

    void aFailureIsItsFirstLine() {
        const SweepFolder folder = SweepFolder::create(m_folder, tests::scriptedPlan(1));
        QVERIFY(!folder.failure("seed-0"));
        files::writeAtomically(folder.failureFile("seed-0"), "The disk is full.\n\nmuch more\n");
        QCOMPARE(folder.failure("seed-0").value(), std::string("The disk is full."));
    }
};

QTEST_APPLESS_MAIN(SweepFolderTest)
#include "sweep_folder_test.moc"
