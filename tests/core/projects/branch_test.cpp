// What a branch may change, and what its recipe then is.
#include "core/projects/branch.h"

#include <QtTest>

#include "core/base/error.h"
#include "tests/support/message_of.h"
#include "tests/support/scripted_values.h"

using namespace ld3m;
using projects::Change;

class BranchTest : public QObject {
    Q_OBJECT
private Q_SLOTS:
    void recipesAreKnownAtEveryIteration() {
        settings::Recipe recipe = tests::scriptedRecipe();
        const std::vector<reports::SettingChange> changes = {
            {5, "distillation.latent_rate", 0.1, 0.2},
            {9, "distillation.latent_rate", 0.2, 0.4},
            {9, "setting.of_tomorrow", 1.0, 2.0},
        };
        QCOMPARE(projects::recipeAt(recipe, changes, 4).distillation.latent_rate, 0.1);
        QCOMPARE(projects::recipeAt(recipe, changes, 5).distillation.latent_rate, 0.2);
        QCOMPARE(projects::recipeAt(recipe, changes, 20).distillation.latent_rate, 0.4);
        recipe.distillation.latent_rate = 0.4; // a branch's run.toml has what was changed at its start
        QCOMPARE(projects::recipeAt(recipe, changes, 4).distillation.latent_rate, 0.1);
        QCOMPARE(projects::recipeAt(recipe, changes, 8).distillation.latent_rate, 0.2);
    }

    void changesAreApplied() {
        const settings::Recipe changed = projects::branchedRecipe(
            tests::scriptedRecipe(), 10,
            {{"prior.steps", std::int64_t{20}}, {"objective.kind", std::string("dm")}});
        QCOMPARE(changed.prior.steps, 20);
        QCOMPARE(changed.objective.kind, settings::ObjectiveKind::distribution_matching);
        const auto back = projects::changesBetween(tests::scriptedRecipe(), changed);
        QCOMPARE(back.size(), std::size_t(2));
        QCOMPARE(
            settings::difference(projects::branchedRecipe(tests::scriptedRecipe(), 10, back), changed).size(),
            std::size_t(0));
    }

    void presetsComeFirst() {
        settings::Recipe recipe = tests::scriptedRecipe();
        const settings::Recipe changed = projects::branchedRecipe(
            recipe, 10, {{"evaluation.epochs", std::int64_t{7}}, {"evaluation.protocol", std::string("dc")}});
        QCOMPARE(changed.evaluation.epochs, 7);
    }

    void whatTheImagesWereMadeForIsRefused_data() {
        QTest::addColumn<QString>("key");
        QTest::addColumn<QString>("text");
        QTest::newRow("IPC") << "distillation.ipc"
                             << "5";
        QTest::newRow("resolution") << "dataset.resolution"
                                    << "64";
        QTest::newRow("classes") << "dataset.classes"
                                 << "cat, dog";
        QTest::newRow("prior") << "prior.kind"
                               << "autoencoder";
        QTest::newRow("checkpoint") << "prior.checkpoint"
                                    << "/other.safetensors";
        QTest::newRow("start") << "distillation.init"
                               << "noise";
    }
    void whatTheImagesWereMadeForIsRefused() {
        QFETCH(QString, key);
        QFETCH(QString, text);
        settings::Recipe recipe = tests::scriptedRecipe();
        settings::Recipe changed = recipe;
        const auto fields = settings::fieldsOf(changed);
        settings::fieldNamed(fields, key.toStdString()).setText(text.toStdString());
        const auto changes = projects::changesBetween(recipe, changed);
        QCOMPARE(changes.size(), std::size_t(1));
        QVERIFY(projects::fixedAtStart(key.toStdString()));
        const QString sentence =
            tests::messageOf<base::InputError>([&] { projects::branchedRecipe(recipe, 10, changes); });
        QVERIFY2(sentence.contains(key) && sentence.contains("branch from iteration 0"),
                 qPrintable(sentence));
        if (key != "prior.kind") // which then wants a checkpoint
            QCOMPARE(settings::difference(projects::branchedRecipe(recipe, 0, changes), changed).size(),
                     std::size_t(0));
        // The same value is no change.
        projects::branchedRecipe(
            recipe, 10,
            {{key.toStdString(),
              settings::fieldNamed(settings::fieldsOf(recipe), key.toStdString()).value()}});
    }

    void aRunThatIsOverHasNothingToBranch() {
        const QString sentence = tests::messageOf<base::InputError>(
            [] { projects::branchedRecipe(tests::scriptedRecipe(), 20, {}); });
        QVERIFY2(sentence.contains("distillation.iterations above 20"), qPrintable(sentence));
        QCOMPARE(projects::branchedRecipe(tests::scriptedRecipe(), 20,
                                          {{"distillation.iterations", std::int64_t{30}}})
                     .distillation.iterations,
                 30);
    }

    void unsoundAndUnknownSettingsAreRefused() {
        QVERIFY(tests::messageOf<base::InputError>([] {
                    projects::branchedRecipe(tests::scriptedRecipe(), 10, {{"prior.step", std::int64_t{2}}});
                }).contains("prior.steps"));
        QVERIFY(tests::messageOf<base::InputError>([] {
                    projects::branchedRecipe(tests::scriptedRecipe(), 10, {{"prior.steps", std::int64_t{0}}});
                }).contains("out of range"));
    }

    void theNearestCheckpointIsTheEarlierOfTwo() {
        QCOMPARE(projects::nearestCheckpoint({}, 5), -1);
        QCOMPARE(projects::nearestCheckpoint({0, 10, 20}, 14), 10);
        QCOMPARE(projects::nearestCheckpoint({0, 10, 20}, 15), 10);
        QCOMPARE(projects::nearestCheckpoint({0, 10, 20}, 16), 20);
        QCOMPARE(projects::nearestCheckpoint({0, 10, 20}, 99), 20);
    }
};

QTEST_GUILESS_MAIN(BranchTest)
#include "branch_test.moc"
