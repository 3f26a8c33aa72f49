// A whole session with real events and the real engine: from a dropped folder of images to a window that is
// opened again and finds everything as it was.
#include <QDockWidget>
#include <QDropEvent>
#include <QLabel>
#include <QMenuBar>
#include <QMessageBox>
#include <QMimeData>
#include <QRadioButton>

#include "app/workbench/branch_dialog.h"
#include "app/workbench/engine_tools.h"
#include "app/workbench/images_project_dialog.h"
#include "app/workbench/run_tasks.h"
#include "app/workbench/twin_dialog.h"
#include "app/workbench/twin_menu.h"
#include "app/workbench/window_pages.h"
#include "core/distillation/branch.h"
#include "core/distillation/distil.h"
#include "core/sets/import_set.h"
#include "tests/app/workbench/scripted_window.h"
#include "tests/support/temporary_folder.h"
#include "tests/support/tiny_run.h"
#include "widgets/recipe/change_list.h"
#include "widgets/recipe/field_editor.h"
#include "widgets/recipe/field_row.h"

using namespace ld3m;
using namespace ld3m::tests;
using session::Activity;

namespace {

struct RealWindow {
    explicit RealWindow(const std::filesystem::path& folder)
        : settings(toQt(folder / "settings.ini"), QSettings::IniFormat),
          workspace(distillation::distil, settings), window(workspace, settings, workbench::engineTools()) {
        workspace.useBrancher(distillation::branchRun);
    }

    workbench::Actions& actions() { return window.actions(); }
    widgets::IterationSlider* slider() { return window.livePage().slider(); }
    void press(QAction* action) { click(window.findChild<QToolBar*>("runToolbar")->widgetForAction(action)); }
    void edit(const char* key, const QString& text) {
        window.recipeDock().form()->reveal(key);
        type(window.recipeDock().form()->editorOf(key), text);
    }
    std::int64_t last() const {
        return workspace.sessionHistory() ? workspace.sessionHistory()->lastIteration() : -1;
    }

    QSettings settings;
    session::Workspace workspace;
    workbench::MainWindow window;
};

void drop(QWidget& widget, const QString& place) {
    QMimeData data;
    data.setUrls({QUrl::fromLocalFile(place)});
    QDragEnterEvent enter({5, 5}, Qt::CopyAction, &data, Qt::LeftButton, Qt::NoModifier);
    QApplication::sendEvent(&widget, &enter);
    QDropEvent event({5, 5}, Qt::CopyAction, &data, Qt::LeftButton, Qt::NoModifier);
    QApplication::sendEvent(&widget, &event);
}

} // namespace

class WholeSessionTest : public QObject {
    Q_OBJECT

    TemporaryFolder m_folder;

private Q_SLOTS:
    void initTestCase() {
        useDataFolder(m_folder / "data");
        qputenv("HOME", m_folder.path().c_str());
        qputenv("LD3M_CACHE", (m_folder / "cache").c_str());
        writeTinyDataset(m_folder / "stripes");
    }

