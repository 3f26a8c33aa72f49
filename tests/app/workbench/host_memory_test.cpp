#include "app/workbench/host_memory.h"

#include <vector>

#include <QtTest>

using ld3m::workbench::hostMemory;

class HostMemoryTest : public QObject {
    Q_OBJECT
private Q_SLOTS:
    void thisProcessHasAPartOfTheComputer() {
        const auto memory = hostMemory();
        QVERIFY(memory.used > 0);
        QVERIFY(memory.used < memory.total);
    }

    void growsWithWhatIsTouched() {
        constexpr std::int64_t kBytes = 64 << 20;
        const std::int64_t before = hostMemory().used;
        std::vector<char> touched(kBytes, 1);
        QVERIFY(hostMemory().used - before > kBytes / 2);
        QCOMPARE(touched.back(), char(1));
    }
};

QTEST_APPLESS_MAIN(HostMemoryTest)
#include "host_memory_test.moc"
