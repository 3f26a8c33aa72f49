// Bad input gets one sentence, exit code 2, and nothing lost.
#include <sys/mount.h>

#include "core/files/atomic_file.h"
#include "core/projects/run_folder.h"
#include "tests/support/program.h"
#include "tests/support/temporary_folder.h"
#include "tests/support/tiny_run.h"

using namespace ld3m;
using tests::runProgram;
using tests::toQt;

class BadInputTest : public QObject {
    Q_OBJECT

    tests::TemporaryFolder m_folder;
    QStringList m_settings;

    void check(const tests::Finished& done, int code, const QStringList& words) {
        QCOMPARE(done.code, code);
        QCOMPARE(int(done.errorLines().size()), 1);
        for (const QString& word : words)
            QVERIFY2(done.error.contains(word), qPrintable(word + " is not in: " + done.error));
    }

    tests::Finished runRecipe(const std::string& recipe, const QStringList& more = {}) {
        files::writeAtomically(m_folder / "recipe.toml", recipe);
        return runProgram(
            QStringList{"run", toQt(m_folder / "recipe.toml"), "--run", toQt(m_folder / "run")} + m_settings +
            more);
    }

private Q_SLOTS:
    void initTestCase() {
        qputenv("LD3M_CACHE", (m_folder.path() / "cache").c_str());
        tests::writeTinyDataset(m_folder / "data");
        m_settings = tests::tinySettings(m_folder / "data");
    }

    void recipes_data() {
        QTest::addColumn<QString>("recipe");
        QTest::addColumn<QStringList>("words");
        QTest::newRow("unknown key") << "[prior]\nstep = 3\n"
                                     << QStringList{"line 2", "prior.step", "prior.steps"};
        QTest::newRow("unknown section") << "[priors]\nsteps = 3\n"
                                         << QStringList{"priors.steps", "prior.steps"};
        QTest::newRow("type") << "[prior]\nsteps = \"ten\"\n"
                              << QStringList{"prior.steps", "whole number", "ten"};
        QTest::newRow("range") << "[prior]\nsteps = 0\n" << QStringList{"prior.steps = 0", "1 to 1000"};
        QTest::newRow("choice") << "[prior]\nresidual = \"realeased\"\n"
                                << QStringList{"released", "paper", "off"};
        QTest::newRow("syntax") << "[prior\n" << QStringList{"line 1"};
        QTest::newRow("newer format") << "format = 99\n" << QStringList{"newer"};
    }
    void recipes() {
        QFETCH(QString, recipe);
        QFETCH(QStringList, words);
        check(runRecipe(recipe.toStdString()), 2, words);
        QVERIFY(!std::filesystem::exists(m_folder / "run"));
    }

    void overrides() {
        check(runRecipe("", {"--set", "prior.stepz=3"}), 2, {"prior.stepz", "prior.steps"});
        check(runRecipe("", {"--set", "prior.steps"}), 2, {"KEY=VALUE"});
        check(runRecipe("", {"--set", "prior.steps=abc"}), 2, {"prior.steps", "abc"});
    }

    void missingRecipe() { check(runProgram({"run", toQt(m_folder / "none.toml")}), 2, {"none.toml"}); }

    void missingDataset() {
        check(runRecipe("", {"--set", "dataset.path=" + toQt(m_folder / "nowhere")}), 2, {"nowhere"});
    }

    void anEmptyClassIsNamed() {
        tests::writeTinyDataset(m_folder / "hollow");
        std::filesystem::create_directories(m_folder / "hollow/train/empty");
        std::filesystem::create_directories(m_folder / "hollow/test/empty");
        check(runRecipe("", {"--set", "dataset.path=" + toQt(m_folder / "hollow")}), 2, {"empty"});
    }

    void aTruncatedImageIsNamedAndSkippedWhenAsked() {
        tests::writeTinyDataset(m_folder / "torn");
        const auto broken = m_folder / "torn/train/rows/3.png";
        std::filesystem::resize_file(broken, std::filesystem::file_size(broken) / 2);
        const QStringList dataset = {"--set", "dataset.path=" + toQt(m_folder / "torn")};
        check(runRecipe("", dataset), 2, {"3.png", "skip_broken"});
        QVERIFY2(!std::filesystem::exists(m_folder / "run"), "what cannot be loaded leaves no folder behind");
        const auto skipped = runRecipe("", dataset + QStringList{"--set", "dataset.skip_broken=true"});
        QVERIFY2(skipped.code == 0, qPrintable(skipped.error));
        QVERIFY(skipped.error.contains("3.png"));
        std::filesystem::remove_all(m_folder / "run");
    }

    void tooFewImagesForIpc() {
        check(runRecipe("", {"--set", "distillation.ipc=50"}), 2, {"distillation.ipc = 50"});
    }

    void aCheckpointThatIsNone() {
        files::writeAtomically(m_folder / "not.safetensors", "this is text");
        check(runRecipe("", {"--set", "prior.kind=autoencoder", "--set",
                             "prior.checkpoint=" + toQt(m_folder / "not.safetensors")}),
              2, {"not.safetensors"});
        check(runProgram({"inspect", toQt(m_folder / "not.safetensors")}), 2, {"not.safetensors"});
    }

    void anExistingRunIsKept() {
        QCOMPARE(runRecipe("").code, 0);
        const std::string before = files::readText(m_folder / "run/metrics.jsonl");
        check(runRecipe(""), 2, {"already holds a run", "--resume"});
        QCOMPARE(files::readText(m_folder / "run/metrics.jsonl"), before);
    }

    // A real full disk: a tmpfs of a few kilobytes.
    void aFullDiskEndsTheRunAndKeepsWhatIsThere() {
        const auto disk = m_folder / "disk";
        std::filesystem::create_directories(disk);
        if (::mount("tmpfs", disk.c_str(), "tmpfs", 0, "size=64k") != 0)
            QSKIP("mounting a small tmpfs needs root");
        files::writeAtomically(m_folder / "recipe.toml", "");
        const auto done = runProgram(
            QStringList{"run", toQt(m_folder / "recipe.toml"), "--run", toQt(disk / "run")} + m_settings +
            QStringList{"--set", "distillation.iterations=100000", "--set", "run.preview_every=1"});
        const bool runThere = projects::RunFolder::isRun(disk / "run");
        std::size_t checkpoints = 0;
        bool leftovers = false;
        if (runThere) {
            checkpoints = projects::RunFolder::open(disk / "run").checkpoints().size();
            for (const auto& entry : std::filesystem::recursive_directory_iterator(disk / "run"))
                leftovers |= entry.path().extension() == ".tmp" ||
                             entry.path().string().find(".tmp") != std::string::npos;
        }
        ::umount2(disk.c_str(), MNT_DETACH);
        QCOMPARE(done.code, 1);
        QVERIFY2(done.error.contains("No space left") || done.error.contains("disk is full"),
                 qPrintable(done.error));
        QCOMPARE(int(done.errorLines().size()), 1);
        QVERIFY(runThere && checkpoints >= 1);
        QVERIFY(!leftovers);
    }
};

QTEST_GUILESS_MAIN(BadInputTest)
#include "bad_input_test.moc"
