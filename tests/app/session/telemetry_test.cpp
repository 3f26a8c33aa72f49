#include "app/session/telemetry.h"

#include <QThread>
#include <QtTest>

using namespace ld3m;
using session::Telemetry;

class TelemetryTest : public QObject {
    Q_OBJECT
private Q_SLOTS:
    void samplesArriveHereAndAreKept() {
        Telemetry telemetry(std::chrono::milliseconds(5), LD3M_FAKE_NVML);
        QThread* seen = nullptr;
        connect(&telemetry, &Telemetry::sampled, this, [&seen] { seen = QThread::currentThread(); });
        QTRY_VERIFY(telemetry.history().size() >= 3);
        QCOMPARE(seen, thread());
        const session::TelemetrySample& last = telemetry.history().back();
        QVERIFY(last.host.process_memory > 0);
        QVERIFY(last.gpu);
        QCOMPARE(*last.gpu->watts, 312.5);
    }

    void onlyFiveMinutesAreKept() {
        Telemetry telemetry(std::chrono::milliseconds(1), "libthere-is-none.so.1");
        int samples = 0;
        connect(&telemetry, &Telemetry::sampled, this, [&samples] { ++samples; });
        QTRY_VERIFY_WITH_TIMEOUT(samples > int(Telemetry::kKept) + 5, 30000);
        QCOMPARE(telemetry.history().size(), Telemetry::kKept);
        QVERIFY(!telemetry.history().back().gpu);
    }

    void goesAwayWhileItLooks() {
        for (int i = 0; i < 20; ++i) {
            Telemetry telemetry(std::chrono::milliseconds(1), LD3M_FAKE_NVML);
            QCoreApplication::processEvents();
        }
    }

    void theFirstVisibleGpu() {
        QCOMPARE(session::firstVisibleGpu(nullptr), 0);
        QCOMPARE(session::firstVisibleGpu(""), 0);
        QCOMPARE(session::firstVisibleGpu("2,0"), 2);
        QCOMPARE(session::firstVisibleGpu("GPU-4f2a"), 0);
        QCOMPARE(session::firstVisibleGpu("-1"), 0);
    }
};

QTEST_GUILESS_MAIN(TelemetryTest)
#include "telemetry_test.moc"
