#include "core/settings/control_points.h"

#include <QtTest>

#include "core/base/error.h"
#include "tests/support/message_of.h"

using namespace ld3m;

class ControlPointsTest : public QObject {
    Q_OBJECT
private Q_SLOTS:
    void wordsBecomePoints() {
        const auto points = settings::controlPoints({"0:1", "0.25:0.5", "1:0"});
        QCOMPARE(points.size(), std::size_t(3));
        QCOMPARE(points[0].w, 1.0);
        QCOMPARE(points[1].u, 0.25);
        QCOMPARE(points[1].w, 0.5);
        QCOMPARE(points[2].u, 1.0);
    }

    void refusesInOneSentence_data() {
        QTest::addColumn<QStringList>("words");
        QTest::addColumn<QString>("said");
        QTest::newRow("no colon") << QStringList{"0:0", "half", "1:1"} << "holds \"half\"";
        QTest::newRow("letters behind") << QStringList{"0:0", "0.5:0.5x", "1:1"} << "holds \"0.5:0.5x\"";
        QTest::newRow("two colons") << QStringList{"0:0", "0.5:0.5:1", "1:1"} << "holds \"0.5:0.5:1\"";
        QTest::newRow("weight above 1") << QStringList{"0:0", "1:1.5"} << "both from 0 to 1";
        QTest::newRow("not a number") << QStringList{"0:nan", "1:1"} << "holds \"0:nan\"";
        QTest::newRow("backwards") << QStringList{"0:0", "0.6:0", "0.5:1", "1:1"} << "\"0.5:1\" out of order";
        QTest::newRow("twice") << QStringList{"0:0", "0.5:0", "0.5:1", "1:1"} << "out of order";
        QTest::newRow("late start") << QStringList{"0.1:0", "1:1"} << "begin with u = 0";
        QTest::newRow("early end") << QStringList{"0:0", "0.9:1"} << "end with u = 1";
        QTest::newRow("one") << QStringList{"0:0"} << "begin with u = 0";
        QTest::newRow("none") << QStringList{} << "begin with u = 0";
    }
    void refusesInOneSentence() {
        QFETCH(QStringList, words);
        QFETCH(QString, said);
        std::vector<std::string> plain;
        for (const QString& word : words)
            plain.push_back(word.toStdString());
        const QString message = tests::messageOf<base::InputError>([&] { settings::controlPoints(plain); });
        QVERIFY2(message.startsWith("prior.residual_points") && message.contains(said), qPrintable(message));
    }

    void wordsReadBackAsTheSamePoints() {
        const std::vector<settings::ControlPoint> points{{0, 1.0 / 3}, {0.1, 0.25}, {1, 1}};
        QCOMPARE(settings::wordsOf(points)[1], std::string("0.1:0.25"));
        QVERIFY(settings::controlPoints(settings::wordsOf(points)) == points);
    }
};

QTEST_APPLESS_MAIN(ControlPointsTest)
#include "control_points_test.moc"
