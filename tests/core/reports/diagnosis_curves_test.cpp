// Curves of a diagnosis: by arm and T ascending, mean and deviation over draws, gaps where a norm is nothing.
#include <cmath>

#include <QtTest>

#include "core/reports/diagnosis_curves.h"

using namespace ld3m::reports;

class DiagnosisCurvesTest : public QObject {
    Q_OBJECT
private Q_SLOTS:
    void flowByArm() {
        Diagnosis measured;
        measured.add(FlowPoint{"released", 20, {8, 8}, {}});
        measured.add(FlowPoint{"off", 20, {0, 0}, {}});
        measured.add(FlowPoint{"off", 10, {1, 3}, {5, 5}});
        const auto curves = flowCurves(measured);
        QCOMPARE(curves.size(), std::size_t(2));
        QCOMPARE(curves[0].arm, std::string("off"));
        QVERIFY(curves[0].latents.x == std::vector<double>({10, 20}));
        QCOMPARE(curves[0].latents.mean[0], 2.0);
        QCOMPARE(curves[0].latents.deviation[0], 1.0);
        QVERIFY(std::isnan(curves[0].latents.mean[1])); // no place on a logarithmic axis
        QVERIFY(curves[0].conditioning.x == std::vector<double>({10}));
        QVERIFY(curves[1].conditioning.x.empty());
    }

    void chainsOfOneT() {
        Diagnosis measured;
        GradientChain chain;
        chain.arm = "off";
        chain.steps = 2;
        chain.chain = {{501, 0, {2, 4}, {}}, {1, 0, {6, 6}, {}}};
        measured.add(chain);
        chain.steps = 3;
        measured.add(chain);
        chain.arm = "released";
        chain.steps = 2;
        chain.chain = {{501, 1, {1, 1}, {7, 7}}, {1, 0, {1, 1}, {0, 0}}};
        measured.add(chain);
        const auto curves = chainCurves(measured, 2);
        QCOMPARE(curves.size(), std::size_t(2));
        QVERIFY(curves[0].network.x == std::vector<double>({1, 2}));
        QVERIFY(curves[0].network.mean == std::vector<double>({3, 6}));
        QVERIFY(curves[0].residual.x.empty());
        QCOMPARE(curves[1].residual.mean[0], 7.0);
        QVERIFY(std::isnan(curves[1].residual.mean[1]));
        QVERIFY(chainCurves(measured, 5).empty());
    }
};

QTEST_APPLESS_MAIN(DiagnosisCurvesTest)
#include "diagnosis_curves_test.moc"
