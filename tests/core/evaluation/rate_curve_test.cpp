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

    // E = 10: the public code lowers the rate after epoch index 6, and makes one pass more.
    void theDropOfThePublicCode() {
        using settings::RateSchedule;
        QCOMPARE(evaluation::passesOf(RateSchedule::drop, 10), std::int64_t(11));
        QCOMPARE(evaluation::rateAt(RateSchedule::drop, 6, 10, 0.01), 0.01);
        QCOMPARE(evaluation::rateAt(RateSchedule::drop, 7, 10, 0.01), 0.001);
        for (int epoch = 0; epoch < 11; ++epoch)
            QCOMPARE(evaluation::startsAnew(RateSchedule::drop, epoch, 10), epoch == 7);
    }

    void otherSchedules() {
        using settings::RateSchedule;
        const auto at = [](RateSchedule schedule, int epoch) {
            return evaluation::rateAt(schedule, epoch, 12, 1);
        };
        QCOMPARE(at(RateSchedule::two_drops, 7), 1.0);
        QCOMPARE(at(RateSchedule::two_drops, 8), 0.2);
        QCOMPARE(at(RateSchedule::two_drops, 10), 0.04);
        QCOMPARE(at(RateSchedule::cosine, 0), 1.0);
        QCOMPARE(at(RateSchedule::cosine, 6), 0.5);
        QCOMPARE(at(RateSchedule::constant, 11), 1.0);
        QCOMPARE(at(RateSchedule::warm_up_cosine, 3), evaluation::rateAt(3, 12, 1));
        QCOMPARE(evaluation::passesOf(RateSchedule::cosine, 12), std::int64_t(12));
    }

    void oneEpochTrainsAtThePeak() { QCOMPARE(evaluation::rateAt(0, 1, 0.01), 0.01); }
};

QTEST_APPLESS_MAIN(RateCurveTest)
#include "rate_curve_test.moc"
