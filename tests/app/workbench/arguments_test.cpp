#include "app/workbench/arguments.h"

#include <QtTest>

#include "core/base/error.h"
#include "tests/support/message_of.h"

using namespace ld3m;
using workbench::Arguments;
using workbench::Moment;
using workbench::parseArguments;

namespace {

Arguments parsed(const QStringList& arguments) {
    return parseArguments(QStringList{"ld3m-workbench"} + arguments);
}

} // namespace

class ArgumentsTest : public QObject {
    Q_OBJECT
private Q_SLOTS:
    void nothingIsTheStartPage() {
        const Arguments none = parsed({});
        QVERIFY(none.place.isEmpty() && none.project.isEmpty() && none.theme.isEmpty() &&
                none.render.isEmpty());
        QVERIFY(!none.demo && !none.run && !none.latency && none.size.isEmpty() && none.screenshots.empty());
    }

    void readsAPlaceAndWhatToDoThere() {
        const Arguments arguments = parsed({"paper.toml", "--project", "here", "--run", "--theme", "light",
                                            "--size", "1680x1050", "--latency"});
        QCOMPARE(arguments.place, "paper.toml");
        QCOMPARE(arguments.project, "here");
        QCOMPARE(arguments.theme, "light");
        QCOMPARE(arguments.size, QSize(1680, 1050));
        QVERIFY(arguments.run && arguments.latency && !arguments.demo);
        QVERIFY(parsed({"--demo"}).demo);
    }

    void latencyAndMonkeyHaveTheirMinutes() {
        QCOMPARE(parsed({"--latency"}).minutes, 0.0); // the run's
        QCOMPARE(parsed({"--latency", "--minutes", "1.5"}).minutes, 1.5);
        QVERIFY(!parsed({"--latency"}).monkey);
        QCOMPARE(parsed({"--monkey", "7"}).monkey.value(), 7u);
        QCOMPARE(parsed({"--monkey", "7"}).minutes, 10.0);
        QCOMPARE(parsed({"--monkey", "7", "--minutes", "60"}).minutes, 60.0);
        const auto refused = [](const QStringList& arguments) {
            return tests::messageOf<base::InputError>([&] { parsed(arguments); });
        };
        QVERIFY(refused({"--monkey", "tail"}).contains("tail"));
        QVERIFY(refused({"--monkey", "1", "--minutes", "-2"}).contains("-2"));
        QVERIFY(refused({"--guide", "to", "--images", "from", "run"}).contains("--sweep FOLDER"));
        QVERIFY(refused({"--minutes", "2"}).contains("--latency or --monkey"));
    }

    void figuresNeedARunAndAPlace() {
        const Arguments arguments = parsed({"--render", "runs/one", "--to", "figures"});
        QCOMPARE(arguments.render, "runs/one");
        QCOMPARE(arguments.to, "figures");
    }

    void screenshotsHaveTheirMoments() {
        const Arguments arguments =
            parsed({"--screenshot", "a.png", "--when", "iteration:40", "--screenshot", "b.png", "--when",
                    "finished", "--screenshot", "c.png", "--when", "250", "--screenshot", "d.png"});
        QCOMPARE(arguments.screenshots.size(), 4u);
        const auto moment = [&](std::size_t i) { return arguments.screenshots[i].moment; };
        QCOMPARE(arguments.screenshots[0].file, "a.png");
        QVERIFY(moment(0).kind == Moment::Kind::iteration && moment(0).value == 40);
        QVERIFY(moment(1).kind == Moment::Kind::finished);
        QVERIFY(moment(2).kind == Moment::Kind::after && moment(2).value == 250);
        QVERIFY(moment(3).kind == Moment::Kind::after && moment(3).value > 0); // start
    }

    void refusesInWords_data() {
        QTest::addColumn<QStringList>("arguments");
        QTest::addColumn<QString>("words");
        const auto row = [](const QStringList& arguments, const char* words) {
            QTest::newRow(qPrintable(arguments.join(' '))) << arguments << words;
        };
        row({"a", "b"}, "b is one argument too many");
        row({"--render", "runs/one"}, "belong together");
        row({"--to", "figures"}, "belong together");
        row({"--theme", "pink"}, "write dark, light or system");
        row({"--size", "1680"}, "write it as 1680x1050");
        row({"--size", "10x10"}, "write it as 1680x1050");
        row({"--size", "1680x1050x3"}, "write it as 1680x1050");
        row({"--when", "start"}, "needs its --screenshot");
        row({"--screenshot", "a.png", "--when", "noon"}, "--when noon is no moment");
        row({"--screenshot", "a.png", "--when", "iteration:x"}, "is no moment");
        row({"--screenshot", "a.png", "--when=-5"}, "is no moment");
    }
    void refusesInWords() {
        QFETCH(QStringList, arguments);
        QFETCH(QString, words);
        const QString message = tests::messageOf<base::InputError>([&] { parsed(arguments); });
        QVERIFY2(message.contains(words), qPrintable(message));
    }
};

QTEST_GUILESS_MAIN(ArgumentsTest)
#include "arguments_test.moc"
