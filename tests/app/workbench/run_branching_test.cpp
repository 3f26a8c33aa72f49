// Branches and the queue as a person asks for them in the window.
#include "app/workbench/run_branching.h"

#include <QListView>
#include <QMenu>

#include "app/workbench/branch_dialog.h"
#include "app/workbench/queue_pane.h"
#include "tests/app/workbench/scripted_window.h"
#include "widgets/recipe/change_list.h"
#include "widgets/recipe/field_editor.h"
#include "widgets/recipe/field_row.h"

using namespace ld3m;
using namespace ld3m::tests;
using namespace ld3m::workbench;
using session::Activity;

namespace {

/// A window with a project whose one run is finished and shown.
struct Finished : ScriptedWindow {
    Finished() {
        if (!showActive(window) || !create("pets"))
            throw std::runtime_error("no project");
        finishedRun(first());
        if (!workspace.open(folder / "pets") || !QTest::qWaitFor(
                                                    [&] {
                                                        return workspace.shown() &&
                                                               workspace.shown()->run() &&
                                                               workspace.shown()->lastIteration() == 20 &&
                                                               !badge(first()).isEmpty();
                                                    },
                                                    kPatience))
            throw std::runtime_error("nothing is shown");
    }
    std::filesystem::path first() const { return folder / "pets/runs/first"; }
    BranchDialog* ask() {
        QTest::keyClick(&window, Qt::Key_B, Qt::ControlModifier);
        return dialog();
    }
    BranchDialog* dialog() {
        auto* found = window.findChild<BranchDialog*>();
        return found && QTest::qWaitForWindowExposed(found) ? found : nullptr;
    }
    QListView* queue() { return window.runsDock().findChild<QListView*>("queueList"); }
};

QString from(BranchDialog* dialog) {
    return dialog->findChild<QComboBox*>("branchFrom")->currentText();
}
QString note(BranchDialog* dialog) {
    return dialog->findChild<QLabel*>("branchNote")->text();
}
QPushButton* button(BranchDialog* dialog, const char* name) {
    return dialog->findChild<QPushButton*>(name);
}

} // namespace

class RunBranchingTest : public QObject {
    Q_OBJECT
private Q_SLOTS:
    void branchesWhereTheSliderStandsWithTheFormsRecipe() {
        Finished with;
        QTest::keyClick(with.track(), Qt::Key_Home);
        QTest::keyClick(with.track(), Qt::Key_Right);
        QTest::keyClick(with.track(), Qt::Key_Right);
        QTest::keyClick(with.track(), Qt::Key_Right);
        QCOMPARE(with.slider()->iteration(), 15);
        with.edit("prior.guidance", "2");
        auto* dialog = with.ask();
        QVERIFY(dialog);
        QCOMPARE(from(dialog), "iteration 10");
        bool said = false;
        for (const auto* label : dialog->findChildren<QLabel*>())
            said |=
                label->text() == "Iteration 15 is shown; the nearest stored state is that of iteration 10.";
        QVERIFY(said);
        QCOMPARE(dialog->changes()->keys(), QStringList{"prior.guidance"});
        QVERIFY(note(dialog).contains("Goes on with the images of iteration 10"));
        with.script.goTo(12);
        click(button(dialog, "branchNow"));
        QTRY_COMPARE_WITH_TIMEOUT(with.workspace.isOn() ? with.history().lastIteration() : -1, 12, kPatience);
        const auto run = projects::RunFolder::open(with.workspace.session()->runFolder());
        QCOMPARE(run.provenance().parent, std::string("first"));
        QCOMPARE(run.provenance().parent_iteration, 10);
        QCOMPARE(run.provenance().name, std::string("Guidance scale 3 → 2"));
        QTRY_COMPARE(with.slider()->iteration(), 10);
        QCOMPARE(with.plots()->loss()->readoutAt(6), "iteration 6\nloss 2"); // the parent's part of the curve
        with.script.goTo(1000);
        QTRY_VERIFY_WITH_TIMEOUT(!with.workspace.isOn(), kPatience);
    }

    void whatDoesNotFitIsSaidAndTheBeginningAllowsIt() {
        Finished with;
        QTest::keyClick(with.track(), Qt::Key_Left);
        QTest::keyClick(with.track(), Qt::Key_Left);
        with.edit("distillation.ipc", "4");
        auto* dialog = with.ask();
        QVERIFY(dialog);
        QVERIFY2(note(dialog).contains("branch from iteration 0"), qPrintable(note(dialog)));
        QVERIFY(!button(dialog, "branchNow")->isEnabled() && !button(dialog, "branchLater")->isEnabled());
        QTest::keyClick(dialog->findChild<QComboBox*>("branchFrom"), Qt::Key_Home);
        QVERIFY(from(dialog).startsWith("the beginning"));
        QVERIFY(button(dialog, "branchNow")->isEnabled());
        QTest::keyClick(dialog, Qt::Key_Escape);
        QVERIFY(!with.workspace.isOn());
    }

    void theNewestIterationOfAFinishedRunNeedsMoreToDo() {
        Finished with;
        auto* dialog = with.ask();
        QVERIFY(dialog);
        QVERIFY2(note(dialog).contains("nothing left to do"), qPrintable(note(dialog)));
        dialog->add("distillation.iterations");
        type(dialog->changes()->rowOf("distillation.iterations")->editor()->input(), "30");
        QVERIFY2(button(dialog, "branchNow")->isEnabled(), qPrintable(note(dialog)));
        type(dialog->findChild<QLineEdit*>("branchName"), "longer");
        QTRY_COMPARE_WITH_TIMEOUT(with.workspace.session() ? with.history().lastIteration() : -1, 30,
                                  kPatience);
        QTRY_COMPARE(with.workspace.nameOf(with.workspace.session()->runFolder()), "longer");
    }

