// The curves of a run: what is there when it is shown, and what is added while it goes on.
#include "app/workbench/run_plots.h"

#include <cmath>

#include <QComboBox>
#include <QListWidget>
#include <QtTest>

#include "tests/support/scripted_workspace.h"
#include "widgets/plots/curve_plot.h"
#include "widgets/plots/custom_plot.h"
#include "widgets/plots/series_chooser.h"
#include "widgets/theme/theme.h"

using namespace ld3m;
using session::RunHistory;
using workbench::RunPlots;

namespace {

struct Fed {
    Fed() { history.follow(feed); }
    session::RunFeed feed;
    RunHistory history{"/nowhere"};
};

} // namespace

class RunPlotsTest : public QObject {
    Q_OBJECT
private Q_SLOTS:
    void showsWhatIsThereThenFollows() {
        Fed run;
        Q_EMIT run.feed.reported({tests::scriptedReport(1), tests::scriptedReport(2)});
        Q_EMIT run.feed.evaluated(tests::scriptedTable(2));
        RunPlots plots;
        plots.bind(&run.history);
        QCOMPARE(plots.loss()->readoutAt(2), "iteration 2\nloss 6");
        QCOMPARE(plots.accuracy()->readoutAt(2), "iteration 2\nconvnet 42 ± 1");
        Q_EMIT run.feed.reported({tests::scriptedReport(3)});
        Q_EMIT run.feed.evaluated(tests::scriptedTable(3));
        QCOMPARE(plots.loss()->readoutAt(3), "iteration 3\nloss 4");
        QCOMPARE(plots.latentGradient()->readoutAt(3), "iteration 3\nZ 1");
        QCOMPARE(plots.accuracy()->readoutAt(3), "iteration 3\nconvnet 43 ± 1");
    }

    void aPriorWithoutConditioningHasNoSuchCurve() {
        Fed run;
        RunPlots plots;
        plots.bind(&run.history);
        reports::IterationReport report = tests::scriptedReport(1);
        report.conditioning_grad_norm = 0;
        Q_EMIT run.feed.reported({report});
        QVERIFY(plots.conditioningGradient()->seriesNames().isEmpty());
        Q_EMIT run.feed.reported({tests::scriptedReport(2)});
        QCOMPARE(plots.conditioningGradient()->seriesNames(), QStringList{"c"});
        QCOMPARE(plots.conditioningGradient()->readoutAt(0), "iteration 2\nc 0.25");
    }

    void aRestartedRunBeginsAnew() {
        Fed run;
        RunPlots plots;
        plots.bind(&run.history);
        Q_EMIT run.feed.reported({tests::scriptedReport(1), tests::scriptedReport(2)});
        Q_EMIT run.feed.restarted();
        QVERIFY(plots.loss()->seriesNames().isEmpty());
        Q_EMIT run.feed.reported({tests::scriptedReport(1)});
        QCOMPARE(plots.loss()->readoutAt(9), "iteration 1\nloss 12");
    }

    void anotherRunTakesThePlaceOfTheFirst() {
        Fed first;
        Fed second;
        RunPlots plots;
        plots.bind(&first.history);
        Q_EMIT first.feed.reported({tests::scriptedReport(1)});
        plots.bind(&second.history);
        QVERIFY(plots.loss()->seriesNames().isEmpty());
        Q_EMIT first.feed.reported({tests::scriptedReport(2)});
        QVERIFY(plots.loss()->seriesNames().isEmpty());
        Q_EMIT second.feed.reported({tests::scriptedReport(3)});
        QCOMPARE(plots.loss()->readoutAt(0), "iteration 3\nloss 4");
        plots.bind(nullptr);
        QVERIFY(plots.loss()->seriesNames().isEmpty());
    }

