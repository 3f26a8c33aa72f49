#include "core/projects/run_folder.h"

#include <fstream>

#include <QRegularExpression>
#include <QtTest>

#include "core/base/error.h"
#include "tests/support/message_of.h"
#include "tests/support/temporary_folder.h"

using ld3m::base::InputError;
using namespace ld3m::projects;
using ld3m::settings::Recipe;
using ld3m::tests::messageOf;
using ld3m::tests::TemporaryFolder;

namespace {

void put(const std::filesystem::path& file, const std::string& text = {}) {
    std::filesystem::create_directories(file.parent_path());
    std::ofstream(file) << text;
}

Recipe oddRecipe() {
    Recipe recipe;
    recipe.dataset.path = "/data/my \"images\"\\x";
    recipe.dataset.classes = {"cat", "d\u00f6g"};
    recipe.distillation.latent_rate = 0.1 + 0.2;
    recipe.prior.checkpoint = "/models/ldm.safetensors";
    recipe.prior.steps = 20;
    return recipe;
}

} // namespace

class RunFolderTest : public QObject {
    Q_OBJECT
private Q_SLOTS:
    void opensWhatItCreated() {
        const TemporaryFolder folder;
        const Provenance given = {"first \"try\"\r\n\t\x01",
                                  "0.1.0",
                                  "2026-11-24T08:00:00Z",
                                  "cpu, 2 threads",
                                  std::string(64, 'a'),
                                  "parent",
                                  400};
        RunFolder::create(folder / "runs/a", oddRecipe(), given);
        const RunFolder run = RunFolder::open(folder / "runs/a/");
        QCOMPARE(run.id(), std::string("a"));
        QVERIFY(ld3m::settings::difference(run.recipe(), oddRecipe()).empty());
        QCOMPARE(run.provenance().name, given.name);
        QCOMPARE(run.provenance().version, given.version);
        QCOMPARE(run.provenance().created, given.created);
        QCOMPARE(run.provenance().device, given.device);
        QCOMPARE(run.provenance().prior_hash, given.prior_hash);
        QCOMPARE(run.provenance().parent, given.parent);
        QCOMPARE(run.provenance().parent_iteration, given.parent_iteration);
    }

    void fillsInNameAndTimeAndFreezesPaths() {
        const TemporaryFolder folder;
        Recipe recipe;
        recipe.dataset.path = "images";
        const RunFolder created = RunFolder::create(folder / "a", recipe, {});
        QCOMPARE(created.provenance().name, std::string("a"));
        const QRegularExpression utc("^20\\d\\d-\\d\\d-\\d\\dT\\d\\d:\\d\\d:\\d\\dZ$");
        QVERIFY(utc.match(QString::fromStdString(created.provenance().created)).hasMatch());
        const auto images = std::filesystem::current_path() / "images";
        QCOMPARE(created.recipe().dataset.path, images.string());
        QCOMPARE(RunFolder::open(folder / "a").recipe().dataset.path, images.string());
        QCOMPARE(created.recipe().prior.checkpoint, std::string());
    }

    void neverOverwritesARun() {
        const TemporaryFolder folder;
        RunFolder::create(folder / "a", oddRecipe(), {});
        const QString message = messageOf<InputError>([&] { RunFolder::create(folder / "a", Recipe{}, {}); });
        QVERIFY2(message.contains("already holds a run"), qPrintable(message));
        QCOMPARE(RunFolder::open(folder / "a").recipe().prior.steps, std::int64_t{20});
    }

    void cannotBeMadeInsideAFile() {
        const TemporaryFolder folder;
        put(folder / "file");
        const QString message = messageOf<InputError>([&] { RunFolder::create(folder / "file/a", {}, {}); });
        QVERIFY2(message.contains("Not a directory"), qPrintable(message));
    }

    void refusesWhatIsNoRun_data() {
        QTest::addColumn<QString>("toml");
        QTest::addColumn<QString>("words");
        QTest::newRow("newer") << "format = 2\n[provenance]\n"
                               << "newer format than 1";
        QTest::newRow("broken") << "format = 1\n[provenance\n"
                                << "line 2";
        QTest::newRow("recipe") << "format = 1\n[prior]\nsteps = 3\n"
                                << "is a recipe and no run";
        QTest::newRow("unknown key") << "format = 1\n[provenance]\n[prior]\nstep = 3\n"
                                     << "did you mean prior.steps";
    }
    void refusesWhatIsNoRun() {
        QFETCH(QString, toml);
        QFETCH(QString, words);
        const TemporaryFolder folder;
        put(folder / "a/run.toml", toml.toStdString());
        const QString message = messageOf<InputError>([&] { RunFolder::open(folder / "a"); });
        QVERIFY2(message.contains(words), qPrintable(message));
        QVERIFY2(message.contains("a/run.toml"), qPrintable(message));
    }

    void aFolderWithoutRunTomlIsNoRun() {
        const TemporaryFolder folder;
        QVERIFY(!RunFolder::isRun(folder.path()));
        QVERIFY(!RunFolder::isRun(folder / "nowhere"));
        const QString message = messageOf<InputError>([&] { RunFolder::open(folder.path()); });
        QVERIFY2(message.contains("it has no run.toml"), qPrintable(message));
    }

    void namesItsFiles() {
        const TemporaryFolder folder;
        const RunFolder run = RunFolder::create(folder / "a", {}, {});
        QCOMPARE(run.metricsFile(), folder / "a/metrics.jsonl");
        QCOMPARE(run.lockFile(), folder / "a/run.lock");
        QCOMPARE(run.checkpointFile(100), folder / "a/checkpoints/000100.safetensors");
        QCOMPARE(run.sheetFile(0), folder / "a/images/000000.safetensors");
        QCOMPARE(run.evaluationFile(1234567), folder / "a/evaluations/1234567.json");
    }

    void listsIterationsInOrderAndNothingElse() {
        const TemporaryFolder folder;
        const RunFolder run = RunFolder::create(folder / "a", {}, {});
        QVERIFY(run.checkpoints().empty());
        for (const std::int64_t iteration : {2000000, 100, 20})
            put(run.checkpointFile(iteration));
        for (const char* other : {"latest.safetensors", "000300.pt", ".000400.safetensors.12-0.tmp",
                                  "-00005.safetensors", "12a.safetensors"})
            put(folder / "a/checkpoints" / other);
        put(run.sheetFile(0));
        put(run.evaluationFile(50));
        QCOMPARE(run.checkpoints(), (std::vector<std::int64_t>{20, 100, 2000000}));
        QCOMPARE(run.sheets(), std::vector<std::int64_t>{0});
        QCOMPARE(run.evaluations(), std::vector<std::int64_t>{50});
    }
};

QTEST_APPLESS_MAIN(RunFolderTest)
#include "run_folder_test.moc"
