// The Sweep page with hands: an empty page that teaches, a sweep from file to results, its queue, its plots.
#include <algorithm>

#include <QCheckBox>
#include <QDragEnterEvent>
#include <QLabel>
#include <QMessageBox>
#include <QMimeData>
#include <QProgressBar>
#include <QTableView>

#include "app/workbench/sweep_page.h"
#include "app/workbench/sweep_queue.h"
#include "app/workbench/sweep_start.h"
#include "app/workbench/window_pages.h"
#include "core/projects/run_lock.h"
#include "core/sweeps/plan_file.h"
#include "tests/app/workbench/scripted_window.h"
#include "tests/support/scripted_sweep.h"
#include "widgets/plots/parallel_plot.h"
#include "widgets/sweeps/sweep_plots.h"
#include "widgets/tables/sweep_table_model.h"
#include "widgets/tables/sweep_table_order.h"
#include "widgets/tables/sweep_table_view.h"

using namespace ld3m;
using session::OpenSweep;
using sweeps::PointState;
using sweeps::SweepFolder;
using Doing = OpenSweep::Doing;

class SweepPageTest : public QObject {
    Q_OBJECT

    struct Sweeping : tests::ScriptedWorkspace {
        workbench::MainWindow window{workspace, settings, [] {
                                         session::Tools tools;
                                         tools.sweep_program = [] {
                                             return std::filesystem::path(
                                                 QCoreApplication::applicationFilePath().toStdString());
                                         };
                                         return tools;
                                     }()};
        workbench::SweepPage& page() { return *window.pages().sweep(); }
        OpenSweep& sweep() { return page().sweep(); }
        widgets::SweepTableView& table() { return *page().table(); }

        bool show(settings::PriorKind kind = settings::PriorKind::pixel) {
            settings::Recipe recipe = tests::scriptedRecipe();
            recipe.prior.kind = kind;
            recipe.prior.checkpoint = "/some.safetensors"; // the scripted run reads none
            if (!tests::showActive(window) || !workspace.createProject(folder / "pets", "pets", recipe))
                return false;
            window.pages().show(&page());
            return true;
        }
        std::filesystem::path write(const sweeps::SweepPlan& plan, const std::string& name = "made") {
            files::writeAtomically(folder / "recipe.toml", settings::toToml(plan.recipe));
            files::writeAtomically(folder.path() / (name + ".toml"), sweeps::toToml(plan, "recipe.toml"));
            return folder.path() / (name + ".toml");
        }
        /// As from the file manager.
        bool drop(const std::filesystem::path& place) {
            QMimeData data;
            data.setUrls({QUrl::fromLocalFile(tests::toQt(place))});
            const QPoint middle = page().rect().center();
            QDragEnterEvent enter(middle, Qt::CopyAction, &data, Qt::LeftButton, {});
            QApplication::sendEvent(&page(), &enter);
            if (!enter.isAccepted())
                return false;
            QDropEvent event(middle, Qt::CopyAction, &data, Qt::LeftButton, {});
            QApplication::sendEvent(&page(), &event);
            return true;
        }
        bool settles() {
            return QTest::qWaitFor([this] { return sweep().isOpen() && sweep().doing() != Doing::opening; },
                                   tests::kPatience);
        }
        int count(PointState state) { return sweep().status().count(state); }
    };

    static sweeps::SweepPlan slowPlan() { return tests::scriptedPlan(4, tests::pointNeverEnds); }

private Q_SLOTS:
    void anEmptyPageTeaches() {
        Sweeping sweeping;
        QVERIFY(sweeping.show());
        const QString text = tests::shownText(sweeping.page());
        QVERIFY2(text.contains("A sweep is a file that says what varies"), qPrintable(text));
        QVERIFY(text.contains("prior.steps = [2, 5, 10]"));
        QVERIFY(sweeping.page().startPage()->openFile()->isEnabled());
        QVERIFY(!sweeping.page().startPage()->write()->isEnabled()); // pixels have no T
        QVERIFY(sweeping.page().startPage()->write()->toolTip().contains("latent_diffusion"));
    }