    void everyGroupHasItsCurves() {
        Fed run;
        RunPlots plots;
        plots.bind(&run.history);
        QCOMPARE(plots.groups(), (QStringList{"overview", "loss", "gradients", "snr", "rates", "accuracy",
                                              "time", "memory"}));
        std::vector<reports::IterationReport> batch;
        for (int i = 1; i <= 12; ++i) {
            reports::IterationReport report = tests::scriptedReport(i);
            report.latent_grad_norm = i % 2 == 0 ? 3 : 1;
            report.student_rate = 0.01 * i;
            report.memory = {std::int64_t{3} << 30, i > 6 ? std::int64_t{2} << 30 : 0};
            batch.push_back(report);
        }
        Q_EMIT run.feed.reported({batch.begin(), batch.begin() + 5});
        Q_EMIT run.feed.reported({batch.begin() + 5, batch.end()});
        // Mean 2, deviation 1 of ten alternating numbers.
        QVERIFY(plots.snr()->readoutAt(10).startsWith("iteration 10\nZ 2\n"));
        QVERIFY(plots.snr()->readoutAt(9).startsWith("iteration 9\nZ nan\n"));
        QVERIFY(plots.rates()->readoutAt(7).contains("student, learned 0.07"));
        QCOMPARE(plots.time()->seriesNames(),
                 (QStringList{"whole", "synthesize", "match", "pull back", "update"}));
        QVERIFY(
            plots.time()->readoutAt(3).contains("synthesize 0.1\nmatch 0.08\npull back 0.06\nupdate 0.01"));
        QCOMPARE(plots.memory()->readoutAt(12), "iteration 12\nhost, resident 3\nGPU, held 2");
    }

    void oldRunsThatToldNoMemoryHaveNone() {
        Fed run;
        RunPlots plots;
        plots.bind(&run.history);
        Q_EMIT run.feed.reported({tests::scriptedReport(1)});
        QVERIFY(plots.memory()->seriesNames().isEmpty());
    }

    void classesAreChosenByName() {
        Fed run;
        RunPlots plots;
        plots.resize(900, 300);
        plots.show();
        plots.bind(&run.history);
        Q_EMIT run.feed.reported({tests::scriptedReport(1)});
        QCOMPARE(plots.classLosses()->readoutAt(1), "iteration 1\nclass 0 8\nclass 1 4");
        Q_EMIT run.feed.sheetArrived(tests::scriptedSheet(1));
        const QStringList names = plots.classChooser()->names();
        QVERIFY(names.size() == 2 && names[0] != "class 0");
        QCOMPARE(plots.classLosses()->seriesNames(), names);
        Q_EMIT run.feed.reported({tests::scriptedReport(2)});
        QCOMPARE(plots.classLosses()->readoutAt(2),
                 QString("iteration 2\n%1 4\n%2 2").arg(names[0], names[1]));

        QVERIFY(!plots.classChooser()->isVisible());
        plots.showGroup("loss");
        QVERIFY(plots.classChooser()->isVisible());
        plots.classChooser()->list()->item(0)->setCheckState(Qt::Unchecked);
        QCOMPARE(plots.classLosses()->seriesNames(), QStringList{names[1]});
        QCOMPARE(plots.classLosses()->readoutAt(2), QString("iteration 2\n%1 2").arg(names[1]));
    }

    void lastAndBestAreToldApart() {
        Fed run;
        RunPlots plots;
        plots.bind(&run.history);
        reports::EvaluationTable worse = tests::scriptedTable(20);
        worse.rows[0].accuracies = {0.3, 0.4};
        Q_EMIT run.feed.evaluated(tests::scriptedTable(10));
        Q_EMIT run.feed.evaluated(worse);
        QCOMPARE(plots.accuracy()->note(), "35.0 % · best 50.0 % at 10");
        QCOMPARE(workbench::lastAndBestText({}), "");
        plots.bind(nullptr);
        QCOMPARE(plots.accuracy()->note(), "");
    }

