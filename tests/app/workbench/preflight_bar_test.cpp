// The line above the page: what it says, what it opens, and that a problem keeps Run from starting.
#include <QToolButton>
#include <QUndoStack>

#include "app/workbench/preflight_bar.h"
#include "tests/app/workbench/scripted_window.h"
#include "widgets/status/preflight_list.h"
#include "widgets/status/preflight_row.h"

using namespace ld3m;

namespace {

/// Finds fault with more than 5 images per class.
reports::PreflightReport check(const settings::Recipe& recipe, const std::filesystem::path&,
                               const reports::CheckWatch&) {
    reports::PreflightReport report;
    report.lines = {{.subject = "Dataset", .found = "pets", .key = "dataset.path"}};
    if (recipe.distillation.ipc > 5)
        report.lines.push_back({reports::CheckLevel::problem, "Images per class",
                                "The class \"cat\" has 5 training images.", "Lower distillation.ipc to 5.",
                                "distillation.ipc", settings::Value(std::int64_t{5})});
    report.classes = 2;
    report.images = 10;
    report.complete = true;
    return report;
}

} // namespace

class PreflightBarTest : public QObject {
    Q_OBJECT

    struct Checked : tests::ScriptedWorkspace {
        workbench::MainWindow window{workspace, settings, [] {
                                         session::Tools tools;
                                         tools.preflight = check;
                                         return tools;
                                     }()};
        workbench::PreflightBar& bar() { return window.preflightBar(); }
        bool settled() {
            return QTest::qWaitFor(
                [this] { return !bar().watch().isChecking() && bar().watch().isCurrent(); },
                tests::kPatience);
        }
        void setIpc(std::int64_t ipc) { window.recipeDock().form()->setValue("distillation.ipc", ipc); }
    };

private Q_SLOTS:
    void oneLineThatOpensTheList() {
        Checked checked;
        QVERIFY(tests::showActive(checked.window));
        QVERIFY(!checked.bar().isVisible());
        QVERIFY(checked.create("pets") && checked.settled());
        QVERIFY(checked.bar().isVisible() && !checked.bar().list()->isVisible());
        QCOMPARE(checked.bar().line()->text(), QString("Ready: 2 classes · 10 images"));
        tests::click(checked.bar().line());
        QVERIFY(checked.bar().list()->isVisible());
        QCOMPARE(int(checked.bar().list()->rows().size()), 1);
        tests::click(checked.bar().line());
        QVERIFY(!checked.bar().list()->isVisible());
    }

    void aProblemKeepsRunFromStarting() {
        Checked checked;
        QVERIFY(tests::showActive(checked.window));
        QVERIFY(checked.create("pets"));
        checked.setIpc(7);
        QVERIFY(checked.settled());
        checked.window.actions().run->trigger();
        QVERIFY(!checked.workspace.isOn() && !checked.workspace.session());
        QVERIFY(checked.bar().list()->isVisible());
        QVERIFY(checked.window.banner().isVisible());
        QCOMPARE(checked.window.banner().message(),
                 QString("The class \"cat\" has 5 training images. Lower distillation.ipc to 5."));

        // Its button takes the fix, and Run runs.
        tests::click(checked.bar().list()->rows().front()->applyButton());
        QCOMPARE(checked.workspace.recipe().distillation.ipc, 5);
        QVERIFY(checked.settled());
        checked.window.recipeDock().undoStack()->undo();
        QCOMPARE(checked.workspace.recipe().distillation.ipc, 7);
        checked.setIpc(5);
        QVERIFY(checked.settled());
        checked.window.actions().run->trigger();
        QVERIFY(checked.workspace.session());
        QVERIFY(QTest::qWaitFor([&] { return !checked.workspace.isOn(); }, tests::kPatience));
    }

    void theBannerLeadsToTheSetting() {
        Checked checked;
        QVERIFY(tests::showActive(checked.window));
        QVERIFY(checked.create("pets"));
        checked.setIpc(7);
        QVERIFY(checked.settled());
        checked.window.recipeDock().hide();
        checked.window.actions().run->trigger();
        tests::click(checked.window.banner().findChild<QPushButton*>());
        QVERIFY(checked.window.recipeDock().isVisible());
        QWidget* editor = checked.window.recipeDock().form()->editorOf("distillation.ipc");
        QTRY_VERIFY(editor->hasFocus() || editor->isAncestorOf(QApplication::focusWidget()));
    }

    void aLineLeadsToItsSetting() {
        Checked checked;
        QVERIFY(tests::showActive(checked.window));
        QVERIFY(checked.create("pets") && checked.settled());
        tests::click(checked.bar().line());
        QTest::mouseClick(checked.bar().list()->rows().front(), Qt::LeftButton, {}, QPoint(160, 8));
        QWidget* editor = checked.window.recipeDock().form()->editorOf("dataset.path");
        QTRY_VERIFY(editor->hasFocus() || editor->isAncestorOf(QApplication::focusWidget()));
    }

    void hiddenWhileARunIsOn() {
        Checked checked;
        QVERIFY(tests::showActive(checked.window));
        checked.script.goTo(3);
        QVERIFY(checked.create("pets") && checked.settled());
        checked.window.actions().run->trigger();
        QVERIFY(!checked.bar().isVisible());
        checked.workspace.session()->stop();
        QTRY_VERIFY_WITH_TIMEOUT(checked.bar().isVisible(), tests::kPatience);
    }

    void withoutACheckThereIsNoLineAndRunRuns() {
        tests::ScriptedWindow plain;
        QVERIFY(tests::showActive(plain.window));
        QVERIFY(plain.create("pets"));
        QVERIFY(!plain.window.preflightBar().isVisible());
        QVERIFY(plain.window.preflightBar().letsRun());
    }
};

QTEST_MAIN(PreflightBarTest)
#include "preflight_bar_test.moc"
