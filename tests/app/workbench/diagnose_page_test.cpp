// The Diagnose page with hands: an empty page that teaches, results as they come, cancel, memory, the other
// run.
#include <QLabel>
#include <QProgressBar>

#include "app/workbench/diagnose_page.h"
#include "app/workbench/diagnosis_plots.h"
#include "app/workbench/live_page.h"
#include "app/workbench/typed_steps.h"
#include "app/workbench/window_pages.h"
#include "tests/app/workbench/scripted_window.h"
#include "tests/support/scripted_diagnosis.h"
#include "widgets/plots/curve_plot.h"
#include "widgets/status/iteration_slider.h"
#include "widgets/status/iteration_track.h"

using namespace ld3m;

class DiagnosePageTest : public QObject {
    Q_OBJECT

    struct Diagnosing : tests::ScriptedWorkspace {
        tests::ScriptedDiagnosis script_of_page;
        workbench::MainWindow window{workspace, settings, [this] {
                                         session::Tools tools;
                                         tools.diagnose = script_of_page.tool();
                                         return tools;
                                     }()};
        workbench::DiagnosePage& page() { return *window.pages().diagnose(); }
        workbench::DiagnosisPlots& plots() { return *page().plots(); }
        bool open(settings::PriorKind kind = settings::PriorKind::latent_diffusion) {
            if (!tests::showActive(window) ||
                !workspace.createProject(folder / "pets", "pets", tests::scriptedRecipe(kind)))
                return false;
            window.pages().show(&page());
            return true;
        }
        bool runTo(std::int64_t iteration) {
            script.goTo(iteration);
            return workspace.start() &&
                   QTest::qWaitFor(
                       [&] {
                           return workspace.sessionHistory() &&
                                  workspace.sessionHistory()->lastIteration() == iteration;
                       },
                       tests::kPatience);
        }
        bool measure() {
            tests::click(page().startButton());
            return QTest::qWaitFor([this] { return !page().diagnosis().isUnderway(); }, tests::kPatience);
        }
        QString said() { return page().findChild<QLabel*>("diagnosing")->text(); }
    };

private Q_SLOTS:
    void anEmptyPageTeaches() {
        Diagnosing diagnosing;
        QVERIFY(diagnosing.open());
        QVERIFY(diagnosing.page().startButton()->isEnabled());
        QCOMPARE(diagnosing.page().stepsField()->text(), QString("10, 20, 30, 40, 50, 60, 70, 80, 90"));
        QTRY_VERIFY(tests::shownText(diagnosing.plots()).contains("Measure shows how much"));
        QVERIFY(tests::shownText(diagnosing.plots()).contains("after ten iterations"));
        for (const auto* plot : diagnosing.plots().findChildren<widgets::CurvePlot*>())
            QVERIFY2(plot->help().contains("norm"), "each quantity is defined where it is drawn");
    }

    void aPriorWithoutStepsHasNoChain() {
        Diagnosing diagnosing;
        QVERIFY(diagnosing.open(settings::PriorKind::pixel));
        QTRY_VERIFY(!diagnosing.page().startButton()->isEnabled());
        QVERIFY(tests::shownText(diagnosing.plots()).contains("\"pixel\""));
    }

    void resultsComeAsTheyAreMeasured() {
        Diagnosing diagnosing;
        QVERIFY(diagnosing.open());
        diagnosing.script_of_page.holdAfter(2 + 2);
        tests::type(diagnosing.page().stepsField(), "10, 20");
        QTRY_COMPARE(int(diagnosing.page().diagnosis().results().flow.size()), 2);
        QCOMPARE(diagnosing.page().startButton()->text(), QString("Cancel"));
        QVERIFY(diagnosing.page().findChild<QProgressBar*>()->isVisible());
        QTRY_VERIFY(diagnosing.said().contains("T = 20"));
        QVERIFY(!diagnosing.page().stepsField()->isEnabled());
        QCOMPARE(diagnosing.plots().latentFlow()->seriesNames(),
                 QStringList({"without residual", "with residual (released)"}));
        QVERIFY(diagnosing.plots().latentFlow()->readoutAt(10).contains("30"));
        QCOMPARE(diagnosing.plots().chain()->seriesNames(),
                 QStringList({"network, without residual", "network, with residual", "residual path"}));
        QVERIFY(diagnosing.plots().chain()->title().contains("T = 5"));
        diagnosing.script_of_page.goOn();
        QTRY_COMPARE(diagnosing.page().startButton()->text(), QString("Measure"));
        QVERIFY(diagnosing.plots().conditioningFlow()->readoutAt(20).contains("16"));
        QCOMPARE(diagnosing.said(), QString());
    }

