// Branches, the queue, twins and notes, as a window asks for them.
#include <QtTest>

#include "app/session/workspace.h"
#include "tests/support/scripted_workspace.h"

using namespace ld3m;
using session::Activity;
using session::Workspace;

namespace {

constexpr int kPatience = 20000;

struct Branching : tests::ScriptedWorkspace {
    /// A project that shows a finished run of its own.
    explicit Branching(bool interrupted = false) {
        create("pets");
        interrupted ? tests::interruptedRun(first(), 13) : tests::finishedRun(first());
        workspace.open(folder / "pets");
        if (!QTest::qWaitFor(
                [&] {
                    return workspace.shown() && workspace.shown()->run() && !badge(first()).isEmpty() &&
                           workspace.shown()->lastIteration() > 10;
                },
                kPatience))
            throw std::runtime_error("nothing is shown");
    }
    std::filesystem::path first() const { return folder / "pets/runs/first"; }
    bool ended() {
        return QTest::qWaitFor([&] { return !workspace.isOn(); }, kPatience);
    }
    projects::RunFolder on() { return projects::RunFolder::open(workspace.session()->runFolder()); }
    bool reaches(std::int64_t iteration) {
        return QTest::qWaitFor(
            [&] {
                return workspace.pair().a->lastIteration() == iteration &&
                       workspace.pair().b->lastIteration() == iteration;
            },
            kPatience);
    }
};

const projects::Change kOff{"prior.residual", std::string("off")};

} // namespace

class WorkspaceBranchTest : public QObject {
    Q_OBJECT
private Q_SLOTS:
    void aBranchGoesOnWithTheWholeCurve() {
        Branching with;
        with.script.goTo(12);
        const auto run =
            with.workspace.plan(*with.workspace.shown(), 10, {{"prior.steps", std::int64_t{20}}}, "longer");
        QVERIFY(run);
        QVERIFY(with.workspace.start(*run));
        QTRY_COMPARE_WITH_TIMEOUT(with.workspace.sessionHistory()->lastIteration(), 12, kPatience);
        QCOMPARE(with.workspace.sessionHistory()->reports().size(), std::size_t(12));
        QCOMPARE(with.workspace.sessionHistory()->reports().front().iteration, 1);
        QCOMPARE(with.workspace.sessionHistory()->changes().size(), std::size_t(1));
        QCOMPARE(with.workspace.recipe().prior.steps, 20);
        QCOMPARE(with.on().provenance().parent, std::string("first"));
        QTRY_VERIFY(with.workspace.runs().run(with.workspace.session()->runFolder()));
        QCOMPARE(with.workspace.runs().indexOf(with.workspace.session()->runFolder()).parent(),
                 with.workspace.runs().indexOf(with.first()));
        QCOMPARE(with.workspace.nameOf(with.workspace.session()->runFolder()), "longer");
        with.script.goTo(100);
        QVERIFY(with.ended());
    }

    void whatCannotBranchIsSaid() {
        Branching with;
        QVERIFY(
            !with.workspace.plan(*with.workspace.shown(), 10, {{"distillation.ipc", std::int64_t{5}}}, {}));
        QVERIFY2(with.lastProblem().contains("branch from iteration 0"), qPrintable(with.lastProblem()));
        QVERIFY(with.workspace.plan(*with.workspace.shown(), 0, {{"distillation.ipc", std::int64_t{5}}}, {}));
        const session::RunHistory unread(with.folder / "nowhere");
        QVERIFY(!with.workspace.plan(unread, 0, {}, {}));
        QVERIFY2(with.lastProblem().contains("not read yet"), qPrintable(with.lastProblem()));
    }

    void aFailedBranchIsTriedAgainAsABranch() {
        Branching with;
        QSignalSpy failed(&with.workspace, &Workspace::runFailed);
        with.script.failAfter(-1, "no memory");
        QVERIFY(with.workspace.start(*with.workspace.plan(*with.workspace.shown(), 10, {kOff}, {})));
        QVERIFY(with.ended());
        QCOMPARE(failed.count(), 1);
        with.script.failNoMore();
        QVERIFY(with.workspace.retry());
        QVERIFY(with.ended());
        QCOMPARE(with.on().provenance().parent, std::string("first"));
        QCOMPARE(with.workspace.sessionHistory()->lastIteration(), 20);
    }

