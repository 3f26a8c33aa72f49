// Projects, recipes and run folders: what a workspace opens and what it refuses.
#include "app/session/workspace.h"

#include <QtTest>

#include "tests/support/scripted_workspace.h"

using namespace ld3m;
using session::Workspace;
using tests::ScriptedWorkspace;
using tests::toQt;

class WorkspaceTest : public QObject {
    Q_OBJECT

    static void writeRecipe(const std::filesystem::path& file, std::int64_t iterations) {
        settings::Recipe recipe = tests::scriptedRecipe();
        recipe.distillation.iterations = iterations;
        files::writeAtomically(file, settings::toToml(recipe));
    }

private Q_SLOTS:
    void isEmptyAtFirst() {
        ScriptedWorkspace with;
        QVERIFY(!with.workspace.project());
        QVERIFY(!with.workspace.shown());
        QVERIFY(!with.workspace.isOn());
        QVERIFY(!with.workspace.session() && !with.workspace.sessionHistory());
        QCOMPARE(with.workspace.runs().rowCount(), 0);
        QVERIFY(!with.workspace.start());
        QVERIFY2(with.lastProblem().contains("create or open one first"), qPrintable(with.lastProblem()));
        QVERIFY(!with.workspace.retry());
    }

    void aNewProjectIsOpenListedAndRemembered() {
        ScriptedWorkspace with;
        QSignalSpy projectChanged(&with.workspace, &Workspace::projectChanged);
        QSignalSpy recipeChanged(&with.workspace, &Workspace::recipeChanged);
        QVERIFY(with.create("pets"));
        QCOMPARE(projectChanged.count(), 1);
        QCOMPARE(recipeChanged.count(), 1);
        QCOMPARE(with.workspace.project()->name(), std::string("pets"));
        QVERIFY(settings::difference(with.workspace.recipe(), tests::scriptedRecipe()).empty());
        QCOMPARE(with.workspace.recent().folders(), QStringList{toQt(with.folder / "pets")});
        QCOMPARE(with.workspace.runs().index(0, 0).data().toString(), "pets");
        QVERIFY(std::filesystem::exists(with.folder / "pets/project.toml"));
    }

    void opensAProjectByItsFolderOrItsFile() {
        ScriptedWorkspace with;
        QVERIFY(with.create("pets"));
        QVERIFY(with.create("cars"));
        QVERIFY(with.workspace.open(with.folder / "pets/"));
        QCOMPARE(with.workspace.project()->path(), with.folder / "pets");
        QVERIFY(with.workspace.open(with.folder / "cars/project.toml"));
        QCOMPARE(with.workspace.project()->path(), with.folder / "cars");
        QCOMPARE(with.workspace.runs().rowCount(), 1);
    }

    void saysWhatCannotBeOpened_data() {
        QTest::addColumn<QString>("place");
        QTest::addColumn<QString>("words");
        QTest::newRow("nowhere") << "nowhere"
                                 << "give a project folder, a run folder or a recipe";
        QTest::newRow("empty folder") << "empty"
                                      << "is no project";
        QTest::newRow("broken recipe") << "broken.toml"
                                       << "line 1";
        QTest::newRow("unknown setting") << "odd.toml"
                                         << "did you mean prior.steps";
    }
    void saysWhatCannotBeOpened() {
        QFETCH(QString, place);
        QFETCH(QString, words);
        ScriptedWorkspace with;
        std::filesystem::create_directories(with.folder / "empty");
        files::writeAtomically(with.folder / "broken.toml", "format = [");
        files::writeAtomically(with.folder / "odd.toml", "format = 1\n[prior]\nstep = 3\n");
        QVERIFY(!with.workspace.open(with.folder.path() / place.toStdString()));
        QVERIFY2(with.lastProblem().contains(words), qPrintable(with.lastProblem()));
        QVERIFY(!with.workspace.project());
        QVERIFY(!std::filesystem::exists(with.folder / "data"));
    }

    void aProjectIsNotMadeTwice() {
        ScriptedWorkspace with;
        QVERIFY(with.create("pets"));
        QVERIFY(!with.create("pets"));
        QVERIFY2(with.lastProblem().contains("already is a project"), qPrintable(with.lastProblem()));
        QCOMPARE(with.workspace.project()->name(), std::string("pets"));
    }