    void theRecipesReverseStepsBecomeASweep() {
        Sweeping sweeping;
        QVERIFY(sweeping.show(settings::PriorKind::latent_diffusion));
        tests::click(sweeping.page().startPage()->write());
        QVERIFY(sweeping.settles());
        QCOMPARE(sweeping.sweep().place(), sweeping.folder / "pets/sweeps/reverse-steps.toml");
        QCOMPARE(sweeping.table().model()->rowCount(), 5);
        QCOMPARE(sweeping.page().said(), QString("0 of 5 finished"));
        QCOMPARE(sweeping.page().startButton()->text(), QString("Start"));
        QVERIFY(!sweeping.page().pauseButton()->isVisible());
    }

    void aFileIsRunToItsResults() {
        Sweeping sweeping;
        QVERIFY(sweeping.show());
        QVERIFY(sweeping.drop(sweeping.write(tests::scriptedPlan(3))));
        QVERIFY(sweeping.settles());
        QCOMPARE(sweeping.workspace.recentSweeps().folders(),
                 QStringList(tests::toQt(sweeping.folder / "made.toml")));
        sweeping.page().jobs()->setValue(2);
        tests::click(sweeping.page().startButton());
        QTRY_COMPARE_WITH_TIMEOUT(sweeping.count(PointState::finished), 3, tests::kPatience);
        QTRY_VERIFY(sweeping.page().startButton()->isVisible());
        QVERIFY(!sweeping.page().startButton()->isEnabled()); // nothing is left
        QCOMPARE(sweeping.page().said(), QString("3 of 3 finished"));
        QCOMPARE(sweeping.page().findChild<QProgressBar*>()->value(), 1000);
        QTRY_COMPARE(int(sweeping.page().plots()->parallel()->data().lines.size()), 3);
        // A double click shows the run.
        const QModelIndex cell = sweeping.table().order()->index(1, 0);
        QTableView* view = sweeping.table().table();
        const QPoint place = view->visualRect(cell).center();
        QTest::mouseClick(view->viewport(), Qt::LeftButton, {}, place);
        QTest::mouseDClick(view->viewport(), Qt::LeftButton, {}, place);
        QCOMPARE(sweeping.window.pages().current(), static_cast<QWidget*>(sweeping.window.pages().live()));
        QCOMPARE(sweeping.workspace.shown()->runFolder(), sweeping.sweep().runFolder("seed-1"));
    }

    void failuresAreSentencesOnThePage() {
        Sweeping sweeping;
        QVERIFY(sweeping.show());
        files::writeAtomically(sweeping.folder / "broken.toml", "format = 1\nrecipe = \"none.toml\"\n");
        QVERIFY(sweeping.drop(sweeping.folder / "broken.toml"));
        QTRY_VERIFY(sweeping.page().problem().contains("none.toml"));
        QVERIFY(tests::shownText(sweeping.page()).contains("none.toml"));
        QVERIFY(sweeping.drop(sweeping.folder / "pets")); // a project is the window's
        QVERIFY(sweeping.sweep().doing() == Doing::nothing);
        sweeping.window.pages().show(&sweeping.page());
        QVERIFY(sweeping.drop(sweeping.write(tests::scriptedPlan(1))));
        QVERIFY(sweeping.settles());
        QCOMPARE(sweeping.page().problem(), QString());
        Q_EMIT sweeping.table().pointActivated("seed-0");
        QVERIFY(sweeping.page().problem().contains("no run yet"));
    }