    void theQueueRunsByItselfAndHoldsWhenStopped() {
        Branching with;
        for (const std::int64_t iterations : {11, 12, 13}) {
            settings::Recipe recipe = tests::scriptedRecipe();
            recipe.distillation.iterations = iterations;
            QVERIFY(with.workspace.enqueue({std::to_string(iterations), recipe, {}}));
        }
        with.script.goTo(5);
        QVERIFY(with.workspace.startNext());
        QVERIFY(!with.workspace.startNext()); // one is on
        QCOMPARE(with.workspace.recipe().distillation.iterations, 11);
        QCOMPARE(with.workspace.queue().rowCount(), 2);
        with.script.goTo(11);
        QTRY_COMPARE_WITH_TIMEOUT(with.workspace.queue().rowCount(), 1, kPatience);
        QTRY_COMPARE_WITH_TIMEOUT(with.workspace.sessionHistory()->lastIteration(), 11, kPatience);
        QCOMPARE(with.workspace.recipe().distillation.iterations, 12);
        with.workspace.stop();
        QVERIFY(with.ended());
        QTest::qWait(50);
        QVERIFY(!with.workspace.isOn());
        QCOMPARE(with.workspace.queue().rowCount(), 1);
        with.script.goTo(100);
        QVERIFY(with.workspace.startNext());
        QVERIFY(with.ended());
        QTRY_VERIFY(!std::filesystem::exists(with.folder / "pets/queue.toml"));
    }

    void aFailureDoesNotHoldTheQueue() {
        Branching with;
        with.script.goTo(5);
        QVERIFY(with.workspace.start());
        QVERIFY(with.workspace.enqueue({"next", tests::scriptedRecipe(), {}}));
        QSignalSpy failed(&with.workspace, &Workspace::runFailed);
        const auto before = with.workspace.session()->runFolder();
        with.script.failAfter(5, "out of memory");
        with.script.goTo(6); // it may be waiting already
        QTRY_COMPARE_WITH_TIMEOUT(failed.count(), 1, kPatience);
        with.script.failNoMore();
        QTRY_VERIFY_WITH_TIMEOUT(with.workspace.queue().isEmpty(), kPatience);
        QVERIFY(with.workspace.session()->runFolder() != before);
        with.script.goTo(100);
        QVERIFY(with.ended());
    }

    void somethingWaitsForTheStop() {
        Branching with;
        with.script.goTo(12);
        QVERIFY(with.workspace.start());
        QTRY_COMPARE_WITH_TIMEOUT(with.workspace.sessionHistory()->lastIteration(), 12, kPatience);
        with.workspace.enqueue({"later", tests::scriptedRecipe(), {}});
        bool asked = false;
        with.workspace.afterStop([&] { asked = !with.workspace.isOn(); });
        QVERIFY(!asked);
        QTRY_VERIFY_WITH_TIMEOUT(asked, kPatience);
        QCOMPARE(with.workspace.queue().rowCount(), 1);
        asked = false;
        with.workspace.afterStop([&] { asked = true; });
        QVERIFY(asked);
    }

    void twinsTakeTurnsFromTheBeginning() {
        Branching with;
        QSignalSpy pairs(&with.workspace, &Workspace::pairChanged);
        with.script.goTo(7);
        QVERIFY(with.workspace.startTwin({kOff}));
        QCOMPARE(pairs.count(), 1);
        QVERIFY(with.reaches(7));
        const auto b = projects::RunFolder::open(with.workspace.twin()->session().runFolder());
        QCOMPARE(b.provenance().parent, with.on().id());
        QCOMPARE(b.recipe().prior.residual, settings::Residual::off);
        QCOMPARE(b.recipe().distillation.seed, with.on().recipe().distillation.seed);
        with.workspace.pause();
        QTRY_VERIFY_WITH_TIMEOUT(with.workspace.activity() == Activity::paused, kPatience);
        with.script.goTo(100);
        with.workspace.step();
        QVERIFY(with.reaches(8));
        QTRY_VERIFY_WITH_TIMEOUT(with.workspace.activity() == Activity::paused, kPatience);
        QTRY_COMPARE(with.badge(b.path()), "paused");
        with.workspace.edit("distillation.latent_rate", 0.25); // a knob turns in both arms
        with.workspace.proceed();
        QVERIFY(with.ended());
        QVERIFY(with.reaches(20));
        QCOMPARE(with.workspace.pair().a->changes().size(), std::size_t(1));
        QCOMPARE(with.workspace.pair().b->changes().size(), std::size_t(1));
    }

