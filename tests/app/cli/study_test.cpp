// ld3m study on a run of the bundled demo: numbers, strips of pictures, sentences for bad input.
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

class StudyTest : public QObject {
    Q_OBJECT

    tests::TemporaryFolder m_folder;
    QString m_run;

    tests::Finished study(const QStringList& more, const char* to = "study") {
        return runProgram(QStringList{"study", m_run, "--to", toQt(m_folder / to)} + more);
    }

private Q_SLOTS:
    void initTestCase() {
        qputenv("LD3M_CACHE", (m_folder.path() / "cache").c_str());
        m_run = toQt(m_folder / "run");
        QStringList run{"run", QString(LD3M_SOURCE_FOLDER) + "/projects/demo", "--run", m_run};
        for (const char* each : {"device.kind=cpu", "device.threads=1", "objective.real_batch=8",
                                 "objective.width=8", "dataset.classes=cat,ship", "prior.steps=2",
                                 "distillation.iterations=2", "evaluation.every=0", "run.checkpoint_every=1"})
            run << "--set" << each;
        const auto done = runProgram(run);
        QVERIFY2(done.code == 0, qPrintable(done.error));
    }

    void numbersAndStrips() {
        const auto done = study({"--class", "ship", "--neighbours", "3", "--gradients"});
        QVERIFY2(done.code == 0, qPrintable(done.error));
        const QJsonObject said = QJsonDocument::fromJson(done.out.toUtf8()).object();
        QCOMPARE(said["iteration"].toInt(), 2);
        for (const char* norm : {"latents", "conditioning", "latents_gradient", "conditioning_gradient"})
            QVERIFY2(said["norms"][norm].toDouble() > 0, norm);
        for (const char* space : {"nearest_pixels", "nearest_network"}) {
            const QJsonArray found = said[space].toArray();
            QCOMPARE(int(found.size()), 3);
            QCOMPARE(found[0]["class"].toString(), QString("ship"));
            QVERIFY(found[0]["distance"].toDouble() <= found[2]["distance"].toDouble());
        }
        QVERIFY(said["denoising"].toArray().size() > 2);
        QCOMPARE(QString::fromStdString(files::readText(m_folder / "study/study.json")), done.out);
        for (const char* strip : {"denoising.png", "nearest_pixels.png", "nearest_network.png"})
            QVERIFY2(images::readImage(m_folder / "study" / strip).height > 90, strip);
    }

    void anEarlierCheckpointAmongAllClasses() {
        const auto done = study({"--iteration", "0", "--all-classes", "--neighbours", "40"}, "early");
        QVERIFY2(done.code == 0, qPrintable(done.error));
        const QJsonObject said = QJsonDocument::fromJson(done.out.toUtf8()).object();
        QCOMPARE(said["iteration"].toInt(), 0);
        QVERIFY(!said["norms"].toObject().contains("latents_gradient"));
        QStringList classes;
        for (const auto& each : said["nearest_pixels"].toArray())
            classes << each.toObject()["class"].toString();
        QVERIFY2(classes.contains("cat") && classes.contains("ship"), qPrintable(classes.join(' ')));
    }

    void badInput() {
        const auto refused = [&](const QStringList& more) {
            const auto done = study(more, "refused");
            return done.code == 2 && done.errorLines().size() == 1 ? done.error
                                                                   : "not refused: " + done.error;
        };
        QVERIFY2(refused({"--class", "shipp"}).contains("did you mean ship"),
                 qPrintable(refused({"--class", "shipp"})));
        QVERIFY2(refused({"--iteration", "9"}).contains("9"), qPrintable(refused({"--iteration", "9"})));
        QVERIFY2(refused({"--image", "5"}).contains("5"), qPrintable(refused({"--image", "5"})));
        m_run = toQt(m_folder / "nowhere");
        QVERIFY(refused({}).contains("nowhere"));
    }
};

QTEST_GUILESS_MAIN(StudyTest)
#include "study_test.moc"