    void aRecipeOpensInAProjectOfItsOwn() {
        ScriptedWorkspace with;
        writeRecipe(with.folder / "paper.toml", 70);
        QVERIFY(with.workspace.open(with.folder / "paper.toml"));
        const auto folder = Workspace::projectFolderOf(with.folder / "paper.toml");
        QCOMPARE(with.workspace.project()->path(), folder);
        QCOMPARE(with.workspace.project()->name(), std::string("paper"));
        QCOMPARE(folder.filename(), std::filesystem::path("paper"));
        QCOMPARE(with.workspace.recipe().distillation.iterations, 70);
        writeRecipe(with.folder / "paper.toml", 90); // opened again: the same project with the new recipe
        QVERIFY(with.workspace.open(with.folder / "paper.toml"));
        QCOMPARE(with.workspace.project()->path(), folder);
        QCOMPARE(projects::Project::open(folder).recipe().distillation.iterations, 90);
    }

    void aRecipeOpensInTheProjectThatIsNamed() {
        ScriptedWorkspace with;
        writeRecipe(with.folder / "paper.toml", 70);
        QVERIFY(with.workspace.openRecipe(with.folder / "paper.toml", with.folder / "mine"));
        QCOMPARE(with.workspace.project()->path(), with.folder / "mine");
    }

    void aBundledProjectIsCopiedOnceAndItsMovedFilesAreFoundAgain() {
        ScriptedWorkspace with;
        const auto bundle = [&](const char* place) {
            settings::Recipe recipe = tests::scriptedRecipe();
            recipe.dataset.path = (with.folder.path() / place / "images").string();
            std::filesystem::create_directories(recipe.dataset.path);
            return projects::Project::create(with.folder.path() / place / "demo", "Demo", recipe).path();
        };
        QVERIFY(with.workspace.openCopy(bundle("old")));
        const auto copy = with.workspace.project()->path();
        QCOMPARE(copy, Workspace::projectFolderOf("demo"));
        with.workspace.edit("distillation.iterations", std::int64_t{33});
        std::filesystem::remove_all(with.folder / "old");
        QVERIFY(with.workspace.openCopy(bundle("new")));
        QCOMPARE(with.workspace.project()->path(), copy);
        QCOMPARE(with.workspace.recipe().dataset.path, (with.folder / "new/images").string());
        QCOMPARE(with.workspace.recipe().distillation.iterations, 33); // the user's own edits stay
    }

    void anEditIsSavedWithTheProject() {
        ScriptedWorkspace with;
        QVERIFY(with.create("pets"));
        with.workspace.edit("distillation.latent_rate", 0.25);
        QCOMPARE(with.workspace.recipe().distillation.latent_rate, 0.25);
        QTRY_COMPARE(projects::Project::open(with.folder / "pets").recipe().distillation.latent_rate, 0.25);
    }

    void anEditOutOfRangeIsRefusedInWords() {
        ScriptedWorkspace with;
        QVERIFY(with.create("pets"));
        with.workspace.edit("distillation.momentum", 3.0);
        QVERIFY2(with.lastProblem().contains("distillation.momentum"), qPrintable(with.lastProblem()));
        QCOMPARE(with.workspace.recipe().distillation.momentum, 0.5);
    }

    void anEditOfAMomentAgoSurvivesOpeningTheProjectAgain() {
        ScriptedWorkspace with;
        QVERIFY(with.create("pets"));
        with.workspace.edit("distillation.ipc", std::int64_t{7});
        QVERIFY(with.workspace.open(with.folder / "pets"));
        QCOMPARE(with.workspace.recipe().distillation.ipc, 7);
        settings::Recipe recipe = with.workspace.recipe();
        recipe.distillation.ipc = 9;
        with.workspace.setRecipe(recipe);
        QVERIFY(with.create("cars"));
        QCOMPARE(projects::Project::open(with.folder / "pets").recipe().distillation.ipc, 9);
        QCOMPARE(with.workspace.recipe().distillation.ipc, 2);
    }

    void anEditOfAMomentAgoSurvivesTheEnd() {
        const tests::MemoryFolder folder;
        QSettings settings(toQt(folder / "settings.ini"), QSettings::IniFormat);
        {
            Workspace workspace(tests::ScriptedEngine().engine(), settings);
            QVERIFY(workspace.createProject(folder / "pets", "pets", tests::scriptedRecipe()));
            workspace.edit("distillation.ipc", std::int64_t{7});
        }
        QCOMPARE(projects::Project::open(folder / "pets").recipe().distillation.ipc, 7);
    }

