#include "core/base/gpu_telemetry.h"

#include <QtTest>

using namespace ld3m;

class GpuTelemetryTest : public QObject {
    Q_OBJECT
private Q_SLOTS:
    void readsWhatTheLibrarySays() {
        const base::GpuTelemetry telemetry(LD3M_FAKE_NVML);
        QCOMPARE(telemetry.count(), 2);
        const auto first = telemetry.look(0);
        QVERIFY(first);
        QCOMPARE(first->name, std::string("Fake A6000"));
        QCOMPARE(*first->load, 0.96);
        QCOMPARE(*first->memory, std::int64_t{8} << 30);
        QCOMPARE(*first->total_memory, std::int64_t{24} << 30);
        QCOMPARE(*first->watts, 312.5);
        QCOMPARE(*first->celsius, 71.0);
    }

    void whatAGpuDoesNotTellStaysEmpty() {
        const base::GpuTelemetry telemetry(LD3M_FAKE_NVML);
        const auto second = telemetry.look(1);
        QVERIFY(second && second->load && second->memory);
        QVERIFY(!second->watts && !second->celsius);
        QVERIFY(!telemetry.look(2));
        QVERIFY(!telemetry.look(-1));
    }

    void withoutTheLibraryThereIsNoGpu() {
        const base::GpuTelemetry telemetry("libthere-is-none.so.1");
        QCOMPARE(telemetry.count(), 0);
        QVERIFY(!telemetry.look(0));
    }

    // Any other library has none of its functions.
    void aLibraryWithoutItsFunctionsIsNone() {
        const base::GpuTelemetry telemetry("libm.so.6");
        QCOMPARE(telemetry.count(), 0);
    }
};

QTEST_APPLESS_MAIN(GpuTelemetryTest)
#include "gpu_telemetry_test.moc"
