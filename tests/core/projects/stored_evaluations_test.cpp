#include "core/projects/stored_evaluations.h"

#include <QtTest>

#include "core/base/error.h"
#include "core/files/atomic_file.h"
#include "core/reports/run_events_json.h"
#include "tests/support/message_of.h"
#include "tests/support/temporary_folder.h"

using namespace ld3m;

class StoredEvaluationsTest : public QObject {
    Q_OBJECT
private Q_SLOTS:
    void init() {
        m_folder.emplace();
        m_run.emplace(projects::RunFolder::create(m_folder->path() / "run", settings::Recipe(), {}));
        for (const std::int64_t iteration : {0, 50, 100})
            files::writeAtomically(m_run->checkpointFile(iteration), "learnables");
    }

    void tablesComeByIteration() {
        QVERIFY(projects::storedEvaluations(*m_run).empty());
        evaluate(100, 0.25);
        evaluate(50, 0.30);
        files::writeAtomically(m_run->evaluationFile(0), "{}");
        const auto tables = projects::storedEvaluations(*m_run);
        QCOMPARE(tables.size(), 2u);
        QCOMPARE(tables.front().iteration, 50);
        QCOMPARE(tables.back().rows.front().mean(), 0.25);
    }

    void whatIsStoredGoesBeforeWhatWasTold() {
        const auto table = [](std::int64_t iteration, const char* protocol) {
            reports::EvaluationTable made;
            made.iteration = iteration;
            made.protocol = protocol;
            return made;
        };
        const auto all =
            projects::withTold({table(50, "stored")}, {table(100, "told"), table(50, "told"),
                                                       table(0, "told"), table(100, "told later")});
        QCOMPARE(all.size(), 3u);
        QCOMPARE(all[0].iteration, 0);
        QCOMPARE(all[1].protocol, std::string("stored"));
        QCOMPARE(all[2].protocol, std::string("told"));
    }

    void lastBestAndFixedAreKeptApart() {
        evaluate(50, 0.30);
        evaluate(100, 0.25);
        QCOMPARE(projects::iterationNamed(*m_run, "last"), 100);
        QCOMPARE(projects::iterationNamed(*m_run, "best"), 50);
        QCOMPARE(projects::iterationNamed(*m_run, "0"), 0);
    }

    void whatIsNotThereIsSaid_data() {
        QTest::addColumn<QString>("name");
        QTest::addColumn<QString>("part");
        QTest::newRow("no evaluation") << "best"
                                       << "evaluation.every";
        QTest::newRow("no checkpoint") << "70"
                                       << "no checkpoint of iteration 70";
        QTest::newRow("a word") << "first"
                                << "last, best or a whole number";
        QTest::newRow("half a number") << "50x"
                                       << "last, best or a whole number";
        QTest::newRow("below zero") << "-1"
                                    << "last, best or a whole number";
    }
    void whatIsNotThereIsSaid() {
        QFETCH(QString, name);
        QFETCH(QString, part);
        const QString message = tests::messageOf<base::InputError>(
            [&] { static_cast<void>(projects::iterationNamed(*m_run, name.toStdString())); });
        QVERIFY2(message.contains(part), qPrintable(message));
    }

    void theBestOneNeedsItsCheckpoint() {
        evaluate(75, 0.9);
        QVERIFY_THROWS_EXCEPTION(base::InputError,
                                 static_cast<void>(projects::iterationNamed(*m_run, "best")));
    }

private:
    void evaluate(std::int64_t iteration, double accuracy) {
        reports::EvaluationTable table;
        table.iteration = iteration;
        table.rows.push_back({"synthetic", "convnet", {accuracy}, {}});
        files::writeAtomically(m_run->evaluationFile(iteration), reports::toJsonLine(table) + "\n");
    }

    std::optional<tests::TemporaryFolder> m_folder;
    std::optional<projects::RunFolder> m_run;
};

QTEST_APPLESS_MAIN(StoredEvaluationsTest)
#include "stored_evaluations_test.moc"
