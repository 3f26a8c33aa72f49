// A whole training: what it writes, that it learns, and that stopping it anywhere changes nothing.
#include "core/training/train_prior.h"

#include <fstream>
#include <future>

#include <ATen/ATen.h>

#include <QtTest>

#include "core/base/error.h"
#include "core/diffusion/latent_diffusion_model.h"
#include "core/files/atomic_file.h"
#include "core/projects/metrics_file.h"
#include "core/tensor/state_dict.h"
#include "core/training/samples.h"
#include "core/training/training_folder.h"
#include "tests/support/memory_folder.h"
#include "tests/support/message_of.h"
#include "tests/support/tiny_training.h"

using namespace ld3m;
using reports::RunState;
using tests::tinyTraining;
using tests::trainToEnd;

namespace {

/// The lines of metrics.jsonl, but for measured seconds.
QStringList metricsOf(const std::filesystem::path& folder) {
    QString text = QString::fromStdString(files::readText(folder / "metrics.jsonl"));
    text.replace(QRegularExpression("\"seconds\":[^,}]*"), "\"seconds\":0");
    return text.split('\n', Qt::SkipEmptyParts);
}

void requireEqual(const std::filesystem::path& left, const std::filesystem::path& right) {
    QCOMPARE(metricsOf(left), metricsOf(right));
    const tensor::StateDict a = tensor::readStateDict(left / "prior.safetensors");
    const tensor::StateDict b = tensor::readStateDict(right / "prior.safetensors");
    QCOMPARE(a.tensors.size(), b.tensors.size());
    for (const auto& [name, tensor] : a.tensors)
        QVERIFY2(at::equal(tensor, b.at(name)), name.c_str());
    QVERIFY(a.metadata == b.metadata);
}

} // namespace

class TrainPriorTest : public QObject {
    Q_OBJECT
private:
    tests::MemoryFolder m_folder;
    settings::PriorRecipe m_recipe;
    tests::Trained m_whole; ///< uninterrupted, in whole/

    /// Lets the training take single steps until one of `iteration` or more is reported, then stops it.
    tests::Trained stopAfter(std::int64_t iteration, const std::filesystem::path& folder) {
        jobs::Control control;
        reports::Published published;
        control.pause();
        auto training = std::async(
            std::launch::async, [&] { training::trainPrior(m_recipe, folder, false, control, published); });
        tests::Trained seen;
        const auto drain = [&] {
            for (reports::Event& event : published.events.drain())
                seen.events.push_back(std::move(event));
        };
        const auto reached = [&] {
            const auto reports = seen.all<reports::TrainingReport>();
            return !reports.empty() && reports.back().iteration >= iteration;
        };
        while (!reached() && training.wait_for(std::chrono::milliseconds(1)) != std::future_status::ready) {
            if (control.waiting())
                control.step();
            drain();
        }
        control.stop();
        training.get();
        drain();
        return seen;
    }

private Q_SLOTS:
    void initTestCase() {
        tests::writeTinyDataset(m_folder / "data");
        m_recipe = tinyTraining(m_folder / "data");
        m_whole = trainToEnd(m_recipe, m_folder / "whole");
    }

    void endsWithEverythingOnDisk() {
        QVERIFY(m_whole.lastState() == RunState::finished);
        for (const char* name :
             {"training.toml", "metrics.jsonl", "prior.safetensors", "model-card.md",
              "parts/features.safetensors", "parts/autoencoder.safetensors", "parts/diffusion.safetensors",
              "parts/judge.safetensors", "samples/autoencoder-000006.png", "samples/autoencoder-000012.png",
              "samples/diffusion-000010.png"})
            QVERIFY2(std::filesystem::exists((m_folder / "whole") / name), name);
        QCOMPARE(training::totalSteps(m_recipe), std::int64_t{6 + 12 + 10 + 6});
        std::int64_t last = 0;
        for (const auto& report : m_whole.all<reports::TrainingReport>()) {
            QVERIFY(report.iteration > last && report.step <= report.steps);
            last = report.iteration;
        }
        QCOMPARE(last, training::totalSteps(m_recipe));
    }

    void reportsEveryTermAndFigure() {
        std::vector<std::string> terms;
        const auto said = m_whole.of("autoencoder");
        for (const reports::Figure& term : said.back().terms)
            terms.push_back(term.name);
        QVERIFY((terms == std::vector<std::string>{"l1", "l2", "edges", "perceptual", "commitment"}));
        const auto figures = m_whole.all<reports::FiguresReport>();
        QCOMPARE(figures.size(), std::size_t{1});
        std::map<std::string, double> values;
        for (const reports::Figure& figure : figures[0].figures)
            values[figure.name] = figure.value;
        QCOMPARE(values.size(), std::size_t{11});
        QVERIFY(std::abs(values.at("latent_deviation") - 1) < 0.3);
        QVERIFY(values.at("psnr") > 5 && values.at("codes_used") > 1 &&
                values.at("perplexity") <= values.at("codes_used"));
    }

