// Each T as it comes, once computed never again, stopped in between.
#include <QSignalSpy>
#include <QtTest>

#include "app/session/step_exploration.h"
#include "tests/support/memory_folder.h"
#include "tests/support/scripted_engine.h"
#include "tests/support/scripted_explorer.h"

using namespace ld3m;
using session::StepExploration;

class StepExplorationTest : public QObject {
    Q_OBJECT

    tests::MemoryFolder m_folder;
    tests::ScriptedExplorer m_script;

    static settings::Recipe recipe() {
        settings::Recipe recipe = tests::scriptedRecipe();
        recipe.prior.kind = settings::PriorKind::latent_diffusion;
        return recipe;
    }
    static bool finished(const StepExploration& exploration) {
        return QTest::qWaitFor([&] { return !exploration.isUnderway(); }, 10000);
    }
    reports::StepQuestion ofRun(std::int64_t iteration, std::vector<std::int64_t> steps) const {
        return {.recipe = {}, .run = m_folder / "run", .iteration = iteration, .steps = std::move(steps)};
    }

private Q_SLOTS:
    void initTestCase() { tests::finishedRun(m_folder / "run", recipe()); } // checkpoints 0, 10 and 20
    void init() { m_script = {}; }

    void eachTTwice() {
        StepExploration exploration(m_script.tool());
        QSignalSpy measured(&exploration, &StepExploration::measured);
        exploration.ask({.recipe = recipe(), .steps = {2, 5}});
        QVERIFY(exploration.isUnderway());
        QVERIFY(finished(exploration));
        QCOMPARE(int(measured.count()), 4);
        QCOMPARE(int(exploration.points().size()), 2);
        QVERIFY(exploration.points().at(5).whole());
        QCOMPARE(exploration.subject()->device, std::string("scripted device"));
    }

    void comingBackCostsNothing() {
        StepExploration exploration(m_script.tool());
        exploration.ask(ofRun(11, {2, 5}));
        QVERIFY(finished(exploration));
        QCOMPARE(exploration.subject()->iteration, 10);
        exploration.ask(ofRun(19, {2, 5}));
        QVERIFY(finished(exploration));
        QCOMPARE(exploration.subject()->iteration, 20);
        QCOMPARE(m_script.explored(), 4);
        exploration.ask(ofRun(9, {5, 2})); // the checkpoint of iteration 10 again
        QVERIFY(finished(exploration));
        QCOMPARE(m_script.explored(), 4);
        QCOMPARE(int(exploration.points().size()), 2);
        QCOMPARE(exploration.subject()->iteration, 10);
    }

    void onlyWhatIsMissingIsComputed() {
        StepExploration exploration(m_script.tool());
        exploration.ask(ofRun(0, {2, 5}));
        QVERIFY(finished(exploration));
        exploration.ask(ofRun(0, {2, 5, 20}));
        QVERIFY(finished(exploration));
        QCOMPARE(m_script.explored(), 3);
        QCOMPARE(int(exploration.points().size()), 3);
    }

    void aRecipeIsTheSameWhateverItsT() {
        StepExploration exploration(m_script.tool());
        settings::Recipe one = recipe();
        exploration.ask({.recipe = one, .steps = {2}});
        QVERIFY(finished(exploration));
        one.prior.steps = 40;
        exploration.ask({.recipe = one, .steps = {2}});
        QVERIFY(finished(exploration));
        QCOMPARE(m_script.explored(), 1);
        one.prior.guidance = 1;
        exploration.ask({.recipe = one, .steps = {2}});
        QVERIFY(finished(exploration));
        QCOMPARE(m_script.explored(), 2);
    }

    void rememberedOnlyAsksNoEngine() {
        StepExploration exploration(m_script.tool());
        QSignalSpy ended(&exploration, &StepExploration::ended);
        exploration.ask(ofRun(0, {2}), true);
        QVERIFY(!exploration.isUnderway()); // looking up is no exploring
        QVERIFY(ended.wait());
        QVERIFY(exploration.points().empty());
        exploration.ask(ofRun(0, {2}));
        QVERIFY(finished(exploration));
        exploration.ask(ofRun(0, {2, 5}), true);
        QVERIFY(ended.wait());
        QCOMPARE(m_script.explored(), 1);
        QCOMPARE(int(exploration.points().size()), 1);
    }

    void cancelKeepsWhatIsWhole() {
        StepExploration exploration(m_script.tool());
        m_script.hold(true);
        exploration.ask({.recipe = recipe(), .steps = {2, 5}});
        QVERIFY(QTest::qWaitFor([&] { return exploration.points().contains(2); }, 10000));
        QVERIFY(!exploration.points().at(2).whole());
        exploration.cancel();
        QVERIFY(finished(exploration));
        QCOMPARE(int(exploration.points().size()), 1);
        m_script.hold(false);
        exploration.ask({.recipe = recipe(), .steps = {2}}); // what was half done was not remembered
        QVERIFY(finished(exploration));
        QVERIFY(exploration.points().at(2).whole());
        QCOMPARE(m_script.explored(), 2);
    }

    void anotherQuestionDropsTheFirst() {
        StepExploration exploration(m_script.tool());
        m_script.hold(true);
        exploration.ask({.recipe = recipe(), .steps = {2}});
        QVERIFY(QTest::qWaitFor([&] { return exploration.points().contains(2); }, 10000));
        m_script.hold(false);
        exploration.ask({.recipe = recipe(), .steps = {7}});
        QVERIFY(exploration.points().empty());
        QVERIFY(finished(exploration));
        QCOMPARE(int(exploration.points().size()), 1);
        QVERIFY(exploration.points().contains(7));
    }

    void whatCannotBeExploredSaysWhy() {
        StepExploration exploration(m_script.tool());
        QSignalSpy failed(&exploration, &StepExploration::failed);
        settings::Recipe pixel = recipe();
        pixel.prior.kind = settings::PriorKind::pixel;
        exploration.ask({.recipe = pixel, .steps = {2}});
        QVERIFY(finished(exploration));
        QCOMPARE(failed.value(0).value(0).toString(), QString("pixel has no reverse steps"));
    }
};

QTEST_GUILESS_MAIN(StepExplorationTest)
#include "step_exploration_test.moc"
