// Several runs read in the background: whole at first, then what they gain, and one question at a time.
#include "app/session/comparison.h"

#include <QSignalSpy>
#include <QtTest>

#include "core/projects/run_notes.h"
#include "tests/support/memory_folder.h"
#include "tests/support/scripted_engine.h"

using namespace ld3m;
using session::Comparison;

class ComparisonTest : public QObject {
    Q_OBJECT

    tests::MemoryFolder m_folder;

    std::filesystem::path growing(const char* name, int last) {
        const auto run = m_folder / name;
        projects::RunFolder::create(run, tests::scriptedRecipe(), {});
        tests::appendReports(run, 1, last);
        return run;
    }

private Q_SLOTS:
    void runsAreToldInTheOrderAskedFor() {
        tests::finishedRun(m_folder / "one");
        tests::finishedRun(m_folder / "two");
        Comparison comparison;
        QSignalSpy told(&comparison, &Comparison::told);
        comparison.ask({m_folder / "two", m_folder / "one"});
        QVERIFY(told.wait());
        QCOMPARE(comparison.runs().size(), std::size_t(2));
        QCOMPARE(comparison.runs()[0].folder, m_folder / "two");
        QCOMPARE(comparison.runs()[0].gain.iterations.size(), std::size_t(20));
        QCOMPARE(comparison.compared()[1].name, std::string("one"));
        QCOMPARE(comparison.commonSheets(), (std::vector<std::int64_t>{0, 5, 10, 15, 20}));
        QVERIFY(comparison.problems().empty());
    }

    void namesAreToldApart() {
        for (const char* folder : {"first", "second"}) {
            projects::Provenance provenance;
            provenance.name = "paper";
            projects::RunFolder::create(m_folder / folder, tests::scriptedRecipe(), provenance);
        }
        Comparison comparison;
        QSignalSpy told(&comparison, &Comparison::told);
        comparison.ask({m_folder / "first", m_folder / "second"});
        QVERIFY(told.wait());
        QCOMPARE(comparison.compared()[0].name, std::string("paper"));
        QCOMPARE(comparison.compared()[1].name, std::string("paper (2)"));
    }

    void onlyWhatWasAddedIsToldOfRunsThatGrow() {
        const auto a = growing("a", 10);
        const auto b = growing("b", 12);
        Comparison comparison;
        QSignalSpy told(&comparison, &Comparison::told);
        QSignalSpy grown(&comparison, &Comparison::grown);
        comparison.ask({a, b});
        QVERIFY(told.wait());
        tests::appendReports(a, 11, 13);
        comparison.lookAgain();
        QVERIFY(grown.wait());
        QCOMPARE(told.count(), 1);
        QCOMPARE(comparison.runs()[0].gain.iterations, (std::vector<double>{11, 12, 13}));
        QVERIFY(comparison.runs()[1].gain.iterations.empty());
        QCOMPARE(comparison.runs()[0].run.iteration, 13);
        comparison.lookAgain(); // nothing new: nothing is said
        QVERIFY(!grown.wait(100));
    }

    void aRunThatWasCutIsToldAnew() {
        const auto a = growing("long", 10);
        const auto b = growing("other", 10);
        Comparison comparison;
        QSignalSpy told(&comparison, &Comparison::told);
        comparison.ask({a, b});
        QVERIFY(told.wait());
        projects::MetricsWriter::truncateAfter(projects::RunFolder::open(a).metricsFile(), 4);
        comparison.lookAgain();
        QVERIFY(told.wait());
        QCOMPARE(comparison.runs()[0].gain.iterations.size(), std::size_t(4));
        QCOMPARE(comparison.runs()[1].gain.iterations.size(), std::size_t(10));
    }

    void anotherNameIsToldAnew() {
        const auto a = growing("named", 4);
        const auto b = growing("beside", 4);
        Comparison comparison;
        QSignalSpy told(&comparison, &Comparison::told);
        comparison.ask({a, b});
        QVERIFY(told.wait());
        projects::writeNotes(a, {"the good one", {}, {}, false});
        comparison.lookAgain();
        QVERIFY(told.wait()); // curves are known by their names
        QCOMPARE(comparison.compared()[0].name, std::string("the good one"));
        QCOMPARE(comparison.runs()[0].gain.iterations.size(), std::size_t(4));
    }

    void aMissingRunIsSaidAndTheOthersStay() {
        const auto a = growing("here", 3);
        const auto b = growing("leaves", 3);
        Comparison comparison;
        QSignalSpy told(&comparison, &Comparison::told);
        comparison.ask({a, b, m_folder / "nowhere"});
        QVERIFY(told.wait());
        QCOMPARE(comparison.runs().size(), std::size_t(2));
        QCOMPARE(comparison.problems().size(), std::size_t(1));
        std::filesystem::remove_all(b);
        comparison.lookAgain();
        QVERIFY(told.wait());
        QCOMPARE(comparison.runs().size(), std::size_t(1));
        QCOMPARE(comparison.problems().size(), std::size_t(2));
        comparison.lookAgain(); // it is said once
        QVERIFY(!told.wait(100));
    }

    void theLastQuestionIsAnswered() {
        const auto a = growing("p", 5);
        const auto b = growing("q", 5);
        const auto c = growing("r", 5);
        Comparison comparison;
        for (int i = 0; i < 5; ++i)
            comparison.ask({a, b});
        comparison.ask({c, a});
        QTRY_VERIFY(comparison.runs().size() == 2 && comparison.runs()[0].folder == c);
        QSignalSpy told(&comparison, &Comparison::told);
        comparison.ask({});
        QVERIFY(told.wait());
        QVERIFY(comparison.runs().empty());
        QVERIFY(comparison.commonSheets().empty());
    }

    void onlyIterationsOfAllAreCommon() {
        QCOMPARE(session::inAll({}), std::vector<std::int64_t>{});
        QCOMPARE(session::inAll({{0, 5, 10}}), (std::vector<std::int64_t>{0, 5, 10}));
        QCOMPARE(session::inAll({{0, 5, 10, 15}, {0, 10, 20}, {0, 5, 10}}),
                 (std::vector<std::int64_t>{0, 10}));
        QCOMPARE(session::inAll({{0, 5}, {}}), std::vector<std::int64_t>{});
    }
};

QTEST_GUILESS_MAIN(ComparisonTest)
#include "comparison_test.moc"
