#include "core/base/host_usage.h"

#include <chrono>

#include <QDir>
#include <QTemporaryDir>
#include <QtTest>

using namespace ld3m;

namespace {

void write(const QString& path, const QByteArray& text) {
    QFile file(path);
    if (!file.open(QIODevice::WriteOnly) || file.write(text) != text.size())
        qFatal("cannot write %s", qPrintable(path));
}

} // namespace

class HostUsageTest : public QObject {
    Q_OBJECT
private Q_SLOTS:
    void loadsAreWhatHappenedBetweenTwoLooks() {
        const QTemporaryDir proc;
        QVERIFY(QDir(proc.path()).mkdir("self"));
        write(proc.filePath("meminfo"), "MemTotal: 1000 kB\nMemFree: 1 kB\nMemAvailable: 300 kB\n");
        write(proc.filePath("self/status"), "Name: ld3m\nVmRSS:\t200 kB\n");
        // A name may hold brackets and blanks; user 30, system 10.
        write(proc.filePath("self/stat"), "7 (a) b) S 1 2 3 4 5 6 7 8 9 10 30 10 0 0\n");
        write(proc.filePath("stat"), "cpu 100 0 50 850 0 0 0 0 0 0\ncpu0 1 1 1 1\n");
        base::HostWatch watch(proc.path().toStdString());
        base::HostUsage usage = watch.look();
        QCOMPARE(usage.process_load, 0.0);
        QCOMPARE(usage.machine_load, 0.0);
        QCOMPARE(usage.process_memory, std::int64_t{200 * 1024});
        QCOMPARE(usage.machine_memory, std::int64_t{700 * 1024});
        QCOMPARE(usage.total_memory, std::int64_t{1000 * 1024});

        write(proc.filePath("self/stat"), "7 (a) b) S 1 2 3 4 5 6 7 8 9 10 70 20 0 0\n");
        write(proc.filePath("stat"), "cpu 180 0 70 950 0 0 0 0 0 0\ncpu0 1 1 1 1\n");
        usage = watch.look();
        QCOMPARE(usage.process_load, 50.0 / 200);
        QCOMPARE(usage.machine_load, 100.0 / 200);
    }

    void aBusyProcessIsSeen() {
        base::HostWatch watch;
        watch.look();
        const auto end = std::chrono::steady_clock::now() + std::chrono::milliseconds(300);
        volatile double work = 0;
        while (std::chrono::steady_clock::now() < end)
            work = work + 1;
        const base::HostUsage usage = watch.look();
        QVERIFY(usage.process_load > 0 && usage.process_load <= 1);
        QVERIFY(usage.machine_load > 0 && usage.machine_load <= 1);
        QVERIFY(usage.process_memory > 1 << 20 && usage.total_memory > usage.machine_memory);
    }

    void whatCannotBeReadIsZero() {
        base::HostWatch watch("/nowhere");
        watch.look();
        const base::HostUsage usage = watch.look();
        QCOMPARE(usage.process_load, 0.0);
        QCOMPARE(usage.total_memory, std::int64_t{0});
    }
};

QTEST_APPLESS_MAIN(HostUsageTest)
#include "host_usage_test.moc"
