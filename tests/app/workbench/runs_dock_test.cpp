#include "app/workbench/runs_dock.h"

#include <QClipboard>
#include <QMenu>
#include <QPlainTextEdit>
#include <QSortFilterProxyModel>
#include <QTreeView>

#include "app/workbench/run_notes_dialog.h"
#include "app/workbench/twin_page.h"
#include "app/workbench/window_pages.h"
#include "tests/app/workbench/scripted_window.h"

using namespace ld3m;
using namespace ld3m::tests;
using workbench::RunNotesDialog;

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
    QModelIndex indexOf(const std::filesystem::path& run) {
        return filter()->mapFromSource(workspace.runs().indexOf(run));
    }
    QPoint rowOf(const std::filesystem::path& run) { return tree()->visualRect(indexOf(run)).center(); }
    QSortFilterProxyModel* filter() { return qobject_cast<QSortFilterProxyModel*>(tree()->model()); }
    RunNotesDialog* dialog() {
        for (auto* found : window.findChildren<RunNotesDialog*>())
            if (found->isVisible() && QTest::qWaitForWindowExposed(found))
                return found;
        return nullptr;
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
        QCOMPARE(with.tree()->currentIndex(), with.indexOf(with.finished()));
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
        QCOMPARE(with.tree()->currentIndex(), with.indexOf(run));
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

    void aRunIsNamedTaggedAndNotedByKeys() {
        TwoRuns with;
        with.tree()->setFocus();
        QTest::keyClick(with.tree(), Qt::Key_F2);
        auto* dialog = with.dialog();
        QVERIFY(dialog);
        auto* name = dialog->findChild<QLineEdit*>("runName");
        QVERIFY(name->hasFocus());
        QTest::keyClicks(name, "The good one"); // the old one is selected
        QTest::keyClicks(dialog->findChild<QLineEdit*>("runTags"), "paper, keep");
        QTest::keyClicks(dialog->findChild<QPlainTextEdit*>("runNote"), "T was right");
        QTest::keyClick(name, Qt::Key_Return);
        QTRY_COMPARE(with.workspace.nameOf(with.finished()), "The good one");
        QTRY_COMPARE(projects::readNotes(with.finished()).note, std::string("T was right"));
        QTRY_COMPARE(with.indexOf(with.finished()).data(session::RunTreeModel::tagsRole).toStringList(),
                     (QStringList{"paper", "keep"}));
        with.window.activateWindow();
        QVERIFY(QTest::qWaitForWindowActive(&with.window));
        with.tree()->setFocus();
        QTest::keyClick(with.tree(), Qt::Key_F3);
        QVERIFY(with.dialog() && with.dialog()->findChild<QLineEdit*>("runTags")->hasFocus());
        QTest::keyClick(with.dialog(), Qt::Key_Escape);
        QCOMPARE(projects::readNotes(with.finished()).tags.size(), std::size_t(2));
    }

    void anArchivedRunIsOutOfTheWayUntilItIsWanted() {
        TwoRuns with;
        QTest::mouseClick(with.tree()->viewport(), Qt::LeftButton, {}, with.rowOf(with.stopped()));
        with.tree()->setFocus();
        QTest::keyClick(with.tree(), Qt::Key_Delete);
        QTRY_VERIFY(!with.indexOf(with.stopped()).isValid());
        QVERIFY(projects::readNotes(with.stopped()).archived);
        click(with.window.runsDock().findChild<QToolButton*>("showArchived"));
        QVERIFY(with.indexOf(with.stopped()).isValid());
        QTest::mouseClick(with.tree()->viewport(), Qt::LeftButton, {}, with.rowOf(with.stopped()));
        QTest::keyClick(with.tree(), Qt::Key_Delete);
        QTRY_VERIFY(!projects::readNotes(with.stopped()).archived);
    }

    void theFilterLeavesTheShownRunAlone() {
        TwoRuns with;
        auto* words = with.window.runsDock().findChild<QLineEdit*>("runFilter");
        QTest::keyClicks(words, "stop");
        QVERIFY(with.indexOf(with.stopped()).isValid());
        QVERIFY(!with.indexOf(with.finished()).isValid());
        QCOMPARE(with.workspace.shown()->runFolder(), with.finished());
        words->clear();
        QCOMPARE(with.tree()->currentIndex(), with.indexOf(with.finished()));
    }

    void aBranchIsHeldAgainstItsParentFromTheMenu() {
        TwoRuns with;
        QTRY_VERIFY(with.workspace.shown()->run());
        const auto planned = with.workspace.plan(*with.workspace.shown(), 10, {}, "same again");
        QVERIFY(planned && with.workspace.start(*planned));
        QTRY_VERIFY_WITH_TIMEOUT(!with.workspace.isOn(), kPatience);
        const auto branch = with.workspace.session()->runFolder();
        QTRY_VERIFY(with.indexOf(branch).isValid());
        QCOMPARE(with.indexOf(branch).parent(), with.indexOf(with.finished()));
        QTRY_COMPARE(with.badge(branch), "finished");
        Q_EMIT with.tree()->customContextMenuRequested(with.rowOf(branch));
        auto* menu = with.tree()->findChild<QMenu*>();
        QVERIFY(menu);
        for (QAction* action : menu->actions())
            if (action->text().startsWith("A|B with"))
                action->trigger();
        menu->close();
        QVERIFY(with.window.pages().twin()->isVisible());
        QCOMPARE(with.workspace.pair().a->runFolder(), with.finished());
        QCOMPARE(with.workspace.pair().b->runFolder(), branch);
    }

    void thereIsNoMenuForAProject() {
        TwoRuns with;
        const QModelIndex project = with.filter()->index(0, 0);
        Q_EMIT with.tree()->customContextMenuRequested(with.tree()->visualRect(project).center());
        QVERIFY(!with.tree()->findChild<QMenu*>());
    }
};

QTEST_MAIN(RunsDockTest)
#include "runs_dock_test.moc"
