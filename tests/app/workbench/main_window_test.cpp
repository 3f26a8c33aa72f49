// A first morning with the window: from the empty state to a run that is watched, steered and scrubbed.
#include "app/workbench/main_window.h"

#include <QDockWidget>
#include <QDropEvent>
#include <QMimeData>
#include <QStackedWidget>

#include "app/workbench/latency_meter.h"
#include "app/workbench/new_project_dialog.h"
#include "app/workbench/start_page.h"
#include "app/workbench/sweep_page.h"
#include "app/workbench/window_pages.h"
#include "core/files/atomic_file.h"
#include "core/settings/recipe_file.h"
#include "tests/app/workbench/scripted_window.h"
#include "widgets/status/phase_bar.h"
#include "widgets/tables/evaluation_table_model.h"

using namespace ld3m;
using namespace ld3m::tests;
using namespace ld3m::workbench;
using session::Activity;

class MainWindowTest : public QObject {
    Q_OBJECT
private Q_SLOTS:
    // A laptop's screen without its panel.
    void fitsASmallScreen() {
        ScriptedWindow with;
        QVERIFY(showActive(with.window));
        QVERIFY(with.create("pets"));
        const QSize smallest = with.window.minimumSizeHint();
        QVERIFY2(smallest.width() <= 1280 && smallest.height() <= 700,
                 qPrintable(QString("%1 x %2").arg(smallest.width()).arg(smallest.height())));
    }

    void docksKeepTheirWidthsInASmallerWindow() {
        ScriptedWindow with;
        QVERIFY(showActive(with.window));
        QVERIFY(with.create("pets"));
        const int runs = with.window.runsDock().width();
        const int recipe = with.window.recipeDock().width();
        with.window.resize(1440, 900);
        QTRY_COMPARE(with.window.width(), 1440);
        QCOMPARE(with.window.runsDock().width(), runs);
        QCOMPARE(with.window.recipeDock().width(), recipe);
    }

    void resettingTheLayoutKeepsTheWindowsSize() {
        ScriptedWindow with;
        with.window.resize(1300, 760);
        QVERIFY(showActive(with.window));
        QVERIFY(with.create("pets"));
        const QSize before = with.window.size();
        auto* dock = with.window.findChild<QDockWidget*>("evaluationDock");
        const int width = dock->width();
        with.window.resizeDocks({dock}, {width + 120}, Qt::Horizontal);
        QCoreApplication::processEvents();
        QVERIFY(dock->width() > width);
        with.actions().resetLayout->trigger();
        QCoreApplication::processEvents();
        QCOMPARE(with.window.size(), before);
        QCOMPARE(dock->width(), width);
    }

    void aLayoutThatNobodySawIsNotRemembered() {
        ScriptedWindow with;
        const auto layouts = [&] {
            return with.settings.allKeys().filter("layouts/").filter("/docks").size();
        };
        QVERIFY(with.create("pets")); // as by --demo, before the window is shown
        QCOMPARE(layouts(), 0);
        QVERIFY(showActive(with.window));
        QVERIFY(with.create("others"));
        QCOMPARE(layouts(), 1); // that of "pets"
    }

    void beginsWithTheStartPage() {
        ScriptedWindow with;
        QVERIFY(showActive(with.window));
        QVERIFY(with.window.findChild<StartPage*>()->isVisible());
        QVERIFY(!with.window.livePage().isVisible());
        QVERIFY(!with.window.banner().isVisible());
        QVERIFY(!with.actions().run->isEnabled());
        QVERIFY(with.actions().newProject->isEnabled());
        QCOMPARE(with.strip()->progressText(), "no run");
        QCOMPARE(with.window.windowTitle(), "LD3M Workbench");
    }