    void aProjectThatCannotBeSavedSaysSo() {
        ScriptedWorkspace with;
        QVERIFY(with.create("pets"));
        files::writeAtomically(with.folder / "pets/project.toml", "name = [");
        with.workspace.edit("distillation.ipc", std::int64_t{7});
        QTRY_VERIFY(!with.problems.isEmpty());
        QVERIFY2(with.lastProblem().contains("project.toml"), qPrintable(with.lastProblem()));
    }

    void aRunFolderOpensItsProjectAndShowsTheRun() {
        ScriptedWorkspace with;
        QVERIFY(with.create("pets"));
        const auto run = with.folder / "pets/runs/one";
        tests::finishedRun(run);
        QVERIFY(with.create("cars"));
        QVERIFY(with.workspace.open(run));
        QCOMPARE(with.workspace.project()->path(), with.folder / "pets");
        QCOMPARE(with.workspace.shown()->runFolder(), run);
        QTRY_COMPARE(with.workspace.shown()->lastIteration(), 20);
        QTRY_COMPARE(with.badge(run), "finished");
    }

    void aRunOfNoProjectIsListedOnItsOwn() {
        ScriptedWorkspace with;
        tests::finishedRun(with.folder / "copied");
        tests::interruptedRun(with.folder / "other", 13);
        QVERIFY(with.workspace.open(with.folder / "copied"));
        QVERIFY(!with.workspace.project());
        QTRY_COMPARE(with.badge(with.folder / "copied"), "finished");
        QVERIFY(with.workspace.open(with.folder / "other"));
        QVERIFY(with.workspace.open(with.folder / "copied"));
        const QModelIndex group = with.workspace.runs().index(0, 0);
        QCOMPARE(group.data().toString(), "Opened runs");
        QTRY_COMPARE(with.workspace.runs().rowCount(group), 2);
        QCOMPARE(with.badge(with.folder / "other"), "interrupted");
        QTRY_COMPARE(with.workspace.shown()->lastIteration(), 20);
    }

    void aProjectOpensWithItsNewestRun() {
        ScriptedWorkspace with;
        QVERIFY(with.create("pets"));
        const projects::RunFolder first = tests::finishedRun(with.folder / "pets/runs/first");
        tests::finishedRun(with.folder / "pets/runs/second");
        std::filesystem::last_write_time(
            first.path() / "run.toml", std::filesystem::file_time_type::clock::now() - std::chrono::hours(1));
        QSignalSpy unfinished(&with.workspace, &Workspace::unfinishedFound);
        QVERIFY(with.workspace.open(with.folder / "pets"));
        QTRY_VERIFY(with.workspace.shown());
        QCOMPARE(with.workspace.shown()->runFolder(), with.folder / "pets/runs/second");
        QVERIFY(unfinished.isEmpty());
        QCOMPARE(with.workspace.runs().rowCount(with.workspace.runs().index(0, 0)), 2);
    }

    void anUnfinishedRunIsOfferedOnce() {
        ScriptedWorkspace with;
        QVERIFY(with.create("pets"));
        tests::interruptedRun(with.folder / "pets/runs/one", 13);
        tests::finishedRun(with.folder / "elsewhere");
        QSignalSpy unfinished(&with.workspace, &Workspace::unfinishedFound);
        QVERIFY(with.workspace.open(with.folder / "pets"));
        QVERIFY(unfinished.wait());
        const auto run = unfinished.at(0).at(0).value<session::RunSummary>();
        QCOMPARE(run.folder, with.folder / "pets/runs/one");
        QCOMPARE(run.checkpoint, 10);
        QVERIFY(with.workspace.open(with.folder / "elsewhere"));
        QTRY_COMPARE(with.badge(with.folder / "elsewhere"), "finished");
        QCOMPARE(unfinished.count(), 1);
    }

    void aFolderThatCannotBeReadIsAProblem() {
        ScriptedWorkspace with;
        with.workspace.show(with.folder / "nowhere");
        QTRY_VERIFY(!with.problems.isEmpty());
        QVERIFY2(with.lastProblem().contains("is no run"), qPrintable(with.lastProblem()));
    }
};

QTEST_GUILESS_MAIN(WorkspaceTest)
#include "workspace_test.moc"
