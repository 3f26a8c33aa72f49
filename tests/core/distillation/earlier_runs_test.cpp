// Which earlier runs tell how long an iteration takes, and how their time is scaled.
#include <QtTest>

#include "core/distillation/earlier_runs.h"
#include "tests/support/memory_folder.h"
#include "tests/support/scripted_engine.h"

using namespace ld3m;

class EarlierRunsTest : public QObject {
    Q_OBJECT

    tests::MemoryFolder m_folder;

    static settings::Recipe recipe() {
        settings::Recipe recipe = tests::scriptedRecipe();
        recipe.prior.kind = settings::PriorKind::latent_diffusion;
        recipe.prior.steps = 10;
        return recipe;
    }
    std::optional<distillation::EarlierPace> paceFor(const settings::Recipe& asked,
                                                     const std::string& device = "scripted device") const {
        return distillation::earlierPace(asked, device, m_folder.path());
    }

private Q_SLOTS:
    void initTestCase() {
        QVERIFY(!paceFor(recipe())); // no runs, no folder of them
        tests::finishedRun(m_folder / "one", recipe());
    }

    // A quarter of a second, of which 0.16 s go with T.
    void secondsOfALikeRun() {
        const auto pace = paceFor(recipe());
        QVERIFY(pace.has_value());
        QCOMPARE(pace->run, std::string("one"));
        QCOMPARE(pace->steps, 10);
        QCOMPARE(pace->iterations, 20);
        QVERIFY(qAbs(pace->seconds - 0.25) < 1e-9);
    }
    void scaledToAnotherT() {
        settings::Recipe longer = recipe();
        longer.prior.steps = 20;
        QVERIFY(qAbs(paceFor(longer)->seconds - 0.41) < 1e-9);
    }
    void whatOnlySteersMayDiffer() {
        settings::Recipe steered = recipe();
        steered.distillation.seed = 9;
        steered.distillation.latent_rate = 3;
        steered.run.preview_every = 1;
        steered.evaluation.every = 1;
        QVERIFY(paceFor(steered).has_value());
    }
    void whatCostsMayNot_data() {
        QTest::addColumn<QString>("change");
        for (const char* change :
             {"distillation.ipc=3", "objective.real_batch=8", "objective.kind=dm", "prior.guidance=1",
              "prior.memory=per_step", "dataset.resolution=64", "device.threads=1"})
            QTest::newRow(change) << change;
    }
    void whatCostsMayNot() {
        QFETCH(QString, change);
        settings::Recipe other = recipe();
        settings::applyOverride(other, change.toStdString());
        QVERIFY(!paceFor(other));
        QVERIFY(!distillation::costsAlike(recipe(), other));
    }
    void anotherDeviceTellsNothing() { QVERIFY(!paceFor(recipe(), "cuda:0")); }

    void aRunOfOneIterationTellsNothing() {
        const tests::MemoryFolder alone;
        tests::interruptedRun(alone / "short", 1, recipe());
        QVERIFY(!distillation::earlierPace(recipe(), "scripted device", alone.path()));
    }
};

QTEST_APPLESS_MAIN(EarlierRunsTest)
#include "earlier_runs_test.moc"