    void theBaselineAndThePublishedFigureAreLines() {
        Fed run;
        RunPlots plots;
        plots.bind(&run.history);
        const auto lines = [&plots] {
            QStringList texts;
            const auto* custom = plots.accuracy()->findChild<QCustomPlot*>();
            for (int i = 0; i < custom->itemCount(); ++i)
                if (const auto* text = qobject_cast<QCPItemText*>(custom->item(i)))
                    texts << text->text();
            return texts;
        };
        Q_EMIT run.feed.evaluated(tests::scriptedTable(10));
        QCOMPARE(lines(), QStringList{"random real"});
        Q_EMIT run.feed.evaluated(tests::scriptedTable(20));
        QCOMPARE(lines(), QStringList{"random real"}); // not one a table
    }

    void everyGroupCanBeLookedAt() {
        Fed run;
        RunPlots plots;
        plots.resize(1100, 300);
        plots.show();
        plots.bind(&run.history);
        Q_EMIT run.feed.sheetArrived(tests::scriptedSheet(1));
        std::vector<reports::IterationReport> batch;
        for (int i = 1; i <= 400; ++i) {
            reports::IterationReport report = tests::scriptedReport(i);
            const double shake = 1 + 0.2 * std::sin(i * 12.9898) + 0.1 * std::sin(i * 78.233);
            report.loss = (200 + 12000.0 / (i + 30)) * shake;
            report.class_losses = {0.6 * report.loss, 0.4 * report.loss / shake};
            report.latent_grad_norm = 0.05 * shake * (1 + 20.0 / i);
            report.conditioning_grad_norm = 0.004 * shake;
            report.phases = {0.1 * shake, 0.08, 0.06 * shake, 0.001};
            report.seconds = 0.25 * shake;
            report.latent_rate = i < 200 ? 0.1 : 0.05;
            report.memory = {(std::int64_t{3} << 30) + i * 1'000'000, std::int64_t{6} << 30};
            batch.push_back(report);
        }
        Q_EMIT run.feed.reported(batch);
        for (int i = 0; i <= 400; i += 50) {
            reports::EvaluationTable table = tests::scriptedTable(i / 25);
            table.iteration = i;
            Q_EMIT run.feed.evaluated(table);
        }
        Q_EMIT run.feed.settingChanged({200, "distillation.latent_rate", 0.1, 0.05});
        for (const auto theme : {widgets::ThemeChoice::dark, widgets::ThemeChoice::light}) {
            widgets::applyTheme(*qApp, theme);
            for (const QString& group : plots.groups()) {
                plots.showGroup(group);
                QTest::qWait(30);
                const QImage picture = plots.grab().toImage();
                QVERIFY(picture.width() == 1100);
                if (const QByteArray folder = qgetenv("LD3M_TEST_PICTURES"); !folder.isEmpty())
                    picture.save(QString("%1/plots_%2_%3.png").arg(folder).arg(int(theme)).arg(group));
            }
        }
    }

    void oneBoxSmoothsAllNoisyPlots() {
        RunPlots plots;
        auto* box = plots.findChild<QComboBox*>("plotSmoothing");
        QCOMPARE(plots.loss()->smoothing(), 0.9);
        QTest::keyClick(box, Qt::Key_Home);
        QCOMPARE(box->currentText(), "no smoothing");
        QCOMPARE(plots.loss()->smoothing(), 0.0);
        QCOMPARE(plots.latentGradient()->smoothing(), 0.0);
        QTest::keyClick(box, Qt::Key_End);
        QCOMPARE(plots.time()->smoothing(), 0.99);
        QCOMPARE(plots.accuracy()->smoothing(), 0.0); // a few exact numbers
    }

    void aMarkNamesTheKnobAsTheFormDoes() {
        QCOMPARE(workbench::markText({3, "prior.steps", std::int64_t{10}, std::int64_t{20}}),
                 "Reverse steps T 10 → 20");
        QCOMPARE(workbench::markText({3, "prior.residual", std::string("released"), std::string("off")}),
                 "Residual released → off");
        QCOMPARE(workbench::markText({3, "prior.warp", 1.0, 2.5}), "prior.warp 1 → 2.5");
    }
};

QTEST_MAIN(RunPlotsTest)
#include "run_plots_test.moc"
