// The ratio by hand, its trend, and what is missing while a run is young.
#include <cmath>

#include <QtTest>

#include "core/reports/snr_curve.h"

using namespace ld3m::reports;

class SnrCurveTest : public QObject {
    Q_OBJECT

    /// ||dL/dZ|| alternates around 10 by ± 2, ||dL/dc|| around 4 by ± 1.
    static std::vector<IterationReport> alternating(int count) {
        std::vector<IterationReport> reports;
        for (int i = 1; i <= count; ++i) {
            IterationReport report;
            report.iteration = i;
            report.latent_grad_norm = 10 + (i % 2 ? 2 : -2);
            report.conditioning_grad_norm = 4 + (i % 2 ? 1 : -1);
            reports.push_back(report);
        }
        return reports;
    }

private Q_SLOTS:
    void meanOverDeviationOfTheNewest() {
        const SnrCurve latents = snrCurve(alternating(40), {.window = 20});
        QCOMPARE(latents.iterations.front(), 10.0); // from the tenth on
        QCOMPARE(latents.iterations.back(), 40.0);
        QVERIFY(std::abs(latents.ratios.front() - 5) < 1e-12);
        QVERIFY(std::abs(latents.ratios.back() - 5) < 1e-12);
        const SnrCurve conditioning = snrCurve(alternating(40), {.norm = Norm::conditioning, .window = 20});
        QVERIFY(std::abs(conditioning.ratios.back() - 4) < 1e-12);
    }

    void theFitIsTheTrend() {
        const SnrCurve curve = snrCurve(alternating(60), {.window = 20, .degree = 3});
        QCOMPARE(curve.fit.size(), curve.ratios.size());
        double most = 0;
        double sum = 0;
        for (std::size_t i = 0; i < curve.fit.size(); ++i) {
            most = std::max(most, std::abs(curve.fit[i] - 5));
            sum += curve.fit[i] - curve.ratios[i];
        }
        QVERIFY2(most < 0.2, qPrintable(QString::number(most)));
        QVERIFY(std::abs(sum) < 1e-9); // least squares with a constant: residuals add up to nothing
    }

    void aYoungRunHasNoneYet() {
        QVERIFY(snrCurve(alternating(9), {}).ratios.empty());
        const SnrCurve few = snrCurve(alternating(12), {.degree = 3});
        QCOMPARE(int(few.ratios.size()), 3);
        QVERIFY(few.fit.empty()); // three points carry no cubic
    }

    // A prior without c reports 0: constant, so there is no ratio.
    void normsThatDoNotDifferHaveNone() {
        auto reports = alternating(30);
        for (IterationReport& report : reports)
            report.conditioning_grad_norm = 0;
        QVERIFY(snrCurve(reports, {.norm = Norm::conditioning}).ratios.empty());
    }
};

QTEST_APPLESS_MAIN(SnrCurveTest)
#include "snr_curve_test.moc"
