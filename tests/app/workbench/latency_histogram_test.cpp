#include "app/workbench/latency_histogram.h"

#include <QStringList>
#include <QtTest>

using namespace ld3m::workbench;

class LatencyHistogramTest : public QObject {
    Q_OBJECT
private Q_SLOTS:
    void bucketsEndWhereTheySay() {
        QCOMPARE(latencyBucket(0), 0u);
        QCOMPARE(latencyBucket(0.99), 0u);
        QCOMPARE(latencyBucket(1), 1u);
        QCOMPARE(latencyBucket(15.9), 4u);
        QCOMPARE(latencyBucket(16), 5u);
        QCOMPARE(latencyBucket(49.9), 6u);
        QCOMPARE(latencyBucket(50), 7u);
        QCOMPARE(latencyBucket(1e9), kLatencyBuckets.size());
    }

    void everyBucketIsALineWithItsShare() {
        LatencyHistogram histogram = {};
        histogram[0] = 990;
        histogram[5] = 10;
        const QStringList lines = QString::fromStdString(toText(histogram)).split('\n', Qt::SkipEmptyParts);
        QCOMPARE(lines.size(), qsizetype(histogram.size()));
        QVERIFY2(lines[0].contains("under   1 ms") && lines[0].contains("99.000 %"), qPrintable(lines[0]));
        QVERIFY2(lines[5].contains("under  33 ms") && lines[5].contains(" 1.000 %"), qPrintable(lines[5]));
        QVERIFY(lines[0].count('#') > lines[5].count('#'));
        QVERIFY(lines[5].count('#') > 0);
        QCOMPARE(lines[1].count('#'), 0);
        QVERIFY(lines.last().contains("over  50 ms"));
    }

    void anEmptyOneHasNoBars() { QVERIFY(toText(LatencyHistogram{}).find('#') == std::string::npos); }
};

QTEST_APPLESS_MAIN(LatencyHistogramTest)
#include "latency_histogram_test.moc"
