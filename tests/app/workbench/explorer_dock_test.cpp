// The T explorer's dock: what a person types and presses, what the slider does to it, which T is taken.
#include <QLabel>
#include <QUndoStack>

#include "app/workbench/explorer_dock.h"
#include "tests/app/workbench/scripted_window.h"
#include "tests/support/scripted_explorer.h"
#include "widgets/explorer/step_column.h"
#include "widgets/explorer/step_strip.h"

using namespace ld3m;
using widgets::StepColumn;

class ExplorerDockTest : public QObject {
    Q_OBJECT

    struct Exploring : tests::ScriptedWorkspace {
        tests::ScriptedExplorer explorer;
        workbench::MainWindow window{workspace, settings, [this] {
                                         session::Tools tools;
                                         tools.explore_steps = explorer.tool();
                                         return tools;
                                     }()};
        workbench::ExplorerDock& dock() { return window.explorerDock(); }
        bool open(settings::PriorKind kind = settings::PriorKind::latent_diffusion) {
            if (!tests::showActive(window) ||
                !workspace.createProject(folder / "pets", "pets", tests::scriptedRecipe(kind)))
                return false;
            dock().show();
            dock().raise();
            return true;
        }
        bool explore(const QString& steps) {
            tests::type(dock().stepsField(), steps); // Return starts
            return QTest::qWaitFor([this] { return !dock().exploration().isUnderway(); }, tests::kPatience);
        }
        QString empty() {
            for (QLabel* label : dock().findChildren<QLabel*>())
                if (label->isVisible() && label->property("role") == "empty")
                    return label->text();
            return {};
        }
        QStringList columns() {
            QStringList all;
            for (const StepColumn* column : dock().strip()->columns())
                all << QString::number(column->steps());
            return all;
        }
    };

private Q_SLOTS:
    void anEmptyStateTeaches() {
        Exploring exploring;
        QVERIFY(exploring.open());
        QTRY_VERIFY(exploring.empty().contains("gradients of Z and c"));
        QVERIFY(exploring.dock().startButton()->isEnabled());
        QCOMPARE(exploring.dock().stepsField()->text(), QString("2, 5, 10, 20, 40"));
    }

    void aPriorWithoutStepsHasNoT() {
        Exploring exploring;
        QVERIFY(exploring.open(settings::PriorKind::pixel));
        QTRY_VERIFY(exploring.empty().contains("\"pixel\""));
        QVERIFY(!exploring.dock().startButton()->isEnabled());
        QVERIFY(!exploring.dock().stepsField()->isEnabled());
    }

    void columnsAsTheyComeThenTheWholeStrip() {
        Exploring exploring;
        QVERIFY(exploring.open());
        exploring.explorer.hold(true);
        tests::click(exploring.dock().startButton());
        QCOMPARE(exploring.dock().startButton()->text(), QString("Cancel"));
        QCOMPARE(exploring.columns(), QStringList({"2", "5", "10", "20", "40"}));
        QTRY_VERIFY(exploring.dock().strip()->column(2)->costText().contains("measuring"));
        QVERIFY(exploring.dock().strip()->column(5)->costText().contains("waiting"));
        exploring.explorer.hold(false);
        QTRY_VERIFY(exploring.dock().strip()->column(40)->costText().contains(
            "4.0 s an iteration, 40 MiB of 8.0 GiB"));
        QTRY_COMPARE(exploring.dock().startButton()->text(), QString("Explore"));
        QCOMPARE(exploring.dock().findChild<QLabel*>("exploring")->text(),
                 QString()); // nothing is left to wait for
        QVERIFY(exploring.dock().strip()->column(5)->isCurrent());
    }

    void cancelAnswersAtOnce() {
        Exploring exploring;
        QVERIFY(exploring.open());
        exploring.explorer.hold(true);
        tests::click(exploring.dock().startButton());
        QTRY_VERIFY(exploring.dock().strip()->column(2)->costText().contains("measuring"));
        tests::click(exploring.dock().startButton());
        QTRY_VERIFY(!exploring.dock().exploration().isUnderway());
    }

    void whatIsTypedIsTheList() {
        Exploring exploring;
        QVERIFY(exploring.open());
        QVERIFY(exploring.explore("3, 30,3"));
        QCOMPARE(exploring.columns(), QStringList({"3", "30"}));
        const int before = exploring.explorer.explored();
        for (const char* wrong : {"3, x", "0", "1001", " "}) {
            QVERIFY(exploring.explore(wrong));
            QCOMPARE(exploring.explorer.explored(), before);
        }
        const auto* said = exploring.dock().findChild<QLabel*>("exploring");
        QVERIFY(said->text().contains("numbers of steps, as in"));
        QTest::keyClicks(exploring.dock().stepsField(), "4");
        QCOMPARE(said->text(), QString());
    }

    void useThisTIsAnEdit() {
        Exploring exploring;
        QVERIFY(exploring.open());
        QVERIFY(exploring.explore("2, 5"));
        tests::click(exploring.dock().strip()->column(2)->useButton());
        QCOMPARE(exploring.workspace.recipe().prior.steps, 2);
        QVERIFY(exploring.dock().strip()->column(2)->isCurrent());
        exploring.window.recipeDock().undoStack()->undo();
        QCOMPARE(exploring.workspace.recipe().prior.steps, 5);
        QVERIFY(exploring.dock().strip()->column(5)->isCurrent());
    }

    // The latents shown are those explored; scrubbing back brings back what was explored there.
    void theSliderBringsBackWhatWasExplored() {
        Exploring exploring;
        QVERIFY(exploring.open());
        QVERIFY(exploring.workspace.start());
        QVERIFY(QTest::qWaitFor([&] { return !exploring.workspace.isOn(); }, tests::kPatience));
        exploring.dock().showIteration(10);
        QVERIFY(exploring.explore("2, 5"));
        QCOMPARE(exploring.dock().exploration().subject()->iteration, 10);
        const int asked = exploring.explorer.explored();
        exploring.dock().showIteration(20);
        QTRY_VERIFY_WITH_TIMEOUT(exploring.columns().isEmpty(), tests::kPatience);
        exploring.dock().showIteration(11);
        QTRY_COMPARE_WITH_TIMEOUT(exploring.columns(), QStringList({"2", "5"}), tests::kPatience);
        QCOMPARE(exploring.explorer.explored(), asked);
    }

    void withoutTheToolItIsOff() {
        tests::ScriptedWindow plain;
        QVERIFY(tests::showActive(plain.window));
        QVERIFY(plain.create("pets"));
        QVERIFY(!plain.window.explorerDock().startButton()->isEnabled());
    }
};

QTEST_MAIN(ExplorerDockTest)
#include "explorer_dock_test.moc"
