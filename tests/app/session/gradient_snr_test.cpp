// The SNR of runs on disk: read in the background, grown as they grow, one question at a time.
#include <QSignalSpy>
#include <QtTest>

#include "app/session/gradient_snr.h"
#include "core/projects/run_folder.h"
#include "tests/support/memory_folder.h"
#include "tests/support/scripted_values.h"

using namespace ld3m;
using session::GradientSnr;

class GradientSnrTest : public QObject {
    Q_OBJECT

    tests::MemoryFolder m_folder;

    /// Iterations first .. last whose norm alternates around 10 by ± 2.
    void write(const std::filesystem::path& run, int first, int last) {
        if (!projects::RunFolder::isRun(run))
            projects::RunFolder::create(run, tests::scriptedRecipe(), {});
        projects::MetricsWriter metrics(projects::RunFolder::open(run).metricsFile());
        for (int i = first; i <= last; ++i) {
            reports::IterationReport report = tests::scriptedReport(i);
            report.latent_grad_norm = 10 + (i % 2 ? 2 : -2);
            metrics.append(report);
        }
    }

private Q_SLOTS:
    void aRunGrows() {
        const auto run = m_folder / "grows";
        write(run, 1, 30);
        GradientSnr snr;
        QSignalSpy changed(&snr, &GradientSnr::changed);
        snr.ask({run}, {.window = 20});
        QVERIFY(changed.wait());
        QCOMPARE(int(snr.curves().size()), 1);
        QCOMPARE(snr.curves().front().iterations.back(), 30.0);
        QVERIFY(std::abs(snr.curves().front().ratios.back() - 5) < 1e-9);
        QVERIFY(!snr.curves().front().fit.empty());
        write(run, 31, 40);
        snr.lookAgain();
        QVERIFY(changed.wait());
        QCOMPARE(snr.curves().front().iterations.back(), 40.0);
        snr.lookAgain(); // nothing new: nothing is said
        QVERIFY(!changed.wait(100));
    }

    void twoRunsAndOneThatIsNotThere() {
        write(m_folder / "a", 1, 20);
        write(m_folder / "b", 1, 25);
        GradientSnr snr;
        QSignalSpy changed(&snr, &GradientSnr::changed);
        snr.ask({m_folder / "a", m_folder / "b", m_folder / "gone"}, {});
        QVERIFY(changed.wait());
        QCOMPARE(int(snr.curves().size()), 3);
        QCOMPARE(snr.curves()[0].iterations.back(), 20.0);
        QCOMPARE(snr.curves()[1].iterations.back(), 25.0);
        QVERIFY(snr.curves()[2].ratios.empty());
        snr.ask({m_folder / "b"}, {.norm = reports::Norm::conditioning});
        QVERIFY(changed.wait());
        QCOMPARE(int(snr.curves().size()), 1);
    }

    void theLastQuestionIsAnswered() {
        write(m_folder / "last", 1, 40);
        GradientSnr snr;
        for (int degree = 0; degree < 5; ++degree)
            snr.ask({m_folder / "last"}, {.window = 2 + std::size_t(degree) * 5, .degree = degree});
        QTRY_COMPARE(int(snr.curves().size()), 1);
        QTest::qWait(50);
        QCOMPARE(snr.curves().front().iterations.front(), 10.0); // window 22: from the tenth on
    }
};

QTEST_GUILESS_MAIN(GradientSnrTest)
#include "gradient_snr_test.moc"
