// Evaluating and exporting the shown run, as a person does it in the window, with tools that a test steers.
#include "app/workbench/run_tasks.h"

#include <semaphore>

#include <QImageReader>

#include "app/workbench/task_strip.h"
#include "core/base/error.h"
#include "core/projects/run_lock.h"
#include "tests/app/workbench/scripted_window.h"

using namespace ld3m;
using namespace ld3m::tests;

namespace {

struct Calls {
    std::vector<std::int64_t> evaluated;
    std::int64_t epochs = 0;
    std::filesystem::path exported;
    std::binary_semaphore mayEnd{1};
};

session::Tools scriptedTools(Calls& calls) {
    session::Tools tools;
    tools.evaluate = [&calls](const auto&, std::int64_t iteration, const auto& evaluation, auto& control,
                              auto&) {
        while (!calls.mayEnd.try_acquire_for(std::chrono::milliseconds(2)))
            control.checkpoint();
        calls.evaluated.push_back(iteration);
        calls.epochs = evaluation.epochs;
        reports::EvaluationTable table = scriptedTable(iteration);
        table.protocol = "asked for";
        return table;
    };
    tools.export_set = [&calls](const auto&, std::int64_t iteration, const auto& to, auto&, auto&) {
        if (to.filename() == "refused")
            throw base::RunError("There is no room on the disk.");
        calls.exported = to;
        return session::ExportedSet{iteration, 4, {"PNG files: this build has no OpenCV"}};
    };
    tools.draw_figures = [](const auto&, const auto& to, auto&) { std::filesystem::create_directories(to); };
    return tools;
}

struct WindowWithTools : ScriptedWorkspace {
    Calls calls;
    workbench::MainWindow window{workspace, settings, scriptedTools(calls)};
    workbench::RunTasks* tasks = window.findChild<workbench::RunTasks*>();

    bool shows(const projects::RunFolder& run) {
        workspace.open(run.path());
        return QTest::qWaitFor([&] { return window.livePage().slider()->iteration() == 20; }, kPatience);
    }
    QString said() { return window.banner().message(); }
};

} // namespace

class RunTasksTest : public QObject {
    Q_OBJECT
private Q_SLOTS:
    void nothingToDoWithoutARunOrWithoutTools() {
        WindowWithTools with;
        QVERIFY(!with.window.actions().evaluateNow->isEnabled());
        QVERIFY(!with.window.actions().exportSet->isEnabled());
        QVERIFY(with.shows(finishedRun(with.folder / "run")));
        QVERIFY(with.window.actions().evaluateNow->isEnabled());
        QVERIFY(with.window.actions().exportFigures->isEnabled());

        ScriptedWindow bare;
        QVERIFY(bare.workspace.open(finishedRun(bare.folder / "run").path()));
        QVERIFY(!bare.actions().evaluateNow->isEnabled());
    }

    void evaluatesTheCheckpointNearestToTheShownImages() {
        WindowWithTools with;
        QVERIFY(showActive(with.window));
        QVERIFY(with.shows(finishedRun(with.folder / "run")));
        with.window.livePage().slider()->setIteration(5); // checkpoints are at 0, 10 and 20
        with.window.actions().evaluateNow->trigger();
        QTRY_COMPARE(with.calls.evaluated.size(), 1u);
        QCOMPARE(with.calls.evaluated.front(), 0);
        QTRY_VERIFY2(with.said().startsWith("Iteration 0 reaches 40.0 %"), qPrintable(with.said()));
        QVERIFY(with.said().contains("random real images 25.0 %"));
        // It went into the run: the follower of the folder tells it.
        QTRY_VERIFY(std::ranges::any_of(with.workspace.shown()->evaluations(), [](const auto& table) {
            return table.iteration == 0 && table.protocol == "asked for";
        }));
        const auto& tables = with.workspace.shown()->evaluations();
        QVERIFY(std::ranges::is_sorted(tables, {}, &reports::EvaluationTable::iteration));
        QVERIFY(with.window.actions().evaluateNow->isEnabled());
    }

    void theProjectsRecipeNamesTheProtocolOfItsRuns() {
        WindowWithTools with;
        QVERIFY(with.create("pets"));
        QVERIFY(with.shows(finishedRun(with.folder / "pets/runs/one")));
        with.workspace.edit("evaluation.epochs", std::int64_t(77));
        with.window.actions().evaluateNow->trigger();
        QTRY_COMPARE(with.calls.epochs, 77);

        WindowWithTools alone; // a run in no project is judged by its own recipe
        settings::Recipe recipe = scriptedRecipe();
        recipe.evaluation.epochs = 33;
        QVERIFY(alone.shows(finishedRun(alone.folder / "run", recipe)));
        alone.window.actions().evaluateNow->trigger();
        QTRY_COMPARE(alone.calls.epochs, 33);
    }

