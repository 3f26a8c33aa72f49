// Numbers as people say them.
#include <QtTest>

#include "core/reports/spoken.h"

using namespace ld3m::reports;

class SpokenTest : public QObject {
    Q_OBJECT
private Q_SLOTS:
    void bytes_data() {
        QTest::addColumn<double>("bytes");
        QTest::addColumn<QString>("text");
        QTest::newRow("few") << 12.0 << "12 B";
        QTest::newRow("KiB") << 12.0 * 1024 << "12 KiB";
        QTest::newRow("MiB") << 430.4 * 1024 * 1024 << "430 MiB";
        QTest::newRow("GiB") << 1.24 * 1024 * 1024 * 1024 << "1.2 GiB";
        QTest::newRow("many GiB") << 139.0 * 1024 * 1024 * 1024 << "139 GiB";
    }
    void bytes() {
        QFETCH(double, bytes);
        QTEST(QString::fromStdString(spokenBytes(bytes)), "text");
    }

    void seconds_data() {
        QTest::addColumn<double>("seconds");
        QTest::addColumn<QString>("text");
        QTest::newRow("milliseconds") << 0.04 << "40 ms";
        QTest::newRow("seconds and tenths") << 2.44 << "2.4 s";
        QTest::newRow("seconds") << 42.4 << "42 s";
        QTest::newRow("minutes") << 1500.0 << "25 min";
        QTest::newRow("hours") << 11400.0 << "3 h 10 min";
        QTest::newRow("whole hours") << 7200.0 << "2 h";
        QTest::newRow("days") << 187200.0 << "2 d 4 h";
    }
    void seconds() {
        QFETCH(double, seconds);
        QTEST(QString::fromStdString(spokenSeconds(seconds)), "text");
    }

    void counts() {
        QCOMPARE(spokenCount(0), std::string("0"));
        QCOMPARE(spokenCount(999), std::string("999"));
        QCOMPARE(spokenCount(5000), std::string("5,000"));
        QCOMPARE(spokenCount(-1234567), std::string("-1,234,567"));
        QCOMPARE(counted(1, "class", "classes"), std::string("1 class"));
        QCOMPARE(counted(1200, "image", "images"), std::string("1,200 images"));
    }
};

QTEST_APPLESS_MAIN(SpokenTest)
#include "spoken_test.moc"
