// The run of a workspace: started, refused, edited, stopped, failed and taken up again.
#include <QtTest>

#include "tests/support/scripted_workspace.h"

using namespace ld3m;
using session::Activity;
using session::Workspace;
using tests::ScriptedWorkspace;

namespace {

/// A workspace with a project whose runs go no further than they are told to.
struct Running : ScriptedWorkspace {
    explicit Running(std::int64_t goTo) {
        script.goTo(goTo);
        if (!create("pets") || !workspace.start())
            throw std::runtime_error("no run");
    }
    std::int64_t iteration() { return workspace.sessionHistory()->lastIteration(); }
    bool idle() { return workspace.activity() == Activity::idle; }
    std::filesystem::path run() { return workspace.session()->runFolder(); }
};

} // namespace

class WorkspaceRunTest : public QObject {
    Q_OBJECT
private Q_SLOTS:
    void aStartMakesARunOfTheProjectAndShowsIt() {
        ScriptedWorkspace with;
        with.script.goTo(4);
        QVERIFY(with.create("pets"));
        QSignalSpy started(&with.workspace, &Workspace::sessionStarted);
        QSignalSpy progressed(&with.workspace, &Workspace::progressed);
        QVERIFY(with.workspace.start());
        QCOMPARE(started.count(), 1);
        QVERIFY(with.workspace.isOn() && with.workspace.shownIsOn());
        const auto run = with.workspace.session()->runFolder();
        QCOMPARE(run.parent_path(), with.folder / "pets/runs");
        QCOMPARE(with.workspace.shown(), with.workspace.sessionHistory());
        QTRY_COMPARE(with.workspace.shown()->lastIteration(), 4);
        QTRY_COMPARE(with.badge(run), "running");
        QCOMPARE(progressed.count(), 1);
        with.script.goTo(1000);
        QTRY_VERIFY(!with.workspace.isOn());
        QTRY_COMPARE(with.badge(run), "finished");
        QTRY_VERIFY(!with.workspace.runs().run(run)->held);
    }

    void aSecondStartIsRefusedWhileARunIsOn() {
        Running with(2);
        QVERIFY(!with.workspace.start());
        QVERIFY2(with.lastProblem().contains("stop it before you start the next one"),
                 qPrintable(with.lastProblem()));
        QVERIFY(!with.workspace.resume(with.run()));
        QVERIFY2(with.lastProblem().contains("stop it before you resume"), qPrintable(with.lastProblem()));
        with.workspace.session()->stop();
        QTRY_VERIFY(with.idle());
        const auto first = with.run();
        QVERIFY(with.workspace.start());
        QVERIFY(with.run() != first);
    }

    void nothingElseIsOpenedOrMadeWhileARunIsOn() {
        Running with(2);
        files::writeAtomically(with.folder / "paper.toml", settings::toToml(tests::scriptedRecipe()));
        QVERIFY(!with.create("cars"));
        QVERIFY(!with.workspace.open(with.folder / "pets"));
        QVERIFY(!with.workspace.open(with.folder / "paper.toml"));
        QVERIFY(!with.workspace.openRecipe(with.folder / "paper.toml", with.folder / "mine"));
        QVERIFY2(with.lastProblem().contains("stop it before you open another project"),
                 qPrintable(with.lastProblem()));
        for (const char* untouched : {"cars", "mine", "data"})
            QVERIFY2(!std::filesystem::exists(with.folder / untouched), untouched);
        QCOMPARE(with.workspace.project()->name(), std::string("pets"));
        QVERIFY(with.workspace.isOn());
    }

    void anotherRunMayBeLookedAtMeanwhile() {
        Running with(2);
        tests::finishedRun(with.folder / "other");
        QVERIFY(with.workspace.open(with.folder / "other"));
        QTRY_COMPARE(with.workspace.shown()->lastIteration(), 20);
        QVERIFY(with.workspace.isOn() && !with.workspace.shownIsOn());
        with.script.goTo(3);
        QTRY_COMPARE(with.iteration(), 3);
        with.workspace.show(with.run());
        QVERIFY(with.workspace.shownIsOn());
        QCOMPARE(with.workspace.shown()->lastIteration(), 3);
    }

    void anUnsoundRecipeDoesNotStart() {
        ScriptedWorkspace with;
        QVERIFY(with.create("pets"));
        with.workspace.edit("dataset.path", std::string());
        QVERIFY(!with.workspace.start());
        QVERIFY2(with.lastProblem().contains("dataset.path is empty"), qPrintable(with.lastProblem()));
        QVERIFY(!with.workspace.session());
    }

    void theTreeKnowsWhatTheFolderDoesNotTell() {
        Running with(3);
        QTRY_COMPARE(with.badge(with.run()), "running");
        with.workspace.session()->pause();
        QTRY_COMPARE(with.badge(with.run()), "paused");
        with.workspace.session()->stop();
        QTRY_COMPARE(with.badge(with.run()), "stopped");
        QTRY_VERIFY(with.workspace.runs().run(with.run())->resumable());
    }

    void aFailureIsToldAndTheRunCanGoOnFromItsCheckpoint() {
        Running with(12);
        QSignalSpy failed(&with.workspace, &Workspace::runFailed);
        with.script.failAfter(12, "The GPU ran out of memory: lower distillation.ipc.");
        with.script.goTo(1000);
        QVERIFY(failed.wait());
        QCOMPARE(failed.at(0).at(0).toString(), "The GPU ran out of memory: lower distillation.ipc.");
        QTRY_VERIFY(with.idle());
        QTRY_COMPARE(with.badge(with.run()), "failed");
        const auto failedRun = with.run();
        with.script.failNoMore();
        QVERIFY(with.workspace.retry());
        QCOMPARE(with.run(), failedRun);
        QTRY_VERIFY(with.idle());
        QCOMPARE(with.workspace.shown()->reports().size(), 20u);
        QTRY_COMPARE(with.badge(with.run()), "finished");
    }

