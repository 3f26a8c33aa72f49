// The program as a user starts it, on the bundled prior.
#include <QJsonArray>
#include <QJsonDocument>
#include <QJsonObject>
#include <QProcess>

#include <QtTest>

namespace {

struct Finished {
    int code = -1;
    QByteArray out;
    QByteArray error;
};

Finished run(const QStringList& arguments) {
    QProcess process;
    process.start(QString(LD3M_PROGRAM_FOLDER) + "/ld3m-bench", arguments);
    if (!process.waitForFinished(50000)) {
        process.kill();
        process.waitForFinished();
    }
    const bool normal = process.exitStatus() == QProcess::NormalExit;
    return {normal ? process.exitCode() : -1, process.readAllStandardOutput(),
            process.readAllStandardError()};
}

const QStringList kTiny = {"--iterations", "1", "--real",   "4",   "--width",   "8",
                           "--classes",    "2", "--device", "cpu", "--threads", "1"};

double secondsOf(const QJsonValue& phase) {
    return phase["median_seconds"].toDouble();
}

} // namespace

class BenchTest : public QObject {
    Q_OBJECT

    QJsonObject measure(const char* memory, int steps = 2) {
        const Finished done =
            run(kTiny + QStringList{"--json", "--memory", memory, "--steps", QString::number(steps)});
        if (done.code != 0)
            qWarning().noquote() << done.error;
        return QJsonDocument::fromJson(done.out).object();
    }

private Q_SLOTS:
    // The sweep keeps one step's graph and a set of parameters for each step; the unrolled one keeps them
    // all.
    void trajectoryMemoryDoesNotGrowWithTheSteps() {
        const Finished done = run(
            {"--trajectories", "--json", "--ipc", "2", "--width", "32", "--device", "cpu", "--threads", "1"});
        QVERIFY2(done.code == 0, done.error);
        const QJsonArray rows = QJsonDocument::fromJson(done.out).object()["trajectories"].toArray();
        QCOMPARE(rows.size(), qsizetype(4));
        const auto bytes = [&](int row, const char* way) { return rows[row][way].toDouble(); };
        QCOMPARE(rows[0]["steps"].toInt(), 5);
        QCOMPARE(rows[3]["steps"].toInt(), 40);
        QVERIFY2(bytes(3, "unrolled_bytes") > 4 * bytes(0, "unrolled_bytes"), done.out);
        QVERIFY2(bytes(3, "sweep_bytes") < 0.2 * bytes(3, "unrolled_bytes"), done.out);
        QVERIFY2(bytes(3, "sweep_bytes") < 2 * bytes(0, "sweep_bytes") + 8e6, done.out);
    }

    void everyPhaseIsThere() {
        const QJsonObject json = measure("keep");
        QVERIFY(!json.isEmpty());
        QCOMPARE(json["memory_mode"].toString(), QString("keep"));
        QStringList names;
        double sections = 0;
        for (const QJsonValue& phase : json["sections"].toArray()) {
            names << phase["name"].toString();
            QVERIFY2(secondsOf(phase) > 0, qPrintable(names.last()));
            sections += secondsOf(phase);
        }
        QCOMPARE(names, QStringList({"synthesize", "match", "pull_back", "update"}));
        QVERIFY(sections <= secondsOf(json["iteration"]));
        QVERIFY(sections > 0.5 * secondsOf(json["iteration"]));

        names.clear();
        double needed = 0;
        for (const QJsonValue& phase : json["parts"].toArray()) {
            names << phase["name"].toString();
            QVERIFY2(secondsOf(phase) > 0, qPrintable(names.last()));
            QVERIFY2(phase["calls"].toDouble() > 0, qPrintable(names.last()));
            needed += phase["calls"].toDouble() * phase["flops"].toDouble();
            if (names.last() != "Codebook" && names.last() != "Optimiser")
                QVERIFY2(phase["flops"].toDouble() > 0, qPrintable(names.last()));
        }
        QCOMPARE(names,
                 QStringList({"U-Net forward", "U-Net pull-back", "Decoder forward", "Decoder pull-back",
                              "Codebook", "Real gradients", "Matching", "Optimiser"}));
        QCOMPARE(json["parts"][0]["calls"].toDouble(), 2.0);
        QCOMPARE(json["needed_flops"].toDouble(), needed);
        QVERIFY(json["flops_per_second"].toDouble() > 0);
    }