    // A longer training of the autoencoder and of the denoiser on the same images halves both losses.
    void lossesFall() {
        settings::PriorRecipe longer = m_recipe;
        longer.autoencoder.perceptual = 0;
        longer.autoencoder.optimiser.steps = 120;
        longer.autoencoder.optimiser.rate = 3e-3;
        longer.diffusion.optimiser.steps = 120;
        longer.diffusion.optimiser.rate = 3e-3;
        longer.run.report_every = 20;
        longer.run.sheet_every = 0;
        const tests::Trained trained = trainToEnd(longer, m_folder / "longer");
        QVERIFY(trained.of("features").empty());
        for (const char* part : {"autoencoder", "diffusion"}) {
            const auto reports = trained.of(part);
            QVERIFY2(reports.back().loss < 0.5 * reports.front().loss, part);
        }
    }

    void thePriorLoadsAndSamples() {
        const c10::TensorOptions options(c10::kFloat);
        const auto model =
            diffusion::loadLatentDiffusionModel((m_folder / "whole") / "prior.safetensors", options);
        QCOMPARE(model.embedder->classes(), std::int64_t{2});
        QVERIFY(model.embedder->hasUnconditional());
        QCOMPARE(model.autoencoder->factor(), std::int64_t{2});
        const at::Tensor labels = at::tensor({0, 1, 1}, at::kLong);
        const training::SamplePlan plan{.steps = 3, .guidance = 3, .seed = 4};
        const at::Tensor images = training::sampleImages(model, labels, 16, plan, options, [] {});
        QVERIFY(images.sizes() == at::IntArrayRef({3, 3, 16, 16}));
        QVERIFY(images.abs().max().item<double>() <= 1 && images.std().item<double>() > 0);
        QVERIFY(at::equal(images, training::sampleImages(model, labels, 16, plan, options, [] {})));
    }

    void stoppedAnywhereItGoesOnAsIfNothingHappened_data() {
        QTest::addColumn<int>("iteration");
        QTest::newRow("in the classifier") << 2;
        QTest::newRow("in the autoencoder, before its codebook") << 7;
        QTest::newRow("between two reports") << 10;
        QTest::newRow("in the denoiser") << 22;
        QTest::newRow("in the judge") << 30;
    }
    void stoppedAnywhereItGoesOnAsIfNothingHappened() {
        QFETCH(int, iteration);
        const std::filesystem::path folder = (m_folder / "stopped") / std::to_string(iteration);
        const tests::Trained stopped = stopAfter(iteration, folder);
        QVERIFY(stopped.lastState() == RunState::stopped);
        QVERIFY(!std::filesystem::exists(folder / "model-card.md"));
        QVERIFY(trainToEnd(m_recipe, folder, true).lastState() == RunState::finished);
        requireEqual(folder, m_folder / "whole");
    }

    // Killed: metrics run ahead of the last checkpoint, with half a line at the end.
    void killedItGoesOnFromItsLastCheckpoint() {
        const std::filesystem::path folder = m_folder / "killed";
        stopAfter(9, folder);
        std::ofstream(folder / "metrics.jsonl", std::ios::app)
            << R"({"event":"training","iteration":33,"part":"judge","step":5,"steps":6,"loss":1})"
            << "\n{\"event\":\"trai";
        trainToEnd(m_recipe, folder, true);
        requireEqual(folder, m_folder / "whole");
    }

    void aFinishedOneOnlyMeasuresAgain() {
        const std::filesystem::path folder = m_folder / "again";
        std::filesystem::copy(m_folder / "whole", folder, std::filesystem::copy_options::recursive);
        const tests::Trained again = trainToEnd(m_recipe, folder, true);
        QVERIFY(again.all<reports::TrainingReport>().empty());
        requireEqual(folder, m_folder / "whole");
    }

    void onlyLiveSettingsMayDifferOnResume() {
        settings::PriorRecipe other = m_recipe;
        other.autoencoder.optimiser.rate = 0.5;
        const QString message =
            tests::messageOf<base::InputError>([&] { trainToEnd(other, m_folder / "whole", true); });
        QVERIFY2(message.contains("autoencoder.rate = 0.001, not 0.5"), qPrintable(message));
        other = m_recipe;
        other.run.checkpoint_every = 1;
        const std::filesystem::path folder = m_folder / "live";
        std::filesystem::copy(m_folder / "whole", folder, std::filesystem::copy_options::recursive);
        QVERIFY(trainToEnd(other, folder, true).lastState() == RunState::finished);
    }

    void badInputLeavesNoFolder() {
        settings::PriorRecipe missing = m_recipe;
        missing.dataset.path = (m_folder / "nowhere").string();
        const QString message =
            tests::messageOf<base::InputError>([&] { trainToEnd(missing, m_folder / "none"); });
        QVERIFY2(message.contains("nowhere"), qPrintable(message));
        QVERIFY(!std::filesystem::exists(m_folder / "none"));
    }

    void aFolderIsTrainedInOnce() {
        const QString message =
            tests::messageOf<base::InputError>([&] { trainToEnd(m_recipe, m_folder / "whole"); });
        QVERIFY2(message.contains("already holds a training"), qPrintable(message));
    }

    void aLossThatIsNoNumberEndsIt() {
        settings::PriorRecipe wild = m_recipe;
        wild.autoencoder.perceptual = 0;
        wild.autoencoder.l2 = 1e45; // past the largest float
        const QString message =
            tests::messageOf<base::RunError>([&] { trainToEnd(wild, m_folder / "wild"); });
        QVERIFY2(message.contains("lower autoencoder.rate"), qPrintable(message));
    }
};

QTEST_GUILESS_MAIN(TrainPriorTest)
#include "train_prior_test.moc"