    void cancelKeepsWhatCameAndMeasureGoesOn() {
        Diagnosing diagnosing;
        QVERIFY(diagnosing.open());
        diagnosing.script_of_page.holdAfter(2 + 1);
        tests::type(diagnosing.page().stepsField(), "10, 20");
        QTRY_COMPARE(int(diagnosing.page().diagnosis().results().flow.size()), 1);
        tests::click(diagnosing.page().startButton());
        QTRY_VERIFY(!diagnosing.page().diagnosis().isUnderway());
        QCOMPARE(int(diagnosing.page().diagnosis().results().flow.size()), 1);
        diagnosing.script_of_page.goOn();
        QVERIFY(diagnosing.measure());
        QCOMPARE(diagnosing.script_of_page.measured(), 2 + 4); // what was there is not measured again
    }

    void comingBackShowsWhatIsStored() {
        Diagnosing diagnosing;
        QVERIFY(diagnosing.open());
        QVERIFY(diagnosing.runTo(10));
        tests::type(diagnosing.page().stepsField(), "10");
        QTRY_VERIFY(!diagnosing.page().diagnosis().results().flow.empty());
        QTRY_VERIFY(!diagnosing.page().diagnosis().isUnderway());
        const int before = diagnosing.script_of_page.measured();
        diagnosing.window.pages().show(diagnosing.window.pages().live());
        diagnosing.window.pages().show(&diagnosing.page());
        QTRY_COMPARE(int(diagnosing.page().diagnosis().results().flow.size()), 2);
        QCOMPARE(diagnosing.script_of_page.measured(), before);
        QTRY_VERIFY(diagnosing.script_of_page.last().stored_only);
        diagnosing.script.goTo(1000);
    }

    void theSlidersIterationIsAsked() {
        Diagnosing diagnosing;
        QVERIFY(diagnosing.open());
        QVERIFY(diagnosing.runTo(10));
        auto* slider = diagnosing.window.livePage().slider();
        QTRY_COMPARE(slider->iteration(), 10);
        QTest::keyClick(slider->findChild<widgets::IterationTrack*>(),
                        Qt::Key_Left); // sheets are at 5 and 10
        QCOMPARE(slider->iteration(), 5);
        QTRY_COMPARE(diagnosing.script_of_page.last().iteration.value_or(-1), 5);
        QTRY_VERIFY(diagnosing.page().findChild<QLabel*>("diagnosed")->text().contains("iteration 5"));
        diagnosing.script.goTo(1000);
    }

    void whatIsTypedWrongIsSaid() {
        Diagnosing diagnosing;
        QVERIFY(diagnosing.open());
        tests::type(diagnosing.page().stepsField(), "10, x");
        QVERIFY(diagnosing.said().contains("\"x\""));
        QCOMPARE(diagnosing.script_of_page.measured(), 0);
        QTest::keyClicks(diagnosing.page().stepsField(), "1");
        QCOMPARE(diagnosing.said(), QString());
        diagnosing.script_of_page.fail(true);
        tests::type(diagnosing.page().stepsField(), "10");
        QTRY_VERIFY(diagnosing.said().contains("the prior is gone"));
    }

    void steadinessOfTheRunAndOfAnother() {
        Diagnosing diagnosing;
        QVERIFY(diagnosing.open());
        QVERIFY(diagnosing.runTo(15));
        QTRY_VERIFY(diagnosing.plots().snr()->seriesNames().size() == 2); // the ratio and its fit
        QVERIFY(diagnosing.plots().snr()->seriesNames().last().contains("fit of degree 3"));
        QVERIFY(diagnosing.plots().snr()->title().contains("∂Z"));
        QCOMPARE(diagnosing.page().otherRun()->currentText(), QString("no other run"));
        diagnosing.script.goTo(1000);
        QTRY_VERIFY(!diagnosing.workspace.isOn());
        QVERIFY(diagnosing.runTo(15));
        QTRY_COMPARE(diagnosing.page().otherRun()->count(), 2);
        diagnosing.page().otherRun()->setFocus();
        QTest::keyClick(diagnosing.page().otherRun(), Qt::Key_Down);
        QTRY_VERIFY2(diagnosing.plots().snr()->seriesNames().size() == 4,
                     qPrintable(diagnosing.plots().snr()->seriesNames().join(", ") + "; " +
                                diagnosing.page().otherRun()->currentText()));
        tests::type(diagnosing.page().findChild<QComboBox*>("snrNorm"), "SNR of c");
        QTRY_VERIFY(diagnosing.plots().snr()->title().contains("∂c"));
        diagnosing.script.goTo(1000);
    }

    void typedListsOfSteps() {
        QVERIFY(workbench::typedSteps(" 3, 30,3 ").steps == std::vector<std::int64_t>({3, 30}));
        for (const char* wrong : {"", " , ", "0", "1001", "2.5", "-1"})
            QVERIFY2(!workbench::typedSteps(wrong).problem.isEmpty(), wrong);
        QCOMPARE(workbench::listedSteps({2, 5}), QString("2, 5"));
    }
};

QTEST_MAIN(DiagnosePageTest)
#include "diagnose_page_test.moc"
