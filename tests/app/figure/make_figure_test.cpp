// What `ld3m figure` writes for each kind, and what it refuses.
#include "app/figure/make_figure.h"

#include <QFile>
#include <QImage>
#include <QXmlStreamReader>

#include "core/base/error.h"
#include "core/projects/stored_diagnoses.h"
#include "tests/app/figure/written_run.h"
#include "tests/support/temporary_folder.h"

using namespace ld3m;

class MakeFigureTest : public QObject {
    Q_OBJECT
private:
    tests::TemporaryFolder m_folder;

    QString path(const QString& name) const { return m_folder.path().string().c_str() + QString('/' + name); }

    /// Empty when all is written, else what is said to the user.
    QString figure(const QStringList& arguments) {
        CLI::App app;
        std::function<void()> action;
        figure::addFigureCommand(app, action);
        std::vector<std::string> words{"figure"};
        for (const QString& each : arguments)
            words.push_back(each.toStdString());
        std::reverse(words.begin(), words.end()); // as CLI11 takes them
        try {
            app.parse(words);
            action();
            return {};
        } catch (const CLI::ParseError& problem) {
            return problem.what();
        } catch (const base::InputError& problem) {
            return problem.what();
        }
    }
    QByteArray content(const QString& name) const {
        QFile file(path(name));
        return file.open(QIODevice::ReadOnly) ? file.readAll() : QByteArray();
    }

    static reports::Diagnosis diagnosis() {
        reports::Diagnosis measured{.iteration = 120, .draws = 2};
        measured.add(reports::FlowPoint{"off", 10, {1, 3}, {5, 5}});
        measured.add(reports::FlowPoint{"off", 20, {1, 1}, {}});
        measured.add(reports::FlowPoint{"released", 10, {8, 8}, {}});
        measured.add(reports::FlowPoint{"released", 20, {8, 8}, {}});
        measured.add(reports::GradientChain{.arm = "released",
                                            .steps = 10,
                                            .chain = {{501, 1, {1, 1}, {2, 2}}, {1, 0, {4, 4}, {6, 6}}},
                                            .images = {7, 8},
                                            .latents = {9, 10},
                                            .latents_network = {1, 1},
                                            .latents_residual = {3, 4}});
        return measured;
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
        QCOMPARE(done, QString());
        QVERIFY(content("loss.pdf").startsWith("%PDF-"));
        QVERIFY(content("loss.csv")
                    .startsWith("iteration,LD3M,LD3M smoothed,GLaD,GLaD smoothed\n1,12,12,12,12\n"));
        QCOMPARE(QImage(path("loss.png")).width(), 675);
        QXmlStreamReader svg(content("loss.svg"));
        while (!svg.atEnd())
            svg.readNext();
        QVERIFY2(!svg.hasError(), qPrintable(svg.errorString()));
    }

    void everyKindOfCurves_data() {
        QTest::addColumn<QString>("kind");
        for (const char* kind : {"gradients", "snr", "rates", "accuracy", "time"})
            QTest::newRow(kind) << kind;
    }
    void everyKindOfCurves() {
        QFETCH(QString, kind);
        const QString file = path(kind + ".pdf");
        const auto done = figure({path("a"), "--kind", kind, "--to", file});
        QCOMPARE(done, QString());
        QVERIFY(QFile::exists(file));
    }

    void accuracyAndTimeAgainstSteps() {
        tests::writeRun(m_folder / "sweep/runs/10", {.steps = 10});
        tests::writeRun(m_folder / "sweep/runs/20", {.steps = 20, .accuracy = 0.5, .seconds = 0.5});
        const auto done = figure({path("sweep"), "--kind", "steps", "--to", path("steps.png"), "--to",
                                  path("steps.csv"), "--width", "6"});
        QCOMPARE(done, QString());
        QCOMPARE(content("steps.csv"), QByteArray("reverse steps T,Accuracy\n10,40\n20,50\n\n"
                                                  "reverse steps T,Time\n10,0.25\n20,0.5\n"));
        QCOMPARE(QImage(path("steps.png")).width(), 1800);
    }