    void aProjectIsMadeAndRunByHand() {
        ScriptedWindow with;
        QVERIFY(showActive(with.window));

        click(with.window.findChild<QPushButton*>("newProjectButton"));
        auto* dialog = with.window.findChild<NewProjectDialog*>();
        QVERIFY(dialog && QTest::qWaitForWindowExposed(dialog));
        auto* place = dialog->findChild<QLineEdit*>("projectLocation");
        place->selectAll();
        QTest::keyClicks(place, toQt(with.folder.path()));
        auto* name = dialog->findChild<QLineEdit*>("projectName");
        QTest::keyClicks(name, "pets");
        QTest::keyClick(name, Qt::Key_Return);
        QVERIFY(with.workspace.project());
        QCOMPARE(with.workspace.project()->path(), with.folder / "pets");
        QVERIFY(with.window.livePage().isVisible());
        QVERIFY(with.window.windowTitle().startsWith("pets"));

        with.press(with.actions().run); // no dataset yet
        QVERIFY(with.window.banner().isVisible());
        QVERIFY(with.window.banner().message().contains("dataset.path is empty"));
        with.edit("dataset.path", "/data/pets");
        with.edit("prior.kind", "pixel");
        with.edit("distillation.ipc", "2");
        with.edit("evaluation.every", "10");
        with.script.goTo(12);
        with.press(with.actions().run);
        QTRY_COMPARE(with.workspace.isOn() ? with.history().lastIteration() : -1, 12);
        QVERIFY(!with.window.banner().isVisible());
        QCOMPARE(with.workspace.session()->recipe().prior.kind, settings::PriorKind::pixel);
        QTRY_COMPARE(pictured(with.sheet()->sheet()), 10);
        with.press(with.actions().stop);
        QTRY_VERIFY(!with.workspace.isOn());
    }

    void everythingFillsFromWhatTheRunSays() {
        ScriptedWindow with;
        QVERIFY(showActive(with.window));
        QVERIFY(with.runTo(12));

        QTRY_COMPARE(with.sheet()->sheet().iteration, 10);
        const QImage shown = with.sheet()->viewport()->grab().toImage();
        for (const int label : {0, 1})
            for (const int k : {0, 1})
                QCOMPARE(shown.pixelColor(with.sheet()->tileRect(label, k).center()),
                         QColor(10, 100 * label, 50 * k));
        QCOMPARE(with.plots()->loss()->readoutAt(6), "iteration 6\nloss 2");
        QCOMPARE(with.plots()->latentGradient()->readoutAt(12), "iteration 12\nZ 0.25");
        QCOMPARE(with.plots()->conditioningGradient()->readoutAt(1), "iteration 1\nc 0.5");
        QCOMPARE(with.plots()->accuracy()->readoutAt(10), "iteration 10\nconvnet 50 ± 1");
        auto* table = with.window.evaluationDock().table();
        QCOMPARE(table->shownIteration(), 10);
        QCOMPARE(table->model()->index(0, 1).data().toString(), "50.0 ± 1.0");
        QTRY_COMPARE(with.strip()->progressText(), "12 / 20");
        QCOMPARE(with.strip()->speedText(), "4.0 it/s · ETA 2 s");
        QTRY_VERIFY(with.log().contains("checkpoint of iteration 10 written"));
        QVERIFY(with.log().contains("synthetic images, convnet at iteration 10: 50.0 ± 1.0 %"));
        QTRY_VERIFY(qFuzzyCompare(with.window.findChild<widgets::PhaseBar*>()->total(), 0.25));
        QTRY_COMPARE(with.badge(with.workspace.session()->runFolder()), "running");
        QTRY_VERIFY(with.window.latency().count() > 0);
    }

    void shortcutsSteerTheRun() {
        ScriptedWindow with;
        QVERIFY(showActive(with.window));
        QVERIFY(with.runTo(3));
        QTest::keyClick(&with.window, Qt::Key_F6);
        QTRY_VERIFY(with.workspace.activity() == Activity::paused);
        QCOMPARE(with.actions().run->text().remove('&'), "Continue");
        with.script.goTo(1000);
        QTest::keyClick(&with.window, Qt::Key_F7);
        QTRY_VERIFY(with.workspace.activity() == Activity::paused && with.history().lastIteration() == 4);
        with.script.goTo(6);
        QTest::keyClick(&with.window, Qt::Key_F5);
        QTRY_COMPARE(with.history().lastIteration(), 6);
        QTest::keyClick(&with.window, Qt::Key_F5, Qt::ShiftModifier);
        QTRY_VERIFY(!with.workspace.isOn());
        QTRY_VERIFY(with.actions().resume->isEnabled());
        with.script.goTo(1000);
        QTest::keyClick(&with.window, Qt::Key_F5, Qt::ControlModifier);
        QTRY_VERIFY(!with.workspace.isOn() && with.history().lastIteration() == 20);
        QTRY_COMPARE(with.strip()->progressText(), "20 / 20");
    }