    void theQueueIsSteeredWhileItRuns() {
        Sweeping sweeping;
        QVERIFY(sweeping.show());
        sweeping.page().open(sweeping.write(slowPlan()));
        QVERIFY(sweeping.settles());
        tests::click(sweeping.page().startButton());
        QTRY_COMPARE_WITH_TIMEOUT(sweeping.count(PointState::running), 1, tests::kPatience);
        workbench::SweepQueue& queue = *sweeping.page().queue();
        sweeping.table().select("seed-0");
        QVERIFY(!queue.earlier()->isEnabled() && queue.cancel()->isEnabled());
        sweeping.table().select("seed-3");
        sweeping.table().table()->setFocus();
        QTest::keyClick(sweeping.table().table(), Qt::Key_Up, Qt::AltModifier);
        QTRY_COMPARE(sweeping.table().model()->rowOf("seed-3"), 2);
        QCOMPARE(sweeping.table().selectedPoints(), QStringList("seed-3"));
        QTest::keyClick(sweeping.table().table(), Qt::Key_Delete);
        QTRY_COMPARE(sweeping.count(PointState::cancelled), 1);
        QTRY_VERIFY(queue.restore()->isEnabled());
        tests::click(sweeping.page().findChild<QToolButton*>("sweepRestoreButton"));
        QTRY_COMPARE(sweeping.count(PointState::cancelled), 0);
        tests::click(sweeping.page().pauseButton());
        QTRY_VERIFY_WITH_TIMEOUT(sweeping.page().said().contains("paused"), tests::kPatience);
        QTRY_COMPARE(sweeping.page().pauseButton()->text(), QString("Go on"));
        QTRY_COMPARE_WITH_TIMEOUT(sweeping.count(PointState::running), 0, tests::kPatience);
        sweeping.page().jobs()->setValue(2);
        tests::click(sweeping.page().pauseButton());
        QTRY_COMPARE_WITH_TIMEOUT(sweeping.count(PointState::running), 2, tests::kPatience);
        tests::click(sweeping.page().stopButton());
        QTRY_VERIFY_WITH_TIMEOUT(sweeping.sweep().doing() == Doing::resting, tests::kPatience);
        QCOMPARE(sweeping.page().startButton()->text(), QString("Go on"));
    }

    void closingAsksAndLetsRunsSave() {
        Sweeping sweeping;
        QVERIFY(sweeping.show());
        sweeping.page().open(sweeping.write(slowPlan()));
        QVERIFY(sweeping.settles());
        tests::click(sweeping.page().startButton());
        QTRY_VERIFY_WITH_TIMEOUT(std::ranges::any_of(sweeping.sweep().status().points,
                                                     [](const auto& point) { return point.iteration > 0; }),
                                 tests::kPatience); // a process that has only just begun has nothing to save
        sweeping.window.close();
        QVERIFY(sweeping.window.isVisible());
        auto* question = sweeping.window.findChild<QMessageBox*>("closeQuestion");
        QVERIFY(question && question->text().contains("sweep"));
        tests::click(question->buttons().front());
        QTRY_VERIFY_WITH_TIMEOUT(!sweeping.window.isVisible(), tests::kPatience);
        QCOMPARE(sweeping.count(PointState::begun), 1);
    }

    void whatAnotherProcessRunsIsFollowed() {
        Sweeping sweeping;
        QVERIFY(sweeping.show());
        const SweepFolder folder = SweepFolder::create(sweeping.folder / "theirs", tests::scriptedPlan(3));
        const projects::RunLock theirs(folder.lockFile());
        QVERIFY(sweeping.drop(folder.path()));
        QVERIFY(sweeping.settles());
        QVERIFY(tests::shownText(sweeping.page()).contains("Another process runs this sweep"));
        QVERIFY(!sweeping.page().startButton()->isEnabled() && !sweeping.page().jobs()->isEnabled());
        sweeping.table().select("seed-1");
        QVERIFY(!sweeping.page().queue()->cancel()->isEnabled());
        tests::finishPoint(folder, "seed-1");
        QTRY_COMPARE(sweeping.page().said(), QString("1 of 3 finished"));
    }

    void brushingChoosesRowsAndRowsAreRaised() {
        Sweeping sweeping;
        QVERIFY(sweeping.show());
        const SweepFolder folder =
            SweepFolder::create(sweeping.folder / "done", tests::scriptedPlan({8, 9, 10}));
        double scale = 1;
        for (const std::string& id : folder.ids())
            tests::finishPoint(folder, id, scale -= 0.1);
        sweeping.page().open(folder.path());
        QVERIFY(sweeping.settles());
        widgets::ParallelPlot* parallel = sweeping.page().plots()->parallel();
        QTRY_COMPARE(int(parallel->data().lines.size()), 3);
        parallel->setBrush(1, std::pair(0.4, 1.0)); // the better accuracies
        QCOMPARE(sweeping.table().order()->rowCount(), 2);
        parallel->clearBrushes();
        QCOMPARE(sweeping.table().order()->rowCount(), 3);
        Q_EMIT parallel->clicked("width-9");
        QCOMPARE(sweeping.table().selectedPoints(), QStringList("width-9"));
    }

