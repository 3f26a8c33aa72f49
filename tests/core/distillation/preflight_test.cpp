// A pre-flight of a sound recipe, and one look after the other with something wrong.
#include <fstream>

#include <QtTest>

#include "core/distillation/distil.h"
#include "core/distillation/preflight.h"
#include "core/jobs/control.h"
#include "tests/support/temporary_folder.h"
#include "tests/support/tiny_run.h"

using namespace ld3m;
using reports::CheckLevel;
using reports::CheckLine;

class PreflightTest : public QObject {
    Q_OBJECT

    tests::TemporaryFolder m_folder;

    settings::Recipe sound() const {
        settings::Recipe recipe = tests::tinyDiffusionRecipe(m_folder / "data");
        recipe.dataset.normalisation = settings::Normalisation::half;
        recipe.dataset.resolution = 16;
        recipe.evaluation.every = 2;
        return recipe;
    }
    reports::PreflightReport check(const settings::Recipe& recipe) {
        return distillation::Preflight().check(recipe, m_folder / "runs");
    }
    static CheckLine lineAbout(const reports::PreflightReport& report, const std::string& subject) {
        for (const CheckLine& line : report.lines)
            if (line.subject == subject)
                return line;
        return {CheckLevel::ok, "(no such line)", {}};
    }
    void expectProblem(const settings::Recipe& recipe, const std::string& subject, const std::string& key,
                       const QString& words, const std::optional<settings::Value>& fix = {}) {
        const reports::PreflightReport report = check(recipe);
        const CheckLine line = lineAbout(report, subject);
        QVERIFY2(line.level == CheckLevel::problem, (line.subject + ": " + line.found).c_str());
        QCOMPARE(line.key, key);
        QVERIFY2(QString::fromStdString(line.found).contains(words), line.found.c_str());
        QVERIFY2(!line.fix.empty(), "each problem has a fix");
        QVERIFY(line.value == fix);
        QVERIFY(report.firstProblem() && !report.complete && !report.peak_bytes);
    }

private Q_SLOTS:
    void initTestCase() {
        qputenv("LD3M_CACHE", (m_folder.path() / "cache").c_str());
        tests::writeTinyDataset(m_folder / "data");
    }

    void aSoundRecipeIsReady() {
        std::vector<reports::PreflightReport> early;
        reports::CheckWatch watch;
        watch.found = [&](const auto& report) { early.push_back(report); };
        const auto report = distillation::Preflight().check(sound(), m_folder / "runs", watch);
        QVERIFY2(!report.firstProblem(), reports::toText(report).c_str());
        QVERIFY2(report.level() == CheckLevel::ok, reports::toText(report).c_str());
        QCOMPARE(*report.classes, 2);
        QCOMPARE(*report.images, 12);
        QVERIFY(*report.peak_bytes > (50 << 20) && *report.peak_bytes < report.memory_total);
        QVERIFY(*report.seconds > 0 && *report.seconds < 600);
        QVERIFY(report.complete);
        QVERIFY(lineAbout(report, "Time").found.find("estimated") != std::string::npos);
        QVERIFY(lineAbout(report, "Checkpoint").found.find("SHA-256") != std::string::npos);
        for (const char* subject : {"Dataset", "Classes", "Images per class", "Test images", "Broken images",
                                    "Device", "Memory", "Disk"})
            QVERIFY2(lineAbout(report, subject).subject == subject, subject);
        QCOMPARE(int(early.size()), 1); // files first
        QVERIFY(!early.front().complete && early.front().classes);
    }

    void timeIsTakenFromAnEarlierRun() {
        settings::Recipe recipe = sound();
        jobs::Control control;
        reports::Published published;
        distillation::distil(recipe, m_folder / "runs" / "first", false, control, published);
        recipe.prior.steps = 4;
        const CheckLine line = lineAbout(check(recipe), "Time");
        QVERIFY2(line.found.find("iterations of first at T = 2, scaled to T = 4") != std::string::npos,
                 line.found.c_str());
        QVERIFY2(line.found.find("included") != std::string::npos, line.found.c_str());
    }

