#include "app/workbench/latency_meter.h"

#include <thread>

#include <QtTest>

using ld3m::workbench::LatencyMeter;

class LatencyMeterTest : public QObject {
    Q_OBJECT
private Q_SLOTS:
    void measuresWhileTheLoopTurns() {
        const LatencyMeter meter;
        QCOMPARE(meter.count(), 0u);
        QCOMPARE(meter.percentile(0.5), 0.0);
        QTRY_VERIFY(meter.count() >= 4);
        QVERIFY(meter.percentile(0) >= 0);
        QVERIFY(meter.percentile(0) <= meter.percentile(0.5));
        QVERIFY(meter.percentile(0.5) <= meter.worst());
    }

    void aBlockedLoopIsNotForgiven() {
        const LatencyMeter meter;
        std::this_thread::sleep_for(std::chrono::milliseconds(70)); // what is measured, not a wait
        QTRY_VERIFY(meter.count() >= 1);
        QVERIFY(meter.worst() >= 49); // due after 20 ms, so at least 50 late
    }

    void restartForgets() {
        LatencyMeter meter;
        QTRY_VERIFY(meter.count() >= 1);
        meter.restart();
        QCOMPARE(meter.count(), 0u);
        QTRY_VERIFY(meter.count() >= 1);
    }
};

QTEST_GUILESS_MAIN(LatencyMeterTest)
#include "latency_meter_test.moc"
