// What the window does when something is changed, fails or ends: banners, marks, questions, and the way back.
#include <QMessageBox>
#include <QUndoStack>

#include "app/workbench/branch_dialog.h"
#include "tests/app/workbench/scripted_window.h"
#include "widgets/plots/custom_plot.h"

using namespace ld3m;
using namespace ld3m::tests;
using session::Activity;
using widgets::BannerKind;

namespace {

/// Texts that are drawn over a plot's curves.
QStringList labelsOn(widgets::CurvePlot* plot) {
    const auto* canvas = plot->findChild<QCustomPlot*>();
    QStringList labels;
    for (int i = 0; i < canvas->itemCount(); ++i)
        if (const auto* text = qobject_cast<QCPItemText*>(canvas->item(i)))
            labels << text->text();
    return labels;
}

QAbstractButton* buttonOf(QMessageBox* box, QMessageBox::ButtonRole role) {
    for (QAbstractButton* button : box->buttons())
        if (box->buttonRole(button) == role)
            return button;
    return nullptr;
}

} // namespace

class MainWindowTroubleTest : public QObject {
    Q_OBJECT
private Q_SLOTS:
    void aKnobTurnedDuringTheRunIsMarkedEverywhere() {
        ScriptedWindow with;
        QVERIFY(showActive(with.window));
        QVERIFY(with.runTo(3));
        with.edit("distillation.latent_rate", "0.75");
        with.edit("distillation.iterations", "40");
        with.script.goTo(5);
        QTRY_COMPARE(with.history().lastIteration(), 5);
        QCOMPARE(with.history().reports()[3].latent_rate, 0.75);
        QCOMPARE(with.track()->marks().size(), 2u);
        QCOMPARE(with.track()->marks()[0].first, 4);
        QCOMPARE(with.track()->marks()[0].second, "Rate of Z 0.1 → 0.75");
        for (widgets::CurvePlot* plot : with.plots()->plots())
            QVERIFY2(labelsOn(plot).contains("Rate of Z 0.1 → 0.75"), qPrintable(plot->title()));
        QTRY_VERIFY(with.log().contains("Rate of Z 0.1 → 0.75, from iteration 4 on"));
        QTRY_COMPARE(with.strip()->progressText(), "5 / 40");
        QCOMPARE(with.track()->position(40),
                 with.track()->width() - with.track()->position(0)); // the right end
    }

    void aLockedFieldSaysWhatToDo() {
        ScriptedWindow with;
        QVERIFY(showActive(with.window));
        QVERIFY(with.runTo(2));
        auto* form = with.window.recipeDock().form();
        form->reveal("dataset.resolution");
        QWidget* input = form->editorOf("dataset.resolution");
        QVERIFY(!input->isEnabled());
        QWidget* row = input->parentWidget()->parentWidget();
        for (auto* button : row->findChildren<QToolButton*>())
            if (button->isVisible())
                click(button);
        QVERIFY(with.window.banner().isVisible());
        QVERIFY(with.window.banner().message().startsWith("dataset.resolution cannot change during a run"));
        QTRY_VERIFY(with.history().run());
        click(with.bannerButton());
        auto* dialog = with.window.findChild<workbench::BranchDialog*>();
        QVERIFY(dialog && QTest::qWaitForWindowExposed(dialog));
        QTest::keyClick(dialog, Qt::Key_Escape);
        QVERIFY(with.workspace.isOn() && !input->isEnabled());
    }

    void whatWasTypedBeforeTheRunIsNotUndoneDuringIt() {
        ScriptedWindow with;
        QVERIFY(showActive(with.window));
        QVERIFY(with.create("pets"));
        with.edit("distillation.ipc", "3");
        QVERIFY(with.window.recipeDock().undoStack()->canUndo());
        with.script.goTo(2);
        with.press(with.actions().run);
        QTRY_VERIFY(with.workspace.isOn());
        QVERIFY(!with.window.recipeDock().undoStack()->canUndo());
        QCOMPARE(with.workspace.recipe().distillation.ipc, 3);
        with.edit("distillation.latent_rate", "0.75"); // a live one still is
        QTest::keyClick(&with.window, Qt::Key_Z, Qt::ControlModifier);
        QCOMPARE(with.workspace.recipe().distillation.latent_rate, 0.1);
    }

    void aFailureIsABannerWithASentenceAndANextStep() {
        ScriptedWindow with;
        QVERIFY(showActive(with.window));
        QVERIFY(with.runTo(12));
        with.script.failAfter(12, "The GPU ran out of memory: lower distillation.ipc.");
        with.script.goTo(1000);
        QTRY_VERIFY(!with.workspace.isOn());
        QVERIFY(with.window.banner().isVisible());
        QCOMPARE(with.window.banner().kind(), BannerKind::failure);
        QCOMPARE(with.window.banner().message(), "The GPU ran out of memory: lower distillation.ipc.");
        QVERIFY(with.log().contains("failed: The GPU ran out of memory"));
        QVERIFY(!QApplication::activeModalWidget());
        with.script.failNoMore();
        QCOMPARE(with.bannerButton()->text(), "Try again");
        click(with.bannerButton());
        QVERIFY(!with.window.banner().isVisible());
        QTRY_COMPARE(with.history().lastIteration(), 20);
        QCOMPARE(with.history().reports().size(), 20u); // taken up at its checkpoint, not begun anew
    }

