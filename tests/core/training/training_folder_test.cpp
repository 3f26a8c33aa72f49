#include "core/training/training_folder.h"

#include <QtTest>

#include "core/base/error.h"
#include "core/files/atomic_file.h"
#include "tests/support/message_of.h"
#include "tests/support/temporary_folder.h"

using namespace ld3m;
using training::TrainingFolder;

class TrainingFolderTest : public QObject {
    Q_OBJECT
private Q_SLOTS:
    void keepsTheRecipe() {
        const tests::TemporaryFolder folder;
        settings::PriorRecipe recipe;
        recipe.dataset.path = "/data/images";
        recipe.diffusion.optimiser.steps = 77;
        recipe.autoencoder.multipliers = {"1", "4"};
        const TrainingFolder made = TrainingFolder::create(folder / "a", recipe, "1.2.3", "cpu \"fast\"");
        const TrainingFolder opened = TrainingFolder::open(folder / "a");
        QVERIFY(settings::difference(opened.recipe(), recipe).empty());
        QCOMPARE(opened.path(), made.path());
        const QString toml = QString::fromStdString(files::readText((folder / "a") / "training.toml"));
        QVERIFY(toml.contains("version = \"1.2.3\"") && toml.contains("device = \"cpu \\\"fast\\\"\""));
    }

    void placesItsFiles() {
        const tests::TemporaryFolder folder;
        const TrainingFolder made = TrainingFolder::create(folder / "a", {}, "1", "cpu");
        QCOMPARE(made.sheetFile("diffusion", 200), (folder / "a") / "samples/diffusion-000200.png");
        QCOMPARE(made.partFile("judge"), (folder / "a") / "parts/judge.safetensors");
        QCOMPARE(made.priorFile(), (folder / "a") / "prior.safetensors");
    }

    void refusesInWords() {
        const tests::TemporaryFolder folder;
        TrainingFolder::create(folder / "a", {}, "1", "cpu");
        QVERIFY(tests::messageOf<base::InputError>([&] {
                    TrainingFolder::create(folder / "a", {}, "1", "cpu");
                }).contains("already holds a training"));
        QVERIFY(tests::messageOf<base::InputError>([&] {
                    TrainingFolder::open(folder / "b");
                }).contains("holds no training"));
        files::writeAtomically((folder / "c") / "training.toml", "format = 2\n");
        QVERIFY(tests::messageOf<base::InputError>([&] {
                    TrainingFolder::open(folder / "c");
                }).contains("newer"));
    }
};

QTEST_APPLESS_MAIN(TrainingFolderTest)
#include "training_folder_test.moc"
