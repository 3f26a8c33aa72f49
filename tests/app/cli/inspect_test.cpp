// ld3m inspect says what files and folders are.
#include "core/files/atomic_file.h"
#include "tests/support/program.h"
#include "tests/support/temporary_folder.h"
#include "tests/support/tiny_run.h"

using namespace ld3m;
using tests::runProgram;
using tests::toQt;

class InspectTest : public QObject {
    Q_OBJECT

    tests::TemporaryFolder m_folder;

    QString inspect(const QString& path) {
        const auto done = runProgram({"inspect", path});
        return done.code == 0 ? done.out : QString("exit code %1: %2").arg(done.code).arg(done.error);
    }

private Q_SLOTS:
    void initTestCase() {
        qputenv("LD3M_CACHE", (m_folder.path() / "cache").c_str());
        tests::writeTinyDataset(m_folder / "data");
    }

    void aDatasetFolder() {
        const QString text = inspect(toQt(m_folder / "data"));
        for (const char* word : {"rows", "columns", "6", "train", "test"})
            QVERIFY2(text.contains(word), qPrintable(text));
    }

    void aPartOfImageNetAndItsRecipes() {
        const auto folder = m_folder / "nette";
        for (const char* synset : {"n01440764", "n02102040", "n02979186", "n03000684", "n03028079",
                                   "n03394916", "n03417042", "n03425413", "n03445777", "n03888257"})
            for (const char* split : {"train", "val"})
                images::writePng(folder / split / synset / "0.png",
                                 {160, 200, std::vector<std::uint8_t>(160 * 200 * 3, 90)});
        const QString text = inspect(toQt(folder));
        for (const char* words :
             {"Imagenette, 160 px version", "n01440764 tench", "Complete subsets: Imagenette\n",
              "Recipes that fit", "  imagenet-128-dc-ld3m.toml  dataset.subset = imagenette\n",
              "2 recipes want images of 256 px (these have 160)\n", "want CIFAR-10\n"})
            QVERIFY2(text.contains(words), qPrintable(text));
        QVERIFY(!text.contains("  cifar10-dc.toml"));

        const QString demo = inspect(QString(LD3M_SOURCE_FOLDER) + "/resources/demo/cifar10-mini");
        QVERIFY2(demo.contains("  cifar10-dc.toml\n") && demo.contains("want ImageNet's classes\n"),
                 qPrintable(demo));
    }

    void aRun() {
        files::writeAtomically(m_folder / "tiny.toml", "format = 1\n");
        const auto run = toQt(m_folder / "run");
        QCOMPARE(runProgram(QStringList{"run", toQt(m_folder / "tiny.toml"), "--run", run} +
                            tests::tinySettings(m_folder / "data"))
                     .code,
                 0);
        const QString text = inspect(run);
        for (const char* word : {"4 of 4 iterations", "Checkpoints: 3", "prior.kind = \"pixel\"", "cpu"})
            QVERIFY2(text.contains(word), qPrintable(text));
    }

    void aRecipeWithAProblem() {
        files::writeAtomically(m_folder / "recipe.toml", "[prior]\nsteps = 4\n");
        const QString text = inspect(toQt(m_folder / "recipe.toml"));
        QVERIFY2(text.contains("prior.steps = 4") && text.contains("Problem: dataset.path is empty"),
                 qPrintable(text));
    }

    void everyShippedRecipeIsSound() {
        const std::filesystem::path projects = std::filesystem::path(LD3M_SOURCE_FOLDER) / "projects";
        int recipes = 0;
        for (const auto& entry : std::filesystem::directory_iterator(projects)) {
            if (entry.path().extension() != ".toml" &&
                !std::filesystem::exists(entry.path() / "project.toml"))
                continue;
            const QString text = inspect(toQt(entry.path()));
            QVERIFY2(!text.contains("Problem:") && !text.contains("exit code"), qPrintable(text));
            ++recipes;
        }
        QVERIFY(recipes >= 2);
    }

    void thePrior() {
        const QString text =
            inspect(QString(LD3M_SOURCE_FOLDER) + "/resources/priors/cifar10-small.safetensors");
        QVERIFY2(text.contains("class-conditional") && text.contains("10 classes"), qPrintable(text));
    }

    void aPyTorchCheckpoint() {
        const QString golden = QString(LD3M_SOURCE_FOLDER) + "/tests/golden/checkpoints/";
        const QString text = inspect(golden + "good/ldm_lightning.ckpt");
        for (const char* words :
             {"class-conditional latent diffusion", "PyTorch archive, 288 tensors, 2211247 bytes", "SHA-256",
              "F32", "optimizer_states", "It can be used with prior.kind"})
            QVERIFY2(text.contains(words), qPrintable(text));
        const QString images = inspect(golden + "good/images_best.pt");
        QVERIFY2(images.contains("Distilled set") && images.contains("6 images of 4 x 4"),
                 qPrintable(images));
        const auto hostile = runProgram({"inspect", golden + "hostile/popen.pt"});
        QCOMPARE(hostile.code, 2);
        QVERIFY2(hostile.errorLines().size() == 1 && hostile.error.contains("subprocess.Popen"),
                 qPrintable(hostile.error));
    }

    void nothingThere() { QCOMPARE(runProgram({"inspect", toQt(m_folder / "nothing")}).code, 2); }
};

QTEST_GUILESS_MAIN(InspectTest)
#include "inspect_test.moc"
