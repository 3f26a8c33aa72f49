// ld3m diagnose on the bundled demo: its outputs, a run's own Z and c, Ctrl-C, sentences for bad input.
#include <csignal>

#include <QJsonArray>
#include <QJsonDocument>
#include <QJsonObject>

#include "core/files/atomic_file.h"
#include "tests/support/program.h"
#include "tests/support/temporary_folder.h"
#include "tests/support/tiny_run.h"

using namespace ld3m;
using tests::runProgram;
using tests::toQt;

class DiagnoseTest : public QObject {
    Q_OBJECT

    tests::TemporaryFolder m_folder;
    const QString m_demo = QString(LD3M_SOURCE_FOLDER) + "/projects/demo";
    QStringList m_quick;

    static QList<QJsonObject> objectsOf(const tests::Finished& done) {
        QList<QJsonObject> objects;
        for (const QString& line : done.lines())
            objects += QJsonDocument::fromJson(line.toUtf8()).object();
        return objects;
    }

    tests::Finished diagnose(const QStringList& more) {
        return runProgram(QStringList{"diagnose", m_demo} + m_quick + more);
    }

    void check(const tests::Finished& done, const QStringList& words) {
        QCOMPARE(done.code, 2);
        QCOMPARE(int(done.errorLines().size()), 1);
        QVERIFY2(done.out.isEmpty(), qPrintable(done.out));
        for (const QString& word : words)
            QVERIFY2(done.error.contains(word), qPrintable(word + " is not in: " + done.error));
    }

private Q_SLOTS:
    void initTestCase() {
        qputenv("LD3M_CACHE", (m_folder.path() / "cache").c_str());
        for (const char* each : {"device.kind=cpu", "device.threads=1", "objective.real_batch=8",
                                 "objective.width=8", "dataset.classes=cat,ship"})
            m_quick << "--set" << each;
    }

    void jsonIsOneObjectAPoint() {
        const auto done = diagnose({"--steps", "2,3", "--draws", "1", "--json"});
        QVERIFY2(done.code == 0, qPrintable(done.error));
        QStringList points;
        for (const QJsonObject& point : objectsOf(done)) {
            points += point["arm"].toString() + QString::number(point["steps"].toInt());
            QCOMPARE(point["draws"].toInt(), 1);
            for (const char* norm : {"latents", "conditioning"}) {
                const QJsonObject said = point[norm].toObject();
                QVERIFY2(said["mean"].toDouble() > 0, norm);
                QCOMPARE(said["deviation"].toDouble(-1), 0.0);
                QCOMPARE(said["min"].toDouble(), said["max"].toDouble());
                QCOMPARE(said["values"].toArray(), QJsonArray{said["mean"]});
            }
        }
        QCOMPARE(points, QStringList({"off2", "paper_ddim2", "paper_ddpm2", "released2", "off3",
                                      "paper_ddim3", "paper_ddpm3", "released3"}));
    }

    void tablesCsvAndMarkdownSayTheSame() {
        const QStringList asked = {"--steps", "2", "--draws", "2", "--arms", "off", "--curves", "cosine"};
        const auto json = objectsOf(diagnose(asked + QStringList{"--json"}));
        QCOMPARE(int(json.size()), 2);
        QCOMPARE(json[1]["arm"].toString(), QString("released_cosine"));
        QVERIFY(json[0]["latents"]["deviation"].toDouble() > 0);

        const auto csv = diagnose(asked + QStringList{"--csv"}).lines();
        QCOMPARE(int(csv.size()), 3);
        const auto titles = csv[0].split(','), cells = csv[2].split(',');
        QCOMPARE(titles.size(), cells.size());
        QCOMPARE(cells[0], QString("released_cosine"));
        QCOMPARE(cells[titles.indexOf("latents_mean")].toDouble(), json[1]["latents"]["mean"].toDouble());
        QCOMPARE(cells[titles.indexOf("conditioning_max")].toDouble(),
                 json[1]["conditioning"]["max"].toDouble());

        const QString mean = QString::number(json[1]["latents"]["mean"].toDouble(), 'g', 3);
        const QString table = diagnose(asked).out;
        QVERIFY2(table.contains("||dL/dZ||, mean ± deviation over 2 draws"), qPrintable(table));
        QVERIFY2(table.contains("released_cosine  " + mean + " ± "), qPrintable(table));
        const QString markdown = diagnose(asked + QStringList{"--markdown"}).out;
        QVERIFY2(markdown.contains("| arm | T = 2 |\n| --- | --- |\n| off | "), qPrintable(markdown));
        QVERIFY2(markdown.contains("| released_cosine | " + mean + " ± "), qPrintable(markdown));
    }

    void aRunIsDiagnosedAtItsNewestCheckpoint() {
        const QString run = toQt(m_folder / "run");
        const auto trained =
            runProgram(QStringList{"run", m_demo, "--run", run} + m_quick +
                       QStringList{"--set", "prior.steps=2", "--set", "distillation.iterations=2", "--set",
                                   "evaluation.every=0"});
        QVERIFY2(trained.code == 0, qPrintable(trained.error));
        const QStringList asked = {"--steps", "2", "--draws", "1", "--arms", "released", "--json"};
        const auto after = runProgram(QStringList{"diagnose", run} + asked);
        QVERIFY2(after.code == 0, qPrintable(after.error));
        const auto meanOf = [](const tests::Finished& done) {
            return QJsonDocument::fromJson(done.out.toUtf8())["latents"]["mean"].toDouble();
        };
        QVERIFY(meanOf(after) > 0);
        QVERIFY(meanOf(after) != meanOf(diagnose(asked)));
        check(runProgram(QStringList{"diagnose", run, "--set", "distillation.ipc=2"} + asked),
              {"2 images", "4", "distillation.ipc"});
    }

    void controlCPrintsWhatWasMeasured() {
        QProcess process;
        process.start(tests::programPath(), QStringList{"diagnose", m_demo, "--csv", "--draws", "1", "--arms",
                                                        "off", "--steps", "2,1000"} +
                                                m_quick);
        QByteArray seen;
        QVERIFY(QTest::qWaitFor(
            [&] {
                process.waitForReadyRead(20);
                seen += process.readAllStandardOutput();
                return seen.contains("off,2,1,");
            },
            30000));
        ::kill(static_cast<pid_t>(process.processId()), SIGINT);
        QVERIFY(process.waitForFinished(20000));
        QCOMPARE(process.exitCode(), 130);
        QCOMPARE(process.readAllStandardError(), QByteArray("Stopped with 1 of 2 points measured.\n"));
    }

    void badInput() {
        check(diagnose({"--arms", "off,papper_ddim"}), {"papper_ddim", "did you mean paper_ddim"});
        check(diagnose({"--curves", "cubic"}), {"cubic", "quadratic"});
        check(diagnose({"--steps", "5,0"}), {"prior.steps = 0", "1 to 1000"});
        check(diagnose({"--draws", "0"}), {"draws = 0"});
        check(diagnose({"--set", "prior.kind=pixel"}), {"pixel", "latent_diffusion"});
        files::writeAtomically(m_folder / "words.toml", "not a recipe");
        check(runProgram({"diagnose", toQt(m_folder / "words.toml")}), {"words.toml"});
        check(runProgram({"diagnose", toQt(m_folder / "none.toml")}), {"none.toml"});
        QCOMPARE(diagnose({"--json", "--csv"}).code, 2);
    }
};

QTEST_GUILESS_MAIN(DiagnoseTest)
#include "diagnose_test.moc"