    void aRunThatNeverBeganIsTriedAnew() {
        ScriptedWindow with;
        QVERIFY(showActive(with.window));
        with.script.failAfter(-1, "The dataset is missing.");
        QVERIFY(with.create("pets"));
        with.press(with.actions().run);
        QTRY_VERIFY(!with.workspace.isOn() && with.window.banner().isVisible());
        with.script.failNoMore();
        click(with.bannerButton());
        QTRY_COMPARE(with.history().lastIteration(), 20);
    }

    void anUnfinishedRunIsOfferedWhenItsProjectOpens() {
        ScriptedWindow with;
        QVERIFY(with.create("pets"));
        interruptedRun(with.folder / "pets/runs/one", 13);
        QVERIFY(showActive(with.window));
        QVERIFY(with.workspace.open(with.folder / "pets"));
        QTRY_VERIFY(with.window.banner().isVisible());
        QCOMPARE(with.window.banner().message(), "one is not finished: it has 13 of 20 iterations, and a "
                                                 "checkpoint of iteration 10.");
        QCOMPARE(with.bannerButton()->text(), "Resume");
        click(with.bannerButton());
        QTRY_VERIFY(with.workspace.sessionHistory() && with.history().lastIteration() == 20);
        QTRY_COMPARE(with.badge(with.folder / "pets/runs/one"), "finished");
    }

    void closingWithARunOnAsksOnceAndKeepsTheRun() {
        ScriptedWindow with;
        QVERIFY(showActive(with.window));
        QVERIFY(with.runTo(7));
        QVERIFY(!with.window.close());
        QVERIFY(!with.window.close());
        const auto questions = with.window.findChildren<QMessageBox*>("closeQuestion");
        QCOMPARE(questions.size(), 1);
        click(buttonOf(questions[0], QMessageBox::RejectRole));
        QVERIFY(with.workspace.activity() == Activity::running);
        QTRY_VERIFY(with.window.findChildren<QMessageBox*>("closeQuestion").isEmpty());

        QVERIFY(!with.window.close());
        click(buttonOf(with.window.findChild<QMessageBox*>("closeQuestion"), QMessageBox::AcceptRole));
        QTRY_VERIFY(!with.window.isVisible());
        QVERIFY(!with.workspace.isOn());
        const auto run = projects::RunFolder::open(with.workspace.session()->runFolder());
        QCOMPARE(run.checkpoints().back(), 7);
        QVERIFY(!projects::RunLock::held(run.lockFile()));
    }

    void aRunThatEndsBeforeTheAnswerClosesTooAfterIt() {
        ScriptedWindow with;
        QVERIFY(showActive(with.window));
        QVERIFY(with.runTo(7));
        QVERIFY(!with.window.close());
        with.script.goTo(1000);
        QTRY_VERIFY(!with.workspace.isOn());
        QVERIFY(with.window.isVisible());
        click(buttonOf(with.window.findChild<QMessageBox*>("closeQuestion"), QMessageBox::AcceptRole));
        QTRY_VERIFY(!with.window.isVisible());
    }

    void closingWithoutARunAsksNothing() {
        ScriptedWindow with;
        QVERIFY(showActive(with.window));
        QVERIFY(with.create("pets"));
        QVERIFY(with.window.close());
        QVERIFY(!with.window.findChild<QMessageBox*>());
    }

    void theLayoutIsRememberedForEachProject() {
        const MemoryFolder folder;
        QSettings settings(toQt(folder / "settings.ini"), QSettings::IniFormat);
        const auto recipe = scriptedRecipe();
        {
            session::Workspace workspace(ScriptedEngine().engine(), settings);
            workbench::MainWindow window(workspace, settings);
            QVERIFY(showActive(window));
            QVERIFY(workspace.createProject(folder / "a", "a", recipe));
            QTest::keyClick(&window, Qt::Key_1, Qt::ControlModifier);
            QVERIFY(!window.runsDock().isVisible());
            QVERIFY(workspace.createProject(folder / "b", "b", recipe));
            QTest::keyClick(&window, Qt::Key_1, Qt::ControlModifier);
            QVERIFY(window.runsDock().isVisible());
            QVERIFY(workspace.open(folder / "a"));
            QVERIFY(!window.runsDock().isVisible());
            window.close();
        }
        session::Workspace workspace(ScriptedEngine().engine(), settings);
        workbench::MainWindow window(workspace, settings);
        QVERIFY(showActive(window));
        QVERIFY(workspace.open(folder / "b"));
        QVERIFY(window.runsDock().isVisible());
        QVERIFY(workspace.open(folder / "a"));
        QVERIFY(!window.runsDock().isVisible());
        QTest::keyClick(&window, Qt::Key_R, Qt::ControlModifier | Qt::ShiftModifier);
        QVERIFY(window.runsDock().isVisible());
    }
};

QTEST_MAIN(MainWindowTroubleTest)
#include "main_window_trouble_test.moc"
