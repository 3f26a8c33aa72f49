// A job on its thread, steered and heard through signals, with a scripted engine.
#include "app/session/run_session.h"

#include <numeric>

#include <QSignalSpy>
#include <QtTest>

#include "app/session/run_history.h"
#include "tests/support/memory_folder.h"
#include "tests/support/scripted_engine.h"

using namespace ld3m;
using session::Activity;
using session::RunSession;
using Iterations = std::vector<std::int64_t>;

namespace {

/// A session whose run goes no further than it is told to.
struct Steered {
    explicit Steered(const std::filesystem::path& folder, std::int64_t goTo, bool resume = false,
                     const settings::Recipe& recipe = tests::scriptedRecipe())
        : history(folder) {
        script.goTo(goTo);
        run = std::make_unique<RunSession>(script.engine(), recipe, folder, resume);
        history.follow(*run);
        QObject::connect(run.get(), &RunSession::activityChanged,
                         [this](Activity now) { activities.push_back(now); });
        QObject::connect(run.get(), &RunSession::stateChanged, [this](const reports::StateChange& change) {
            states << QString::fromStdString(reports::nameOf(change.state));
            message = QString::fromStdString(change.message);
        });
        QObject::connect(run.get(), &RunSession::ended, [this] { ended = true; });
    }

    tests::ScriptedEngine script;
    session::RunHistory history;
    std::unique_ptr<RunSession> run;
    std::vector<Activity> activities;
    QStringList states;
    QString message;
    bool ended = false;
};

Iterations iterationsOf(const session::RunHistory& history) {
    Iterations iterations;
    for (const reports::IterationReport& report : history.reports())
        iterations.push_back(report.iteration);
    return iterations;
}

} // namespace

class RunSessionTest : public QObject {
    Q_OBJECT

    tests::MemoryFolder m_root;
    std::filesystem::path m_folder;
    int m_count = 0;

private Q_SLOTS:
    void init() { m_folder = m_root.path() / std::to_string(++m_count); }

    void tellsARunFromStartToEnd() {
        Steered steered(m_folder, 1000);
        QVERIFY(steered.run->activity() == Activity::running);
        QSignalSpy progressed(steered.run.get(), &RunSession::progressed);
        QTRY_VERIFY(steered.ended);
        QCOMPARE(steered.states.front(), "preparing");
        QCOMPARE(steered.states.back(), "finished");
        QCOMPARE(steered.states.count("evaluating"), 3);
        QCOMPARE(steered.history.reports().size(), 20u);
        QCOMPARE(steered.history.reports()[5].loss, 2.0);
        QCOMPARE(steered.history.evaluations().size(), 3u);
        QCOMPARE(steered.history.latestSheet()->iteration, 20);
        QCOMPARE(progressed.at(0).at(0).value<reports::Progress>().what, std::string("Decoding images"));
        QVERIFY(steered.activities == std::vector<Activity>{Activity::idle});
        QTRY_COMPARE(steered.history.storedSheets().size(), 5u);
    }

    void aPauseHoldsTheRunUntilItGoesOn() {
        Steered steered(m_folder, 3);
        QTRY_COMPARE(steered.history.lastIteration(), 3);
        steered.run->pause();
        QVERIFY(steered.run->activity() == Activity::pausing);
        QTRY_VERIFY(steered.run->activity() == Activity::paused);
        QVERIFY(std::filesystem::exists(m_folder / "checkpoints/000003.safetensors"));
        steered.script.goTo(1000);
        QTest::qWait(0);
        QCOMPARE(steered.history.lastIteration(), 3);
        steered.run->proceed();
        QVERIFY(steered.run->activity() == Activity::running);
        QTRY_VERIFY(steered.ended);
        QCOMPARE(steered.history.lastIteration(), 20);
        QVERIFY(steered.states.contains("paused"));
    }

    void aPauseThatIsTakenBackAtOnceLosesNothing() {
        Steered steered(m_folder, 1000);
        steered.run->pause();
        steered.run->proceed();
        QTRY_VERIFY(steered.ended);
        QCOMPARE(steered.history.reports().size(), 20u);
    }

    void aStepIsOneIterationThenAPause() {
        Steered steered(m_folder, 3);
        QTRY_COMPARE(steered.history.lastIteration(), 3);
        steered.run->pause();
        QTRY_VERIFY(steered.run->activity() == Activity::paused);
        steered.script.goTo(1000);
        for (const std::int64_t expected : {4, 5}) {
            steered.run->step();
            QVERIFY(steered.run->activity() == Activity::pausing);
            QTRY_VERIFY(steered.run->activity() == Activity::paused);
            QCOMPARE(steered.history.lastIteration(), expected);
        }
    }

    void aStepOfARunningRunPausesIt() {
        Steered steered(m_folder, 2);
        QTRY_COMPARE(steered.history.lastIteration(), 2);
        steered.run->step();
        steered.script.goTo(1000);
        QTRY_VERIFY(steered.run->activity() == Activity::paused);
        QCOMPARE(steered.history.lastIteration(), 3);
    }

