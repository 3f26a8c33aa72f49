// Checkpoints hold everything that an iteration changes, and the recipe as edited.
#include <ATen/ATen.h>

#include "core/base/error.h"
#include "core/distillation/checkpoint.h"
#include "core/files/atomic_file.h"
#include "tests/support/golden.h"
#include "tests/support/temporary_folder.h"

using namespace ld3m;

class CheckpointTest : public QObject {
    Q_OBJECT

private Q_SLOTS:
    void roundTripIsExact() {
        const tests::TemporaryFolder folder;
        distillation::LearnableState state;
        state.iteration = 1240;
        state.values = {at::randn({10, 4, 8, 8}), at::randn({10, 1, 64})};
        state.latents_sgd.velocity = at::randn({10, 4, 8, 8});
        state.objective["student_rate"] = at::full({1}, 0.1 + 0.2, at::kDouble);
        settings::Recipe recipe;
        recipe.prior.steps = 17;
        recipe.distillation.latent_rate = 0.1 + 0.2;
        distillation::writeCheckpoint(folder / "a.safetensors", state, recipe);

        const auto back =
            distillation::readCheckpoint(folder / "a.safetensors", at::TensorOptions(at::kFloat));
        QCOMPARE(back.state.iteration, 1240);
        QVERIFY(at::equal(back.state.values.latents, state.values.latents));
        QVERIFY(at::equal(back.state.values.conditioning, state.values.conditioning));
        QVERIFY(at::equal(back.state.latents_sgd.velocity, state.latents_sgd.velocity));
        QVERIFY(!back.state.conditioning_sgd.velocity.defined());
        QCOMPARE(back.state.objective.size(), std::size_t(1));
        QVERIFY(at::equal(back.state.objective.at("student_rate"), state.objective.at("student_rate")));
        QVERIFY(settings::difference(back.recipe, recipe).empty());
    }

    void otherFilesAreRefusedInASentence_data() {
        QTest::addColumn<QString>("content");
        QTest::newRow("text") << "hello";
        QTest::newRow("empty") << "";
    }
    void otherFilesAreRefusedInASentence() {
        QFETCH(QString, content);
        const tests::TemporaryFolder folder;
        files::writeAtomically(folder / "a.safetensors", content.toStdString());
        QVERIFY_EXCEPTION_THROWN(
            distillation::readCheckpoint(folder / "a.safetensors", at::TensorOptions(at::kFloat)),
            base::InputError);
    }

    void aPriorIsNoCheckpoint() {
        const auto prior =
            std::filesystem::path(LD3M_SOURCE_FOLDER) / "resources/priors/cifar10-small.safetensors";
        try {
            distillation::readCheckpoint(prior, at::TensorOptions(at::kFloat));
            QFAIL("read");
        } catch (const base::InputError& problem) {
            QVERIFY(QString(problem.what()).contains("not a checkpoint of a run"));
        }
    }
};

QTEST_APPLESS_MAIN(CheckpointTest)
#include "checkpoint_test.moc"