    void oneAfterTheOther() {
        Branching with;
        with.script.goTo(7);
        QVERIFY(with.workspace.startTwin({kOff, jobs::Turns::Order::sequential}));
        QTRY_COMPARE_WITH_TIMEOUT(with.workspace.pair().a->lastIteration(), 7, kPatience);
        QVERIFY(!projects::RunFolder::isRun(with.workspace.twin()->session().runFolder()));
        with.script.goTo(100);
        QVERIFY(with.ended());
        QCOMPARE(with.workspace.pair().b->lastIteration(), 20);
    }

    void twinsFromAStoredIterationBranchBoth() {
        Branching with;
        QVERIFY(with.workspace.startTwin({kOff}, *with.workspace.shown(), 10));
        QVERIFY(with.ended());
        QVERIFY(with.reaches(20));
        QCOMPARE(with.on().provenance().parent, std::string("first"));
        QVERIFY(settings::difference(with.on().recipe(), tests::scriptedRecipe()).empty());
        const auto b = projects::RunFolder::open(with.workspace.twin()->session().runFolder());
        QCOMPARE(b.provenance().parent, std::string("first"));
        QCOMPARE(b.provenance().parent_iteration, 10);
        QCOMPARE(with.workspace.pair().b->changes().front().iteration, 10);
    }

    void aRunThatEndsThereIsArmAItself() {
        Branching with(true);
        QTRY_COMPARE(with.badge(with.first()), "interrupted");
        QVERIFY(with.workspace.startTwin({kOff}, *with.workspace.shown(), 10));
        QVERIFY(with.ended());
        QVERIFY(with.reaches(20));
        QCOMPARE(with.workspace.session()->runFolder(), with.first());
    }

    void aTwinWithoutAChangeIsRefused() {
        Branching with;
        QVERIFY(!with.workspace.startTwin({{"prior.residual", std::string("released")}}));
        QVERIFY2(with.lastProblem().contains("choose another change"), qPrintable(with.lastProblem()));
        QVERIFY(!with.workspace.startTwin({{"prior.steps", std::int64_t{10}}}, *with.workspace.shown(), 10));
        QVERIFY(!with.workspace.isOn());
    }

    void stoppingStopsBothAndAFailureLeavesTheOther() {
        Branching with;
        with.script.goTo(7);
        QVERIFY(with.workspace.startTwin({kOff}));
        QVERIFY(with.reaches(7));
        with.workspace.stop();
        QVERIFY(with.ended());
        QCOMPARE(with.workspace.pair().a->state().state, reports::RunState::stopped);
        QCOMPARE(with.workspace.pair().b->state().state, reports::RunState::stopped);

        QSignalSpy failed(&with.workspace, &Workspace::runFailed);
        with.script.failAfter(-1, "no such folder"); // before arm A has a folder
        QVERIFY(with.workspace.startTwin({kOff}));
        QVERIFY(with.ended());
        QCOMPARE(failed.count(), 1);
        QCOMPARE(with.workspace.pair().b->state().state, reports::RunState::stopped);
    }

    void anyTwoRunsMakeAPair() {
        Branching with;
        tests::finishedRun(with.folder / "pets/runs/second");
        with.workspace.showPair(with.first(), with.folder / "pets/runs/second");
        QVERIFY(with.reaches(20));
        QCOMPARE(with.workspace.pair().a.get(), with.workspace.shown());
    }

    void notesReachTheTree() {
        Branching with;
        with.workspace.setNotes(with.first(), {"Best", {"paper"}, "keep", true});
        QTRY_COMPARE(with.workspace.nameOf(with.first()), "Best");
        const QModelIndex index = with.workspace.runs().indexOf(with.first());
        QVERIFY(index.data(session::RunTreeModel::archivedRole).toBool());
        QCOMPARE(index.data(session::RunTreeModel::tagsRole).toStringList(), QStringList{"paper"});
        QCOMPARE(index.data(session::RunTreeModel::noteRole).toString(), "keep");
        with.workspace.setNotes(with.first(), {});
        QTRY_COMPARE(with.workspace.nameOf(with.first()), "first");
        std::filesystem::remove(projects::notesFile(with.first()));
        std::filesystem::create_directories(projects::notesFile(with.first()) / "in the way");
        with.workspace.setNotes(with.first(), {});
        QTRY_VERIFY(with.lastProblem().contains("notes.toml"));
    }
};

QTEST_GUILESS_MAIN(WorkspaceBranchTest)
#include "workspace_branch_test.moc"