    void aFilmOfTheSelectedClasses() {
        WindowWithTools with;
        QVERIFY(showActive(with.window));
        QVERIFY(!with.window.actions().exportFilm->isEnabled());
        QVERIFY(with.shows(finishedRun(with.folder / "run")));
        QVERIFY(with.window.actions().exportFilm->isEnabled());
        QVERIFY(with.window.livePage().chosenClasses().empty()); // all of them
        auto* sheet = with.window.livePage().sheetView();
        QTRY_VERIFY(sheet->sheet().class_names.size() > 1);
        sheet->select(1, 0);
        QCOMPARE(with.window.livePage().chosenClasses(), std::vector{sheet->sheet().class_names[1]});
        const std::filesystem::path whole = with.folder / "whole.apng", one = with.folder / "one.gif";
        with.tasks->exportFilm(whole, {});
        QTRY_VERIFY2(with.said().startsWith("A film of 5 frames is in"), qPrintable(with.said()));
        QTRY_VERIFY(with.window.actions().exportFilm->isEnabled());
        with.tasks->exportFilm(one, with.window.livePage().chosenClasses());
        QTRY_VERIFY2(with.said().contains("one.gif"), qPrintable(with.said()));
        QVERIFY(std::filesystem::file_size(one) > 0);
        QImageReader frames(toQt(whole));
        QVERIFY(frames.size().height() > QImageReader(toQt(one)).size().height());
        QTRY_VERIFY(with.window.actions().exportFilm->isEnabled());
        with.tasks->exportFilm(with.folder / "film.mp4", {});
        QTRY_VERIFY2(with.said().contains(".apng"), qPrintable(with.said()));
    }

    void showsItsProgressAndCanBeCancelled() {
        WindowWithTools with;
        QVERIFY(showActive(with.window));
        QVERIFY(with.shows(finishedRun(with.folder / "run")));
        with.calls.mayEnd.acquire(); // it will not end by itself
        with.window.actions().evaluateNow->trigger();
        QVERIFY(!with.window.actions().evaluateNow->isEnabled());
        auto* strip = with.window.findChild<workbench::TaskStrip*>();
        QTRY_COMPARE(strip->count(), 1);
        click(strip->findChild<QToolButton*>("cancelTask"));
        QTRY_COMPARE(strip->count(), 0);
        QVERIFY(with.calls.evaluated.empty());
        QVERIFY(with.window.actions().evaluateNow->isEnabled());
        QVERIFY(!with.window.banner().isVisible());
    }

    void aRunOfThisWindowIsEvaluatedWhileItGoesOn() {
        WindowWithTools with;
        with.script.goTo(12);
        QVERIFY(with.create("pets") && with.workspace.start());
        QTRY_COMPARE(with.workspace.sessionHistory()->lastIteration(), 12);
        QTRY_VERIFY(with.window.livePage().slider()->iteration() == 10);
        with.window.actions().evaluateNow->trigger();
        const auto asked = [](const auto& table) { return table.protocol == "asked for"; };
        QTRY_COMPARE(std::ranges::count_if(with.workspace.shown()->evaluations(), asked), 1);
        with.script.goTo(1000);
        QTRY_VERIFY(!with.workspace.isOn());
        QCOMPARE(std::ranges::count_if(with.workspace.shown()->evaluations(), asked), 1);
    }

    void aRunOfAnotherProcessIsShownTheTableButNotGivenIt() {
        WindowWithTools with;
        const projects::RunFolder run = finishedRun(with.folder / "run");
        const projects::RunLock lock(run.lockFile());
        QVERIFY(with.shows(run));
        with.window.actions().evaluateNow->trigger();
        QTRY_VERIFY2(with.said().contains("not kept"), qPrintable(with.said()));
        QCOMPARE(with.workspace.shown()->evaluations().back().protocol, std::string("asked for"));
    }

    void aSetIsExportedIntoANewFolder() {
        WindowWithTools with;
        QVERIFY(with.shows(finishedRun(with.folder / "run")));
        with.tasks->exportSet(with.folder / "set");
        QTRY_COMPARE(with.calls.exported, with.folder / "set");
        QTRY_VERIFY2(with.said().contains("4 images of iteration 20"), qPrintable(with.said()));
        QVERIFY(with.said().contains("no OpenCV"));
        QCOMPARE(with.window.banner().findChild<QPushButton*>()->text(), "Open the folder");
    }

    void whatIsRefusedIsSaid() {
        WindowWithTools with;
        QVERIFY(with.shows(finishedRun(with.folder / "run")));
        with.tasks->exportSet(with.folder / "refused");
        QTRY_COMPARE(with.said(), "There is no room on the disk.");
        with.tasks->exportSet(with.folder / "run"); // somebody's files
        QTRY_VERIFY2(with.said().contains("is not empty"), qPrintable(with.said()));
        QVERIFY(with.calls.exported.empty());
    }

    void figuresGoIntoANewFolder() {
        WindowWithTools with;
        QVERIFY(with.shows(finishedRun(with.folder / "run")));
        with.tasks->exportFigures(with.folder / "figures");
        QTRY_VERIFY(with.said().contains("The figures are in"));
        QVERIFY(std::filesystem::is_directory(with.folder / "figures"));
    }
};

QTEST_MAIN(RunTasksTest)
#include "run_tasks_test.moc"