    void whatADiagnosisMeasured() {
        const auto chain = [&](const char* file) {
            return figure({path("a"), "--kind", "chain", "--to", path(file)});
        };
        QVERIFY(chain("early.csv").contains("ld3m diagnose"));
        projects::storeDiagnosis(m_folder / "a", diagnosis());
        QCOMPARE(figure({path("a"), "--kind", "flow", "--to", path("flow.csv"), "--to", path("flow.pdf")}),
                 QString());
        QCOMPARE(content("flow.csv"),
                 QByteArray("reverse steps T,without residual,without residual deviation,"
                            "with residual (released),with residual (released) deviation\n"
                            "10,2,1,8,0\n20,1,0,8,0\n\n"
                            "reverse steps T,without residual,without residual deviation\n"
                            "10,5,0\n"));
        QCOMPARE(chain("chain.csv"), QString());
        QVERIFY(content("chain.csv").contains("residual path"));
        QVERIFY(content("chain.csv").contains("\n2,4,0,6,0\n"));
        QCOMPARE(figure({path("a"), path("b"), "--kind", "flow", "--to", path("two.csv")}), QString());
        QVERIFY(content("two.csv").contains("\"LD3M, without residual\""));
    }

    void images() {
        auto done = figure({path("a"), path("b"), "--kind", "images", "--to", path("images.svg"), "--classes",
                            "dog", "--images", "1"});
        QCOMPARE(done, QString());
        const QByteArray svg = content("images.svg");
        QVERIFY(svg.contains(">dog<") && svg.contains(">GLaD<") && !svg.contains(">cat<"));
        QCOMPARE(svg.count("<image"), 2);
        done = figure(
            {path("a"), "--kind", "images", "--to", path("images.svg"), "--iteration", "first,70,last"});
        QCOMPARE(done, QString());
        QVERIFY(content("images.svg").contains(">iteration 60<"));
        done = figure({path("a"), "--kind", "images", "--to", path("images.svg"), "--classes", "bird"});
        QCOMPARE(done, QString("No class is called bird; there are cat, dog."));
    }

    void tables() {
        const auto done = figure({path("a"), path("b"), "--kind", "table", "--to", path("t.tex"), "--to",
                                  path("t.md"), "--to", path("t.csv"), "--names", "ours_1,theirs"});
        QCOMPARE(done, QString());
        QVERIFY(content("t.tex").contains("network & random real & ours\\_1 & theirs"));
        QVERIFY(content("t.tex").contains(
            "convnet & 25.0 $\\pm$ 0.0 & \\textbf{40.0} $\\pm$ 1.0 & 30.0 $\\pm$ 1.0"));
        QVERIFY(content("t.md").contains("| **40.0 ± 1.0** |"));
        QVERIFY(content("t.csv").startsWith("network,random real,random real deviation,ours_1,"));
    }

    void whatIsWrongIsSaid() {
        const auto says = [this](const QStringList& arguments, const QString& words) {
            const QString said = figure(arguments);
            if (!said.contains(words))
                qWarning("it said: %s", qPrintable(said));
            return said.contains(words);
        };
        QVERIFY(says({path("nowhere"), "--kind", "loss", "--to", path("x.pdf")}, "nowhere"));
        QVERIFY(says({path("a"), "--kind", "loss", "--to", path("x.gif")}, ".pdf, .svg or .png"));
        QVERIFY(says({path("a"), "--kind", "table", "--to", path("x.pdf")}, ".tex, .md or .csv"));
        QVERIFY(
            says({path("a"), "--kind", "loss", "--to", path("x.pdf"), "--width", "40"}, "1 to 20 inches"));
        QVERIFY(says({path("a"), "--kind", "loss", "--to", path("x.pdf"), "--smooth", "2"}, "--smooth"));
        QVERIFY(says({path("a"), "--kind", "pie", "--to", path("x.pdf")}, "--kind"));
        QVERIFY(says({path("a"), "--kind", "table", "--to", path("x.md"), "--iteration", "3"},
                     "no such evaluation"));
        projects::RunFolder::create(m_folder / "young", {}, {});
        QVERIFY(says({path("young"), "--kind", "loss", "--to", path("x.pdf")}, "nothing to draw"));
    }
};

QTEST_MAIN(MakeFigureTest)
#include "make_figure_test.moc"
