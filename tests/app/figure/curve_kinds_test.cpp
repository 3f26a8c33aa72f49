// The curves that figures of runs have.
#include "app/figure/curve_kinds.h"

#include <QtTest>

#include "app/figure/steps_kind.h"
#include "core/base/error.h"
#include "tests/app/figure/written_run.h"
#include "tests/support/message_of.h"
#include "tests/support/temporary_folder.h"

using namespace ld3m;
using namespace ld3m::figure;
using widgets::CurveSeries;

namespace {

QStringList namesOf(const widgets::CurveFigure& figure) {
    QStringList names;
    for (const auto& curve : figure.curves)
        names << curve.name;
    return names;
}

} // namespace

class CurveKindsTest : public QObject {
    Q_OBJECT
private:
    tests::TemporaryFolder m_folder;

    std::vector<RunRecord> runs(int count) const {
        std::vector<std::string> folders{(m_folder / "with").string(), (m_folder / "without").string()};
        folders.resize(std::size_t(count));
        return readRuns(folders, {});
    }

private Q_SLOTS:
    void initTestCase() {
        tests::writeRun(m_folder / "with", {.name = "with residual"});
        tests::writeRun(m_folder / "without", {.name = "without residual", .steps = 30, .accuracy = 0.3});
    }

    void theLossOfEachRun() {
        const auto figure = lossFigure(runs(2));
        QCOMPARE(namesOf(figure), (QStringList{"with residual", "without residual"}));
        QCOMPARE(figure.curves[0].points.size(), std::size_t(120));
        QCOMPARE(figure.curves[0].points.y(CurveSeries::Line::raw, 3), 3.0); // 12 / 4
        QVERIFY(figure.curves[0].color != figure.curves[1].color);
    }

    void gradientsOfOneRunAndOfTwo() {
        QCOMPARE(namesOf(gradientFigure(runs(1))), (QStringList{"Z", "c"}));
        const auto two = gradientFigure(runs(2));
        QCOMPARE(namesOf(two), (QStringList{"with residual, Z", "with residual, c", "without residual, Z",
                                            "without residual, c"}));
        QVERIFY(two.logY && two.curves[1].dashed && !two.curves[2].dashed);
        QCOMPARE(two.curves[0].color, two.curves[1].color);
    }

    void accuracyHasBandsAndTheBaseline() {
        const auto figure = accuracyFigure(runs(1));
        QCOMPARE(namesOf(figure), (QStringList{"convnet", "resnet18"}));
        QVERIFY(figure.curves[0].points.hasDeviation() && figure.curves[0].dots);
        QCOMPARE(figure.curves[0].points.y(CurveSeries::Line::raw, 1), 40.0);
        QCOMPARE(figure.references.size(), std::size_t(1));
        QCOMPARE(figure.references[0].at, 22.5);
        QCOMPARE(accuracyFigure(runs(2)).curves.size(), std::size_t(4));
    }

    void timeByPhaseAndByRun() {
        QCOMPARE(namesOf(timeFigure(runs(1))),
                 (QStringList{"whole", "synthesize", "match", "pull back", "update"}));
        QCOMPARE(namesOf(timeFigure(runs(2))), (QStringList{"with residual", "without residual"}));
    }

    void ratesThatThereAre() { QCOMPARE(namesOf(rateFigure(runs(1))), (QStringList{"Z", "c"})); }

    void theSnrOfEachRun() {
        const auto figure = snrFigure(runs(2), 20, 0);
        QCOMPARE(namesOf(figure), (QStringList{"with residual", "without residual"}));
        QCOMPARE(figure.curves[0].points.x(0), 10.0); // before there are too few to say
        QVERIFY(figure.curves[0].points.y(CurveSeries::Line::raw, 100) > 1);
        const auto fitted = snrFigure(runs(2), 20, 3);
        QCOMPARE(namesOf(fitted), (QStringList{"with residual", "with residual, fit", "without residual",
                                               "without residual, fit"}));
        QVERIFY(fitted.curves[1].dashed && !fitted.curves[0].dashed);
        QCOMPARE(fitted.curves[1].color, fitted.curves[0].color);
        QCOMPARE(fitted.curves[1].points.size(), fitted.curves[0].points.size());
    }

    void accuracyAndTimeAgainstSteps() {
        tests::writeRun(m_folder / "sweep/runs/a", {.steps = 10, .accuracy = 0.30, .seconds = 1});
        tests::writeRun(m_folder / "sweep/runs/b", {.steps = 10, .accuracy = 0.40, .seconds = 3});
        tests::writeRun(m_folder / "sweep/runs/c", {.steps = 40, .accuracy = 0.50, .seconds = 8});
        const StepsFigures figures = stepsFigures({(m_folder / "sweep").string()});
        const CurveSeries& accuracy = figures.accuracy.curves.at(0).points;
        QCOMPARE(accuracy.size(), std::size_t(2));
        QCOMPARE(accuracy.x(1), 40.0);
        QVERIFY(std::abs(accuracy.y(CurveSeries::Line::raw, 0) - 35) < 1e-9);
        QVERIFY(std::abs(accuracy.y(CurveSeries::Line::upper, 0) - 40) < 1e-9); // mean + deviation
        QCOMPARE(figures.time.curves.at(0).points.y(CurveSeries::Line::raw, 0), 2.0);
        QVERIFY(tests::messageOf<base::InputError>([&] {
                    stepsFigures({m_folder.path().string()});
                }).contains("has no runs in"));
    }

    void runsOfOneNameAreToldApart() {
        const auto records =
            readRuns({(m_folder / "sweep/runs/a").string(), (m_folder / "sweep/runs/b").string()}, {});
        QCOMPARE(records[0].name, std::string("scripted (a)"));
        QCOMPARE(readRuns({(m_folder / "with").string()}, {"LD3M"})[0].name, std::string("LD3M"));
        QVERIFY(tests::messageOf<base::InputError>([&] {
                    readRuns({(m_folder / "with").string()}, {"a", "b"});
                }).contains("--names"));
    }

    void aRunWithoutNumbersHasNoPoints() {
        projects::RunFolder::create(m_folder / "young", {}, {});
        QVERIFY(!lossFigure(readRuns({(m_folder / "young").string()}, {})).hasPoints());
    }
};

QTEST_MAIN(CurveKindsTest)
#include "curve_kinds_test.moc"