    void aRunThatFailedBeforeItHadAFolderIsBegunAnew() {
        ScriptedWorkspace with;
        with.script.failAfter(-1, "The dataset is missing.");
        QVERIFY(with.create("pets"));
        QSignalSpy failed(&with.workspace, &Workspace::runFailed);
        QVERIFY(with.workspace.start());
        QVERIFY(failed.wait());
        QTRY_VERIFY(!with.workspace.isOn());
        with.script.failNoMore();
        QVERIFY(with.workspace.retry());
        QTRY_VERIFY(!with.workspace.isOn());
        QCOMPARE(with.workspace.shown()->lastIteration(), 20);
    }

    void aRunThatWasBrokenMeanwhileIsNotTriedAgain() {
        Running with(12);
        with.script.failAfter(12, "The disk is full.");
        with.script.goTo(1000);
        QTRY_VERIFY(with.idle());
        files::writeAtomically(with.run() / "run.toml", "format = [");
        QVERIFY(!with.workspace.retry());
        QVERIFY2(with.lastProblem().contains("run.toml"), qPrintable(with.lastProblem()));
        QVERIFY(with.idle());
    }

    void aLiveEditReachesTheRunAndTheProject() {
        Running with(2);
        QSignalSpy recipeChanged(&with.workspace, &Workspace::recipeChanged);
        QTRY_COMPARE(with.iteration(), 2);
        with.workspace.edit("distillation.latent_rate", 0.75);
        with.workspace.edit("distillation.ipc", std::int64_t{5}); // may not change live: for the next run
        with.script.goTo(4);
        QTRY_COMPARE(with.iteration(), 4);
        QCOMPARE(with.workspace.shown()->changes().size(), 1u);
        QCOMPARE(with.workspace.shown()->changes()[0].iteration, 3);
        QCOMPARE(with.workspace.session()->recipe().distillation.latent_rate, 0.75);
        QCOMPARE(with.workspace.session()->recipe().distillation.ipc, 2);
        QVERIFY(recipeChanged.isEmpty()); // whoever typed it knows it
        with.workspace.session()->stop();
        QTRY_VERIFY(with.idle());
        QTRY_COMPARE(projects::Project::open(with.folder / "pets").recipe().distillation.latent_rate, 0.75);
    }

    void anInterruptedRunIsResumedWithTheRecipeItHad() {
        ScriptedWorkspace with;
        settings::Recipe recipe = tests::scriptedRecipe();
        recipe.objective.width = 77;
        QVERIFY(with.create("pets"));
        const auto run = with.folder / "pets/runs/one";
        tests::interruptedRun(run, 13, recipe);
        QSignalSpy recipeChanged(&with.workspace, &Workspace::recipeChanged);
        QVERIFY(with.workspace.resume(run));
        QCOMPARE(recipeChanged.count(), 1);
        QCOMPARE(with.workspace.recipe().objective.width, 77);
        QTRY_VERIFY(!with.workspace.isOn());
        QCOMPARE(with.workspace.shown()->reports().size(), 20u);
        QCOMPARE(with.workspace.shown()->state().state, reports::RunState::finished);
        QTRY_COMPARE(with.badge(run), "finished");
    }

    void aResumedRunTellsTheFormHowItWasEdited() {
        Running with(3);
        QTRY_COMPARE(with.iteration(), 3);
        with.workspace.edit("prior.guidance", 5.0);
        with.script.goTo(6);
        QTRY_COMPARE(with.iteration(), 6);
        with.workspace.session()->stop();
        QTRY_VERIFY(with.idle());
        with.workspace.edit("prior.guidance", 9.0); // for the next run, not for this one
        QVERIFY(with.workspace.resume(with.run()));
        QTRY_COMPARE(with.workspace.recipe().prior.guidance, 5.0);
        QTRY_COMPARE(with.workspace.session()->recipe().prior.guidance, 5.0);
    }

    void whatIsNoRunIsNotResumed() {
        ScriptedWorkspace with;
        QVERIFY(!with.workspace.resume(with.folder / "nowhere"));
        QVERIFY2(with.lastProblem().contains("is no run"), qPrintable(with.lastProblem()));
        QVERIFY(!with.workspace.isOn());
    }

    void endingTheWorkspaceStopsTheRunAndKeepsIt() {
        const tests::MemoryFolder folder;
        QSettings settings(tests::toQt(folder / "settings.ini"), QSettings::IniFormat);
        std::filesystem::path run;
        {
            tests::ScriptedEngine script;
            script.goTo(7);
            Workspace workspace(script.engine(), settings);
            QVERIFY(workspace.createProject(folder / "pets", "pets", tests::scriptedRecipe()));
            QVERIFY(workspace.start());
            run = workspace.session()->runFolder();
            QTRY_COMPARE(workspace.sessionHistory()->lastIteration(), 7);
        }
        QCOMPARE(projects::RunFolder::open(run).checkpoints().back(), 7);
        QVERIFY(!projects::RunLock::held(run / "run.lock"));
    }
};

QTEST_GUILESS_MAIN(WorkspaceRunTest)
#include "workspace_run_test.moc"
