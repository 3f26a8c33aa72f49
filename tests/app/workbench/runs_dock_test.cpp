#include "app/workbench/runs_dock.h"

#include <QClipboard>
#include <QMenu>
#include <QTreeView>

#include "tests/app/workbench/scripted_window.h"

using namespace ld3m;
using namespace ld3m::tests;

namespace {

/// A window with a project of two runs: a stopped one and a newer, finished one.
struct TwoRuns : ScriptedWindow {
    TwoRuns() {
        create("pets");
        const auto old = interruptedRun(stopped(), 13);
        std::filesystem::last_write_time(
            old.path() / "run.toml", std::filesystem::file_time_type::clock::now() - std::chrono::hours(1));
        finishedRun(finished());
        if (!showActive(window) || !workspace.open(folder / "pets") ||
            !QTest::qWaitFor([&] { return workspace.shown() && !badge(stopped()).isEmpty(); }, kPatience))
            throw std::runtime_error("nothing is listed");
    }
    std::filesystem::path stopped() const { return folder / "pets/runs/stopped"; }
    std::filesystem::path finished() const { return folder / "pets/runs/finished"; }
    QTreeView* tree() { return window.runsDock().view(); }
    QPoint rowOf(const std::filesystem::path& run) {
        return tree()->visualRect(workspace.runs().indexOf(run)).center();
    }
};

} // namespace

class RunsDockTest : public QObject {
    Q_OBJECT
private Q_SLOTS:
    void teachesWhileItIsEmpty() {
        ScriptedWindow with;
        QVERIFY(showActive(with.window));
        QVERIFY(!with.window.runsDock().view()->isVisible());
        QCOMPARE(with.window.runsDock().windowTitle(), "Runs");
    }

    void listsRunsAndSelectsTheShownOne() {
        TwoRuns with;
        QVERIFY(with.tree()->isVisible());
        QCOMPARE(with.window.runsDock().windowTitle(), "Runs · 2");
        QCOMPARE(with.workspace.shown()->runFolder(), with.finished());
        QCOMPARE(with.tree()->currentIndex(), with.workspace.runs().indexOf(with.finished()));
        QVERIFY(!with.window.runsDock().shownResumable());
        QVERIFY(!with.actions().resume->isEnabled());
    }

    void aClickShowsARun() {
        TwoRuns with;
        QTest::mouseClick(with.tree()->viewport(), Qt::LeftButton, {}, with.rowOf(with.stopped()));
        QCOMPARE(with.workspace.shown()->runFolder(), with.stopped());
        QTRY_COMPARE(with.workspace.shown()->lastIteration(), 13);
        QVERIFY(with.window.runsDock().shownResumable());
        QVERIFY(with.actions().resume->isEnabled());
        QTest::keyClick(with.tree(), Qt::Key_Down);
        QCOMPARE(with.workspace.shown()->runFolder(), with.finished());
    }

    void aNewRunIsListedAndSelected() {
        TwoRuns with;
        with.script.goTo(2);
        QVERIFY(with.workspace.start());
        const auto run = with.workspace.session()->runFolder();
        QTRY_VERIFY(with.workspace.runs().indexOf(run).isValid());
        QCOMPARE(with.tree()->currentIndex(), with.workspace.runs().indexOf(run));
        QCOMPARE(with.window.runsDock().windowTitle(), "Runs · 3");
        QVERIFY(with.workspace.shownIsOn());
    }

    void theMenuOfARunResumesAndCopiesItsPath() {
        TwoRuns with;
        QTest::mouseClick(with.tree()->viewport(), Qt::LeftButton, {}, with.rowOf(with.stopped()));
        Q_EMIT with.tree()->customContextMenuRequested(with.rowOf(with.stopped()));
        auto* menu = with.tree()->findChild<QMenu*>();
        QVERIFY(menu && menu->isVisible());
        QVERIFY(menu->actions().contains(with.actions().resume));
        for (QAction* action : menu->actions())
            if (action->text() == "Copy Path")
                action->trigger();
        QCOMPARE(QGuiApplication::clipboard()->text(), toQt(with.stopped()));
        menu->close();
        with.actions().resume->trigger();
        QTRY_COMPARE(with.badge(with.stopped()), "finished");
    }

    void thereIsNoMenuForAProject() {
        TwoRuns with;
        const QModelIndex project = with.workspace.runs().index(0, 0);
        Q_EMIT with.tree()->customContextMenuRequested(with.tree()->visualRect(project).center());
        QVERIFY(!with.tree()->findChild<QMenu*>());
    }
};

QTEST_MAIN(RunsDockTest)
#include "runs_dock_test.moc"
