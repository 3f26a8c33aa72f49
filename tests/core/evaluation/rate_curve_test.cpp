// Rates and averaging against those that the published schedulers gave.
#include "tests/support/golden.h"

#include "core/evaluation/rate_curve.h"

using namespace ld3m;

class RateCurveTest : public QObject {
    Q_OBJECT
private Q_SLOTS:
    void equalsThePublishedSchedule_data() {
        QTest::addColumn<int>("epochs");
        for (const int epochs : {20, 21, 100, 1000})
            QTest::addRow("%d epochs", epochs) << epochs;
    }

    void equalsThePublishedSchedule() {
        QFETCH(int, epochs);
        const auto file = tests::golden("objectives/eval_lr.safetensors");
        for (const auto& [name, peak] : {std::pair{"1e-3", 1e-3}, std::pair{"1e-4", 1e-4}}) {
            const at::Tensor rates = file.at("out.lr64." + std::to_string(epochs) + "." + name);
            QCOMPARE(rates.numel(), std::int64_t(epochs));
            for (int e = 0; e < epochs; ++e)
                QVERIFY2(std::abs(evaluation::rateAt(e, epochs, peak) - rates[e].item<double>()) <
                             1e-14 * peak * 10,
                         qPrintable(QString("epoch %1").arg(e)));
        }
    }

    void averagesAsPublished() {
        const at::Tensor decays = tests::golden("objectives/eval_lr.safetensors").at("out.ema_decay64.1000");
        for (int n = 1; n < 1000; ++n)
            QVERIFY(std::abs(evaluation::averagingDecay(n) - decays[n - 1].item<double>()) <
                    1e-7); // recorded in fp32
        QCOMPARE(evaluation::averagingDecay(0), 0.0);
    }

    void oneEpochTrainsAtThePeak() { QCOMPARE(evaluation::rateAt(0, 1, 0.01), 0.01); }
};

QTEST_APPLESS_MAIN(RateCurveTest)
#include "rate_curve_test.moc"