    void aProjectThatIsASweepOpensItself() {
        Sweeping sweeping;
        QVERIFY(sweeping.show());
        const SweepFolder folder = SweepFolder::create(sweeping.folder / "both", tests::scriptedPlan(2));
        QVERIFY(sweeping.workspace.open(folder.path()));
        QVERIFY(!sweeping.sweep().isOpen());
        QTest::keyClick(&sweeping.window, Qt::Key_5, Qt::AltModifier);
        QCOMPARE(sweeping.window.pages().current(), static_cast<QWidget*>(&sweeping.page()));
        QTRY_VERIFY(sweeping.sweep().isOpen());
        QCOMPARE(sweeping.sweep().folder(), folder.path());
    }

    void aFailedPointSaysWhyWhenItIsChosen() {
        Sweeping sweeping;
        QVERIFY(sweeping.show());
        sweeping.page().open(sweeping.write(tests::scriptedPlan({tests::pointFails, tests::pointRuns})));
        QVERIFY(sweeping.settles());
        tests::click(sweeping.page().startButton());
        QTRY_COMPARE_WITH_TIMEOUT(sweeping.count(PointState::finished), 1, tests::kPatience);
        QCOMPARE(sweeping.count(PointState::failed), 1);
        QVERIFY(!tests::shownText(sweeping.page()).contains("brings no luck"));
        sweeping.table().select("width-13");
        QVERIFY(tests::shownText(sweeping.page()).contains("width-13: objective.width = 13 brings no luck"));
    }

    void recentSweepsAreOnTheEmptyPage() {
        Sweeping sweeping;
        const std::filesystem::path file = sweeping.write(tests::scriptedPlan(2));
        sweeping.workspace.recentSweeps().add(tests::toQt(file));
        QVERIFY(sweeping.show());
        QTRY_VERIFY(tests::shownText(sweeping.page()).contains("Recent sweeps"));
        Q_EMIT sweeping.page().startPage()->recentChosen(tests::toQt(file));
        QVERIFY(sweeping.settles());
        QCOMPARE(sweeping.sweep().place(), file);
    }

    void seedsAreGroupedOnThePage() {
        Sweeping sweeping;
        QVERIFY(sweeping.show());
        const SweepFolder folder = SweepFolder::create(sweeping.folder / "seeds", tests::scriptedPlan(3));
        for (const std::string& id : folder.ids())
            tests::finishPoint(folder, id);
        sweeping.page().open(folder.path());
        QVERIFY(sweeping.settles());
        QTRY_COMPARE(sweeping.count(PointState::finished), 3);
        sweeping.table().grouping()->setChecked(true);
        QCOMPARE(sweeping.table().model()->rowCount(), 1);
        QCOMPARE(sweeping.table().model()->index(0, 1).data().toString(), QString("50.0 ± 0.0"));
        // A group opens its first point.
        sweeping.table().table()->setCurrentIndex(sweeping.table().order()->index(0, 0));
        QTest::keyClick(sweeping.table().table(), Qt::Key_Return);
        QCOMPARE(sweeping.workspace.shown()->runFolder(), folder.runFolder("seed-0"));
    }

    void statusInWords() {
        sweeps::SweepStatus status;
        for (const PointState state : {PointState::finished, PointState::running, PointState::running,
                                       PointState::failed, PointState::cancelled, PointState::waiting})
            status.points.push_back({.id = "a", .state = state});
        status.eta = 630;
        status.paused = true;
        QCOMPARE(workbench::spokenStatus(status),
                 QString("1 of 6 finished, 2 running, 1 failed, 1 cancelled, paused · 11 min left"));
    }
};

LD3M_POINT_MAIN_IN(QApplication, SweepPageTest)
#include "sweep_page_test.moc"
