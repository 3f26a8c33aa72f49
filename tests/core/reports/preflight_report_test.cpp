// What a report says in one line and in many.
#include <QtTest>

#include "core/reports/preflight_report.h"

using namespace ld3m;
using reports::CheckLevel;

class PreflightReportTest : public QObject {
    Q_OBJECT

    static reports::PreflightReport ready() {
        reports::PreflightReport report;
        report.lines = {{.subject = "Dataset", .found = "CIFAR-10, complete", .key = "dataset.path"}};
        report.classes = 10;
        report.images = 5000;
        report.peak_bytes = std::int64_t{1288490188};
        report.memory_total = std::int64_t{23} << 30;
        report.seconds = 240;
        report.complete = true;
        return report;
    }

private Q_SLOTS:
    void aReadyRecipeInOneLine() {
        QCOMPARE(reports::summaryOf(ready()),
                 std::string("Ready: 10 classes · 5,000 images · 1.2 GiB of 23.0 GiB · about 4 min"));
        QVERIFY(ready().level() == CheckLevel::ok);
        QVERIFY(!ready().firstProblem());
    }

    void whatIsNotKnownYetIsLeftOut() {
        reports::PreflightReport files = ready();
        files.peak_bytes.reset();
        files.seconds.reset();
        files.complete = false;
        QCOMPARE(reports::summaryOf(files), std::string("Files are sound: 10 classes · 5,000 images"));
    }

    void warningsAreCounted() {
        reports::PreflightReport report = ready();
        report.lines.push_back({CheckLevel::warning, "Normalisation", "of other images"});
        QVERIFY(reports::summaryOf(report).ends_with("about 4 min · 1 warning"));
        QVERIFY(report.level() == CheckLevel::warning);
    }

    void theFirstProblemIsTheSummary() {
        reports::PreflightReport report = ready();
        report.lines.push_back({CheckLevel::warning, "Normalisation", "of other images"});
        report.lines.push_back({CheckLevel::problem, "Checkpoint", "There is no x.safetensors.", "Give one.",
                                "prior.checkpoint"});
        report.lines.push_back({CheckLevel::problem, "Device", "No GPU."});
        QCOMPARE(report.firstProblem()->key, std::string("prior.checkpoint"));
        QCOMPARE(reports::summaryOf(report), std::string("2 problems: There is no x.safetensors."));
        QVERIFY(report.level() == CheckLevel::problem);
        QCOMPARE(report.count(CheckLevel::problem), std::int64_t{2});
    }

    void textPutsProblemsFirstWithTheirFixAndKey() {
        reports::PreflightReport report = ready();
        report.lines.push_back(
            {CheckLevel::problem, "Checkpoint", "There is none.", "Give one.", "prior.checkpoint"});
        const QStringList lines = QString::fromStdString(reports::toText(report)).split('\n');
        QVERIFY(lines[0].startsWith("problem") && lines[0].contains("There is none."));
        QVERIFY2(lines[1].contains("-> Give one. (prior.checkpoint)"), qPrintable(lines[1]));
        QVERIFY(lines[2].startsWith("ok") && lines[2].contains("CIFAR-10"));
        QVERIFY(lines[3].startsWith("1 problem"));
    }
};

QTEST_APPLESS_MAIN(PreflightReportTest)
#include "preflight_report_test.moc"