    // The modes differ in what they compute again and keep, not in what an iteration needs.
    void modesNeedTheSame() {
        const QJsonObject keep = measure("keep");
        const QJsonObject again = measure("per_step");
        QVERIFY(keep["needed_flops"].toDouble() > 0);
        QCOMPARE(again["needed_flops"].toDouble(), keep["needed_flops"].toDouble());
        QCOMPARE(again["parts"][0]["calls"].toDouble(), 4.0);
        QCOMPARE(again["parts"][1]["calls"].toDouble(), 2.0);
        const QJsonObject more = measure("keep", 4);
        QVERIFY(more["needed_flops"].toDouble() > keep["needed_flops"].toDouble());
        QVERIFY(more["memory"]["predicted_peak"].toDouble() > keep["memory"]["predicted_peak"].toDouble());
    }

    void memoryIsPlausible() {
        const QJsonObject json = measure("keep");
        const QJsonValue memory = json["memory"];
        QVERIFY(memory["step_kept"].toDouble() > 1e5);
        QVERIFY(memory["output_kept"].toDouble() > 1e5);
        QVERIFY(memory["weights"].toDouble() > 1e6);
        QVERIFY(memory["resident"].toDouble() > memory["weights"].toDouble());
        QVERIFY(memory["predicted_peak"].toDouble() > memory["resident"].toDouble());
        QVERIFY(memory["measured_peak"].toDouble() > memory["resident"].toDouble());
        const double ratio = memory["predicted_peak"].toDouble() / memory["measured_peak"].toDouble();
        QVERIFY2(ratio > 0.7 && ratio < 1.4, qPrintable(QString::number(ratio)));
    }

    void theTableIsAligned() {
        const Finished done = run(kTiny + QStringList{"--steps", "2"});
        QVERIFY2(done.code == 0, done.error.constData());
        const QString text = QString::fromUtf8(done.out);
        for (const char* word : {"U-Net pull-back", "Real gradients", "GFLOP/s", "Predicted peak",
                                 "Measured peak", "2 classes, IPC 1"})
            QVERIFY2(text.contains(word), word);
        int rows = 0;
        for (const QString& line : text.split('\n')) {
            if (!line.startsWith("  ") && !line.contains("median ms"))
                continue;
            ++rows; // calls, median, min and share end where their headings end
            for (const int end : {29, 41, 53, 62})
                QVERIFY2(line.size() > end && line[end] != ' ' && line.mid(end + 1, 1).trimmed().isEmpty(),
                         qPrintable(line));
        }
        QCOMPARE(rows, 2 + 1 + 4 + 8);
    }

    void badOptions_data() {
        QTest::addColumn<QStringList>("arguments");
        QTest::addColumn<QByteArray>("word");
        QTest::newRow("unknown option") << QStringList{"--stepz", "3"} << QByteArray("--stepz");
        QTest::newRow("range") << QStringList{"--steps", "0"} << QByteArray("prior.steps");
        QTest::newRow("choice") << QStringList{"--memory", "less"} << QByteArray("per_step");
        QTest::newRow("no classes") << QStringList{"--classes", "0"} << QByteArray("--classes");
        QTest::newRow("more classes than the prior has")
            << QStringList{"--classes", "20"} << QByteArray("11");
        QTest::newRow("no iterations") << QStringList{"--iterations", "0"} << QByteArray("--iterations");
        QTest::newRow("no such file") << QStringList{"--checkpoint", "none.ckpt"} << QByteArray("none.ckpt");
        QTest::newRow("no such structure") << QStringList{"--structure", "cin512"} << QByteArray("cin256-v2");
        QTest::newRow("two models") << QStringList{"--structure", "cin256-v2", "--checkpoint", "a"}
                                    << QByteArray("one of them");
    }
    void badOptions() {
        QFETCH(QStringList, arguments);
        QFETCH(QByteArray, word);
        const Finished done = run(arguments + QStringList{"--device", "cpu", "--threads", "1"});
        QCOMPARE(done.code, 2);
        QVERIFY2(done.error.startsWith("ld3m-bench: ") && done.error.contains(word), done.error.constData());
        QCOMPARE(int(done.error.count('\n')), 1);
        QVERIFY(done.out.isEmpty());
    }
};

QTEST_GUILESS_MAIN(BenchTest)
#include "bench_test.moc"