    void fromDroppedImagesToAWindowThatIsAsItWas() {
        std::filesystem::path runFolder;
        std::int64_t iterations = 0;
        {
            RealWindow with(m_folder.path());
            with.window.resize(1400, 900);
            QVERIFY(showActive(with.window));

            // New project from a folder of images: dropped, looked into, made and run with one click.
            drop(with.window, toQt(m_folder / "stripes"));
            auto* dialog = with.window.findChild<workbench::ImagesProjectDialog*>();
            QVERIFY(dialog);
            auto* run = dialog->findChild<QPushButton*>("createAndRun");
            QTRY_VERIFY_WITH_TIMEOUT(run->isEnabled(), kPatience);
            click(run);
            QTRY_VERIFY_WITH_TIMEOUT(with.workspace.isOn(), kPatience);
            QCOMPARE(with.workspace.project()->name(), std::string("stripes-distilled"));

            // Its images come; a rate is turned while it runs, and the run records it.
            QTRY_VERIFY_WITH_TIMEOUT(with.last() >= 3, kPatience);
            with.edit("distillation.latent_rate", "0.25");
            QTRY_VERIFY_WITH_TIMEOUT(!with.workspace.shown()->changes().empty(), kPatience);
            QCOMPARE(with.workspace.shown()->changes().front().key, std::string("distillation.latent_rate"));

            // Images that were learned, not only those it began with, are on the disk.
            QTRY_VERIFY_WITH_TIMEOUT(with.workspace.shown()->storedSheets().size() >= 2, kPatience);
            with.window.activateWindow();
            QVERIFY(QTest::qWaitForWindowActive(&with.window));

            // Paused, one step, stopped: a checkpoint is written.
            QTest::keyClick(&with.window, Qt::Key_F6);
            QTRY_VERIFY_WITH_TIMEOUT(with.workspace.activity() == Activity::paused, kPatience);
            const std::int64_t paused = with.last();
            QTest::keyClick(&with.window, Qt::Key_F7);
            QTRY_VERIFY_WITH_TIMEOUT(
                with.workspace.activity() == Activity::paused && with.last() == paused + 1, kPatience);
            QTest::keyClick(&with.window, Qt::Key_F5, Qt::ShiftModifier);
            QTRY_VERIFY_WITH_TIMEOUT(!with.workspace.isOn(), kPatience);
            runFolder = with.workspace.shown()->runFolder();
            iterations = with.last();

            // Scrubbed to the start: everything shows iteration 0.
            QTRY_VERIFY_WITH_TIMEOUT(with.slider()->iteration() >= 0, kPatience);
            QTest::keyClick(with.slider()->findChild<widgets::IterationTrack*>(), Qt::Key_Home);
            QCOMPARE(with.slider()->iteration(), 0);
            QTRY_COMPARE_WITH_TIMEOUT(with.window.livePage().sheetView()->sheet().iteration, 0, kPatience);

            // Judged now, by the protocol of the recipe.
            with.edit("evaluation.epochs", "4");
            with.edit("evaluation.width", "8");
            with.edit("evaluation.runs", "1");
            const std::size_t before = with.workspace.shown()->evaluations().size();
            with.actions().evaluateNow->trigger();
            QTRY_VERIFY2_WITH_TIMEOUT(with.workspace.shown()->evaluations().size() == before + 1,
                                      qPrintable(with.window.banner().message()), kPatience);
            QCOMPARE(with.window.evaluationDock().table()->shownIteration(), 0);

            // Exported for other programs.
            auto* tasks = with.window.findChild<workbench::RunTasks*>();
            tasks->exportSet(m_folder / "set");
            QTRY_VERIFY2_WITH_TIMEOUT(std::filesystem::exists(m_folder / "set/manifest.json"),
                                      qPrintable(with.window.banner().message()), kPatience);
            QVERIFY(sets::isSet(m_folder / "set"));

            // One panel is closed, and so is the window.
            with.window.findChild<QDockWidget*>("logDock")->close();
            QTRY_VERIFY_WITH_TIMEOUT(with.window.banner().message().contains("images of iteration"),
                                     kPatience);
            with.window.close();
            QVERIFY(!with.window.isVisible());
        }
        {
            // The next day.
            RealWindow with(m_folder.path());
            QVERIFY(showActive(with.window));
            QVERIFY(with.workspace.open(with.workspace.recent().folders().front().toStdString()));
            QTRY_VERIFY_WITH_TIMEOUT(with.workspace.shown() && !with.workspace.shown()->reports().empty(),
                                     kPatience);
            QCOMPARE(with.workspace.shown()->runFolder(), runFolder);
            QCOMPARE(with.workspace.shown()->lastIteration(), iterations);
            QCOMPARE(with.workspace.shown()->changes().front().key, std::string("distillation.latent_rate"));
            QTRY_VERIFY_WITH_TIMEOUT(!with.workspace.shown()->evaluations().empty(), kPatience);
            QCOMPARE(with.workspace.shown()->evaluations().front().iteration, 0);
            QCOMPARE(with.workspace.recipe().distillation.latent_rate, 0.25);
            QCOMPARE(with.workspace.recipe().evaluation.epochs, 4);
            QVERIFY(with.window.findChild<QDockWidget*>("logDock")->isHidden());
            QTRY_VERIFY2_WITH_TIMEOUT(with.window.livePage().sheetView()->sheet().iteration > 0,
                                      qPrintable(QString("live %1, slider at %2, newest stored %3")
                                                     .arg(with.slider()->isLive())
                                                     .arg(with.slider()->iteration())
                                                     .arg(with.workspace.shown()->storedSheets().back())),
                                      kPatience);

            // The run offers to go on, and does.
            QTRY_VERIFY_WITH_TIMEOUT(with.window.banner().isVisible(), kPatience);
            QVERIFY2(with.window.banner().message().contains("is not finished"),
                     qPrintable(with.window.banner().message()));
            click(with.window.banner().findChild<QPushButton*>());
            QTRY_VERIFY_WITH_TIMEOUT(with.workspace.isOn() && with.last() > iterations, kPatience);
            with.press(with.actions().stop);
            QTRY_VERIFY_WITH_TIMEOUT(!with.workspace.isOn(), kPatience);

            // Branched from there with one more change.
            const std::int64_t stopped = with.last();
            with.window.activateWindow();
            QTest::keyClick(&with.window, Qt::Key_B, Qt::ControlModifier);
            auto* dialog = with.window.findChild<workbench::BranchDialog*>();
            QVERIFY(dialog);
            QVERIFY(QTest::qWaitForWindowExposed(dialog));
            dialog->add("distillation.latent_rate");
            type(dialog->changes()->rowOf("distillation.latent_rate")->editor()->input(), "0.5");
            auto* now = dialog->findChild<QPushButton*>("branchNow");
            QVERIFY2(now->isEnabled(), qPrintable(dialog->findChild<QLabel*>("branchNote")->text()));
            click(now);
            QTRY_VERIFY2_WITH_TIMEOUT(with.workspace.isOn() &&
                                          with.workspace.session()->runFolder() != runFolder &&
                                          with.last() > 0,
                                      qPrintable(with.window.banner().message()), kPatience);
            const auto branch = projects::RunFolder::open(with.workspace.session()->runFolder());
            QCOMPARE(branch.provenance().parent, runFolder.filename().string());
            QVERIFY(branch.provenance().parent_iteration <= stopped);
            QCOMPARE(with.workspace.recipe().distillation.latent_rate, 0.5);

            // Compared with its twin, which is the same but for one rate: pixels have no residual to leave
            // out.
            QTRY_VERIFY(with.actions().twin->isEnabled());
            with.window.activateWindow();
            QVERIFY(QTest::qWaitForWindowActive(&with.window));
            QTest::keyClick(&with.window, Qt::Key_T, Qt::ControlModifier);
            auto* menu = qobject_cast<workbench::TwinMenu*>(QApplication::activePopupWidget());
            QVERIFY(menu && QTest::qWaitForWindowExposed(menu));
            QCOMPARE(menu->activeAction()->text(), QString("Another change…"));
            QTest::keyClick(menu, Qt::Key_Return);
            auto* change = with.window.findChild<workbench::TwinDialog*>();
            QVERIFY(change && QTest::qWaitForWindowExposed(change));
            change->changes()->add("distillation.latent_rate");
            type(change->changes()->rowOf("distillation.latent_rate")->editor()->input(), "0.1");
            click(change->findChild<QPushButton*>("startTwin"));
            QTRY_VERIFY_WITH_TIMEOUT(with.workspace.twin() && with.workspace.pair() &&
                                         with.workspace.pair().b->lastIteration() >= 2,
                                     kPatience);
            QVERIFY(with.window.pages().twin()->isVisible());
            const session::RunPair& arms = with.workspace.pair();
            const auto& a = arms.a->reports();
            const auto& b = arms.b->reports();
            QCOMPARE(a[0].iteration, b[0].iteration);
            QCOMPARE(a[0].loss, b[0].loss); // the same images and draws: the change acts after this
            QVERIFY(a[1].loss != b[1].loss);
            with.press(with.actions().stop);
            QTRY_VERIFY_WITH_TIMEOUT(!with.workspace.isOn(), kPatience);
        }
    }

