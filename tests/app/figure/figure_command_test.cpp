// `ld3m figure` as a user starts it, without a display.
#include <QFile>
#include <QImage>
#include <QXmlStreamReader>

#include "core/files/atomic_file.h"
#include "tests/app/figure/written_run.h"
#include "tests/support/program.h"
#include "tests/support/temporary_folder.h"

using namespace ld3m;
using tests::toQt;

class FigureCommandTest : public QObject {
    Q_OBJECT
private:
    tests::TemporaryFolder m_folder;

    QString path(const char* name) const { return toQt(m_folder / name); }

    /// As QT_QPA_PLATFORM is not set where there is no display.
    tests::Finished figure(const QStringList& arguments) {
        qunsetenv("QT_QPA_PLATFORM");
        const auto done = tests::runProgram(QStringList{"figure"} + arguments);
        qputenv("QT_QPA_PLATFORM", "offscreen");
        return done;
    }
    QByteArray content(const char* name) const {
        QFile file(path(name));
        return file.open(QIODevice::ReadOnly) ? file.readAll() : QByteArray();
    }

private Q_SLOTS:
    void initTestCase() {
        tests::writeRun(m_folder / "a", {.name = "LD3M"});
        tests::writeRun(m_folder / "b", {.name = "GLaD", .accuracy = 0.3});
    }

    void curvesInEveryFormat() {
        const auto done = figure({path("a"), path("b"), "--kind", "loss", "--to", path("loss.pdf"), "--to",
                                  path("loss.svg"), "--to", path("loss.png"), "--to", path("loss.csv"),
                                  "--columns", "2", "--dpi", "100"});
        QVERIFY2(done.code == 0, qPrintable(done.error));
        QCOMPARE(done.lines().size(), 4);
        QVERIFY(content("loss.pdf").startsWith("%PDF-"));
        QVERIFY(content("loss.csv")
                    .startsWith("iteration,LD3M,LD3M smoothed,GLaD,GLaD smoothed\n1,12,12,12,12\n"));
        QCOMPARE(QImage(path("loss.png")).width(), 675);
        QXmlStreamReader svg(content("loss.svg"));
        while (!svg.atEnd())
            svg.readNext();
        QVERIFY2(!svg.hasError(), qPrintable(svg.errorString()));
    }

    void tables() {
        const auto done = figure({path("a"), path("b"), "--kind", "table", "--to", path("t.md")});
        QVERIFY2(done.code == 0, qPrintable(done.error));
        QVERIFY(content("t.md").contains("| **40.0 ± 1.0** |"));
    }

    void aFilm() {
        const auto film = [this](const QStringList& more) {
            return tests::runProgram(QStringList{"film", path("a"), "--classes", "dog"} + more);
        };
        auto done = film({"--to", path("film.gif"), "--fps", "5", "--scale", "4"});
        QVERIFY2(done.code == 0, qPrintable(done.error));
        QVERIFY(done.out.endsWith("film.gif: 3 frames, iterations 0 to 120\n"));
        QVERIFY(content("film.gif").startsWith("GIF89a"));
        done = film({"--to", path("film.apng"), "--every", "2"});
        QVERIFY(done.out.contains("2 frames"));
        QVERIFY(content("film.apng").contains("acTL"));
        done = film({"--to", path("film.mp4")});
        QCOMPARE(done.code, 2);
        QVERIFY(done.error.contains(".apng, .png or .gif"));
    }

    void whatIsWrongIsSaid() {
        auto done = figure({path("a"), "--kind", "images", "--to", path("images.svg"), "--classes", "bird"});
        QCOMPARE(done.code, 2);
        QCOMPARE(done.error, QString("ld3m: No class is called bird; there are cat, dog.\n"));
        done = figure({path("a"), "--kind", "pie", "--to", path("x.pdf")});
        QCOMPARE(done.code, 2);
        QVERIFY(done.error.contains("--kind"));
    }

    void theHelpNamesTheKinds() {
        const auto done = figure({"--help"});
        QCOMPARE(done.code, 0);
        QVERIFY(done.out.contains("gradients") && done.out.contains("--columns"));
    }
};

QTEST_MAIN(FigureCommandTest)
#include "figure_command_test.moc"