    void theSliderScrubsEverythingTogether() {
        ScriptedWindow with;
        QVERIFY(showActive(with.window));
        QVERIFY(with.runTo(12));
        QTRY_COMPARE(with.slider()->iteration(), 10);
        QTest::keyClick(with.track(), Qt::Key_Left);
        QCOMPARE(with.slider()->iteration(), 5);
        QVERIFY(!with.slider()->isLive());
        QTRY_COMPARE(pictured(with.sheet()->sheet()), 5);
        QCOMPARE(*with.plots()->loss()->cursorX(), 5.0);
        QCOMPARE(with.window.evaluationDock().table()->shownIteration(), 0);

        with.script.goTo(16); // newer images do not push the shown one away
        QTRY_COMPARE(with.history().latestSheet()->iteration, 15);
        QCOMPARE(pictured(with.sheet()->sheet()), 5);
        QTest::keyClick(with.track(), Qt::Key_Home);
        QTRY_COMPARE(pictured(with.sheet()->sheet()), 0);

        QTest::keyClick(&with.window, Qt::Key_L, Qt::ControlModifier);
        QVERIFY(with.slider()->isLive());
        QTRY_COMPARE(pictured(with.sheet()->sheet()), 15);
        QVERIFY(!with.plots()->loss()->cursorX());
        QCOMPARE(with.window.evaluationDock().table()->shownIteration(), 10);
    }

    void theCursorLeavesWithLiveEvenAtTheNewestImages() {
        ScriptedWindow with;
        QVERIFY(showActive(with.window));
        QVERIFY(with.runTo(12));
        QTRY_COMPARE(with.slider()->iteration(), 10);
        QTest::keyClick(with.track(), Qt::Key_Left);
        QTest::keyClick(with.track(), Qt::Key_Right);
        QCOMPARE(*with.plots()->loss()->cursorX(), 10.0);
        click(with.slider()->findChild<QAbstractButton*>());
        QVERIFY(with.slider()->isLive());
        QVERIFY(!with.plots()->loss()->cursorX());
    }

    void aDroppedRunFolderIsShown() {
        ScriptedWindow with;
        finishedRun(with.folder / "copied");
        QVERIFY(showActive(with.window));
        QMimeData data;
        data.setUrls({QUrl::fromLocalFile(toQt(with.folder / "copied"))});
        QDragEnterEvent enter({10, 10}, Qt::CopyAction, &data, Qt::LeftButton, {});
        QApplication::sendEvent(&with.window, &enter);
        QVERIFY(enter.isAccepted());
        QDropEvent drop({10, 10}, Qt::CopyAction, &data, Qt::LeftButton, {});
        QApplication::sendEvent(&with.window, &drop);
        QVERIFY(with.window.livePage().isVisible());
        QTRY_COMPARE(pictured(with.sheet()->sheet()), 20);
        QCOMPARE(with.plots()->loss()->readoutAt(20), "iteration 20\nloss 0.6");
        QVERIFY(!with.actions().run->isEnabled()); // there is no project to run in
    }

    /// Without a project, too: a sweep brings its own recipe.
    void aDroppedSweepIsOpenedOnItsPage() {
        ScriptedWindow with;
        files::writeAtomically(with.folder / "recipe.toml", settings::toToml(scriptedRecipe()));
        files::writeAtomically(with.folder / "seeds.toml",
                               "format = 1\nrecipe = \"recipe.toml\"\nrepeat = 2\n");
        QVERIFY(showActive(with.window));
        with.window.open(toQt(with.folder / "seeds.toml"));
        const workbench::WindowPages& pages = with.window.pages();
        QVERIFY(pages.sweep()->isVisible());
        QTRY_VERIFY(pages.sweep()->sweep().isOpen());
        QCOMPARE(pages.sweep()->sweep().status().points.size(), std::size_t(2));
        QVERIFY(!with.workspace.project());
    }

    void theDemoIsCopiedAndOpened() {
        ScriptedWindow with;
        QVERIFY(showActive(with.window));
        click(with.window.findChild<QPushButton*>("openDemoButton"));
        QVERIFY2(with.workspace.project(), qPrintable(with.window.banner().message()));
        QVERIFY(with.workspace.project()->name().starts_with("Demo"));
        QCOMPARE(with.workspace.project()->path(), session::Workspace::projectFolderOf("demo"));
    }
};

QTEST_MAIN(MainWindowTest)
#include "main_window_test.moc"