    void atMostFiveClicksFromADropToARun() {
        RealWindow with(m_folder / "other");
        QVERIFY(showActive(with.window));
        int clicks = 0;
        const auto counted = [&clicks](QWidget* widget) {
            click(widget);
            ++clicks;
        };
        drop(with.window, toQt(m_folder / "stripes")); // a drop is no click
        auto* dialog = with.window.findChild<workbench::ImagesProjectDialog*>();
        auto* run = dialog->findChild<QPushButton*>("createAndRun");
        QTRY_VERIFY_WITH_TIMEOUT(run->isEnabled(), kPatience);
        counted(dialog->findChild<QRadioButton*>("effortEvening")); // even with two choices changed
        counted(dialog->findChild<QRadioButton*>("effortQuick"));
        counted(run);
        QTRY_VERIFY_WITH_TIMEOUT(with.workspace.isOn(), kPatience);
        QTRY_VERIFY_WITH_TIMEOUT(with.last() >= 1, kPatience);
        QVERIFY(clicks <= 5);
        QVERIFY(with.workspace.project()->name() != "stripes-distilled"); // that name was taken
    }

    void aFolderThatIsNoneIsOneSentence() {
        RealWindow with(m_folder / "third");
        std::filesystem::create_directories(m_folder / "empty");
        QVERIFY(showActive(with.window));
        drop(with.window, toQt(m_folder / "empty"));
        auto* dialog = with.window.findChild<workbench::ImagesProjectDialog*>();
        QVERIFY(dialog);
        auto* summary = dialog->findChild<QLabel*>("folderSummary");
        QTRY_VERIFY2_WITH_TIMEOUT(summary->text().contains("empty") && summary->text().endsWith('.'),
                                  qPrintable(summary->text()), kPatience);
        QVERIFY(!dialog->findChild<QPushButton*>("createAndRun")->isEnabled());
    }
};

QTEST_MAIN(WholeSessionTest)
#include "whole_session_test.moc"