    void aStopWritesACheckpointAndEnds_data() {
        QTest::addColumn<bool>("paused");
        QTest::newRow("while running") << false;
        QTest::newRow("while paused") << true;
    }
    void aStopWritesACheckpointAndEnds() {
        QFETCH(bool, paused);
        Steered steered(m_folder, 7);
        QTRY_COMPARE(steered.history.lastIteration(), 7);
        if (paused) {
            steered.run->pause();
            QTRY_VERIFY(steered.run->activity() == Activity::paused);
        }
        steered.run->stop();
        QVERIFY(steered.run->activity() == Activity::stopping);
        steered.run->pause(); // too late for anything else
        steered.run->step();
        steered.run->proceed();
        QVERIFY(steered.run->activity() == Activity::stopping);
        QTRY_VERIFY(steered.ended);
        QVERIFY(steered.run->activity() == Activity::idle);
        QCOMPARE(steered.states.back(), "stopped");
        QCOMPARE(projects::RunFolder::open(m_folder).checkpoints().back(), 7);
    }

    void stopsWhilePreparing() {
        Steered steered(m_folder, -1);
        QTRY_VERIFY(steered.states.contains("preparing"));
        steered.run->stop();
        QTRY_VERIFY(steered.ended);
        QCOMPARE(steered.states.back(), "stopped");
    }

    void aLiveEditActsAtTheNextIterationAndComesBack() {
        Steered steered(m_folder, 3);
        QTRY_COMPARE(steered.history.lastIteration(), 3);
        steered.run->edit("distillation.latent_rate", 0.75);
        QCOMPARE(steered.run->recipe().distillation.latent_rate, 0.1);
        QVERIFY(steered.history.changes().empty());
        steered.script.goTo(5);
        QTRY_COMPARE(steered.history.lastIteration(), 5);
        const reports::SettingChange& change = steered.history.changes().at(0);
        QCOMPARE(change.iteration, 4);
        QCOMPARE(std::get<double>(change.before), 0.1);
        QCOMPARE(std::get<double>(change.after), 0.75);
        QCOMPARE(steered.run->recipe().distillation.latent_rate, 0.75);
        QCOMPARE(steered.history.reports()[2].latent_rate, 0.1);
        QCOMPARE(steered.history.reports()[3].latent_rate, 0.75);
    }

    void aChangeOfASettingThatThisVersionDoesNotKnowIsPassedOver() {
        settings::Recipe recipe;
        QVERIFY(!session::applyChange(recipe, {1, "prior.warp", 1.0, 2.0}));
        QVERIFY(!session::applyChange(recipe, {1, "prior.steps", std::string("ten"), std::string("many")}));
        QVERIFY(settings::difference(recipe, {}).empty());
        QVERIFY(session::applyChange(recipe, {1, "prior.guidance", 3.0, 5.0}));
        QCOMPARE(recipe.prior.guidance, 5.0);
    }

    void aFailureEndsWithItsSentence() {
        Steered steered(m_folder, 4);
        steered.script.failAfter(4, "The disk is full; make room and resume the run.");
        steered.script.goTo(1000);
        QTRY_VERIFY(steered.ended);
        QCOMPARE(steered.states.back(), "failed");
        QCOMPARE(steered.message, "The disk is full; make room and resume the run.");
        QCOMPARE(steered.history.lastIteration(), 4);
        QVERIFY(steered.run->activity() == Activity::idle);
    }

    void anEngineThatSaysNothingHasFinished() {
        RunSession run([](auto&&...) {}, tests::scriptedRecipe(), m_folder, false);
        QSignalSpy states(&run, &RunSession::stateChanged);
        QSignalSpy ended(&run, &RunSession::ended);
        QVERIFY(ended.wait());
        QVERIFY(states.last().at(0).value<reports::StateChange>().state == reports::RunState::finished);
    }

    void leavingStopsTheJobAndWaitsForIt() {
        {
            Steered steered(m_folder, 6);
            QTRY_COMPARE(steered.history.lastIteration(), 6);
        }
        QVERIFY(!projects::RunLock::held(m_folder / "run.lock"));
        QCOMPARE(projects::RunFolder::open(m_folder).checkpoints().back(), 6);
    }

    void aResumedRunTellsItsPastThenGoesOn() {
        tests::interruptedRun(m_folder, 13);
        Steered steered(m_folder, 1000, true);
        QTRY_VERIFY(steered.ended);
        Iterations all(20);
        std::iota(all.begin(), all.end(), 1);
        QCOMPARE(iterationsOf(steered.history), all); // 11 to 13 were lost and are made again, once
        QCOMPARE(steered.history.evaluations().size(), 3u);
        QCOMPARE(steered.states.front(), "preparing");
        QCOMPARE(steered.states.back(), "finished");
    }

    void aResumedRunHasTheRecipeAsItWasEdited() {
        {
            Steered steered(m_folder, 3);
            QTRY_COMPARE(steered.history.lastIteration(), 3);
            steered.run->edit("distillation.latent_rate", 0.5);
            steered.script.goTo(6);
            QTRY_COMPARE(steered.history.lastIteration(), 6);
        }
        Steered steered(m_folder, 8, true);
        QTRY_COMPARE(steered.history.lastIteration(), 8);
        QCOMPARE(steered.run->recipe().distillation.latent_rate, 0.5);
        QCOMPARE(steered.history.changes().size(), 1u);
        QCOMPARE(steered.history.reports()[7].latent_rate, 0.5);
    }
};

QTEST_GUILESS_MAIN(RunSessionTest)
#include "run_session_test.moc"