    void datasetThatIsNotThere() {
        settings::Recipe recipe = sound();
        recipe.dataset.path = (m_folder / "nowhere").string();
        expectProblem(recipe, "Dataset", "dataset.path", "nowhere");
    }
    void classThatIsNotThere() {
        settings::Recipe recipe = sound();
        recipe.dataset.classes = {"rows", "colums"};
        expectProblem(recipe, "Classes", "dataset.classes", "colums");
    }
    void moreImagesThanAClassHas() {
        settings::Recipe recipe = sound();
        recipe.distillation.ipc = 7;
        expectProblem(recipe, "Images per class", "distillation.ipc", "6 training images",
                      settings::Value(std::int64_t{6}));
    }
    void fewerThanTheBatchIsAWarning() {
        settings::Recipe recipe = sound();
        recipe.objective.real_batch = 64;
        const CheckLine line = lineAbout(check(recipe), "Images per class");
        QVERIFY(line.level == CheckLevel::warning && line.key == "objective.real_batch");
        QVERIFY(*line.value == settings::Value(std::int64_t{6}));
    }
    void noTestSplit() {
        std::filesystem::create_directories(m_folder / "half");
        std::filesystem::copy(m_folder / "data" / "train", m_folder / "half" / "train",
                              std::filesystem::copy_options::recursive);
        settings::Recipe recipe = sound();
        recipe.dataset.path = (m_folder / "half").string();
        expectProblem(recipe, "Test images", "evaluation.every", "no test split",
                      settings::Value(std::int64_t{0}));
        recipe.evaluation.every = 0;
        QVERIFY(!check(recipe).firstProblem());
    }
    void brokenImage() {
        std::filesystem::copy(m_folder / "data", m_folder / "broken",
                              std::filesystem::copy_options::recursive);
        std::ofstream(m_folder / "broken" / "train" / "rows" / "0.png") << "no picture";
        settings::Recipe recipe = sound();
        recipe.dataset.path = (m_folder / "broken").string();
        expectProblem(recipe, "Broken images", "dataset.skip_broken", "0.png", settings::Value(true));
        recipe.dataset.skip_broken = true;
        QVERIFY(lineAbout(check(recipe), "Broken images").level == CheckLevel::warning);
    }
    void normalisationOfOtherImages() {
        settings::Recipe recipe = sound();
        recipe.dataset.normalisation = settings::Normalisation::cifar10;
        const CheckLine line = lineAbout(check(recipe), "Normalisation");
        QVERIFY(line.level == CheckLevel::warning);
        QVERIFY(*line.value == settings::Value(std::string("half")));
    }
    void imagesThatAreTooSmall() {
        settings::Recipe recipe = sound();
        recipe.dataset.resolution = 32;
        QVERIFY(lineAbout(check(recipe), "Image size").level == CheckLevel::warning);
    }

    void checkpointThatIsNotThereOrNone() {
        settings::Recipe recipe = sound();
        recipe.prior.checkpoint = (m_folder / "none.safetensors").string();
        expectProblem(recipe, "Checkpoint", "prior.checkpoint", "none.safetensors");
        std::ofstream(m_folder / "words.safetensors") << "words";
        recipe.prior.checkpoint = (m_folder / "words.safetensors").string();
        expectProblem(recipe, "Checkpoint", "prior.checkpoint", "words.safetensors");
    }
    void settingsThatContradictEachOther() {
        settings::Recipe recipe = sound();
        recipe.prior.steps = 1;
        expectProblem(recipe, "Settings", "prior.steps", "no decay", settings::Value(std::int64_t{2}));
        recipe = sound();
        recipe.dataset.path.clear();
        expectProblem(recipe, "Settings", "dataset.path", "is empty");
    }
    void expertsThatAreNotThere() {
        settings::Recipe recipe = sound();
        recipe.objective.kind = settings::ObjectiveKind::trajectory_matching;
        expectProblem(recipe, "Experts", "objective.experts", "needs experts");
    }
    void networkThatCannotTakeTheImages() {
        settings::Recipe recipe = sound();
        recipe.objective.network = settings::NetworkKind::vgg11;
        expectProblem(recipe, "Network", "objective.network", "16");
    }

    // Only what changed is looked at again.
    void aSecondCheckIsQuick() {
        distillation::Preflight preflight;
        const settings::Recipe recipe = sound();
        QElapsedTimer clock;
        clock.start();
        preflight.check(recipe, m_folder / "none");
        const qint64 first = clock.restart();
        settings::Recipe edited = recipe;
        edited.prior.steps = 40;
        const auto report = preflight.check(edited, m_folder / "none");
        QVERIFY2(2 * clock.elapsed() < first,
                 qPrintable(QString("%1 of %2 ms").arg(clock.elapsed()).arg(first)));
        QVERIFY(*report.seconds > 2 * *preflight.check(recipe, m_folder / "none").seconds);
    }

    void aStopGetsThrough() {
        reports::CheckWatch watch;
        watch.checkpoint = [] { throw jobs::Stopped(); };
        QVERIFY_EXCEPTION_THROWN(distillation::Preflight().check(sound(), m_folder / "runs", watch),
                                 jobs::Stopped);
    }
};

QTEST_APPLESS_MAIN(PreflightTest)
#include "preflight_test.moc"