    void manyChangesAreTakenBackTogether() {
        Finished with;
        QTest::keyClick(with.track(), Qt::Key_Home);
        for (const char* key : {"prior.guidance", "distillation.ipc", "objective.real_batch"})
            with.edit(key, "7");
        auto* dialog = with.ask();
        QVERIFY(dialog);
        QCOMPARE(dialog->findChild<QLineEdit*>("branchName")->placeholderText(), "3 changes");
        for (auto* each : dialog->findChildren<QToolButton*>())
            if (each->text() == "Leave all as they were")
                click(each);
        QVERIFY(dialog->changes()->keys().isEmpty());
        QCOMPARE(dialog->findChild<QLineEdit*>("branchName")->placeholderText(), "no change");
        QVERIFY(with.slider()->actions().contains(with.actions().branch)); // its context menu
    }

    void aLockedFieldOffersABranch() {
        Finished with;
        with.script.goTo(12);
        with.press(with.actions().run);
        QTRY_COMPARE_WITH_TIMEOUT(with.workspace.isOn() ? with.history().lastIteration() : -1, 12, kPatience);
        const auto stopped = with.workspace.session()->runFolder();
        QTRY_VERIFY(with.history().run());
        Q_EMIT with.window.recipeDock().lockedFieldAsked("objective.real_batch");
        QVERIFY(with.window.banner().message().startsWith("objective.real_batch cannot change during a run"));
        click(with.bannerButton());
        auto* dialog = with.dialog();
        QVERIFY(dialog);
        QCOMPARE(dialog->changes()->keys(), QStringList{"objective.real_batch"});
        type(dialog->changes()->rowOf("objective.real_batch")->editor()->input(), "64");
        QCOMPARE(button(dialog, "branchNow")->text(), "Stop the run and branch");
        click(button(dialog, "branchNow"));
        QTRY_VERIFY_WITH_TIMEOUT(with.workspace.session()->runFolder() != stopped, kPatience);
        QCOMPARE(with.workspace.recipe().objective.real_batch, 64);
        QTRY_COMPARE(with.badge(stopped), "stopped");
        with.script.goTo(1000);
        QTRY_VERIFY_WITH_TIMEOUT(!with.workspace.isOn(), kPatience);
    }

    void theQueueIsFilledOrderedCancelledAndRun() {
        Finished with;
        QVERIFY(!with.queue()->isVisible());
        with.edit("distillation.iterations", "11");
        QTest::keyClick(&with.window, Qt::Key_Return, Qt::ControlModifier | Qt::ShiftModifier);
        QVERIFY(with.window.banner().message().contains("waits in the queue"));
        QVERIFY(with.queue()->isVisible());
        for (const char* iterations : {"12", "13"}) {
            with.edit("distillation.iterations", iterations);
            with.actions().enqueue->trigger();
        }
        with.queue()->setFocus();
        with.queue()->setCurrentIndex(with.workspace.queue().index(2));
        QTest::keyClick(with.queue(), Qt::Key_Up, Qt::AltModifier);
        QTest::keyClick(with.queue(), Qt::Key_Up, Qt::AltModifier);
        QCOMPARE(with.workspace.queue().at(0).recipe.distillation.iterations, 13);
        with.queue()->setCurrentIndex(with.workspace.queue().index(1));
        QTest::keyClick(with.queue(), Qt::Key_Delete);
        QCOMPARE(with.workspace.queue().rowCount(), 2);
        QCOMPARE(with.workspace.queue().at(1).recipe.distillation.iterations, 12);

        click(with.bannerButton()); // Start the queue
        QTRY_VERIFY_WITH_TIMEOUT(with.workspace.queue().isEmpty() && !with.workspace.isOn(), kPatience);
        QCOMPARE(with.history().lastIteration(), 12);
        QVERIFY(!with.queue()->isVisible());
        QTRY_COMPARE(with.window.runsDock().windowTitle(), "Runs · 3");
    }

    void aBranchCanWaitForTheRunThatIsOn() {
        Finished with;
        with.script.goTo(12);
        with.press(with.actions().run);
        QTRY_COMPARE_WITH_TIMEOUT(with.workspace.isOn() ? with.history().lastIteration() : -1, 12, kPatience);
        with.workspace.show(with.first());
        QTRY_VERIFY(with.actions().branch->isEnabled() && with.slider()->iteration() == 20);
        QTest::keyClick(with.track(), Qt::Key_Left);
        QTest::keyClick(with.track(), Qt::Key_Left);
        auto* dialog = with.ask();
        QVERIFY(dialog);
        click(button(dialog, "branchLater"));
        QCOMPARE(with.workspace.queue().rowCount(), 1);
        QVERIFY(with.window.banner().message().contains("starts when this run has ended"));
        with.script.goTo(1000);
        QTRY_VERIFY_WITH_TIMEOUT(with.workspace.queue().isEmpty() && !with.workspace.isOn(), kPatience);
        QCOMPARE(projects::RunFolder::open(with.workspace.session()->runFolder()).provenance().parent,
                 std::string("first"));
    }

    void withoutAProjectNothingBranches() {
        ScriptedWindow with;
        QVERIFY(showActive(with.window));
        for (const QAction* action :
             {with.actions().branch, with.actions().twin, with.actions().enqueue, with.actions().startQueue})
            QVERIFY2(!action->isEnabled(), qPrintable(action->objectName()));
    }
};

QTEST_MAIN(RunBranchingTest)
#include "run_branching_test.moc"
