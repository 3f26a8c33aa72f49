// Runs exported and taken up again: the bundle, its proof, and its evaluation beside the run's own.
#include "core/sets/export_run.h"

#include <algorithm>

#include <ATen/ATen.h>
#include <nlohmann/json.hpp>

#include "core/base/error.h"
#include "core/distillation/evaluate_run.h"
#include "core/files/atomic_file.h"
#include "core/sets/bundle.h"
#include "core/sets/evaluate_imported.h"
#include "core/sets/import_set.h"
#include "core/sets/manifest.h"
#include "core/sets/verify_bundle.h"
#include "core/tensor/device.h"
#include "core/tensor/state_dict.h"
#include "tests/support/collect.h"
#include "tests/support/message_of.h"
#include "tests/support/temporary_folder.h"
#include "tests/support/tiny_run.h"

#include <QtTest>

using namespace ld3m;
namespace fs = std::filesystem;

class ExportRunTest : public QObject {
    Q_OBJECT

    tests::TemporaryFolder m_folder;
    settings::Recipe m_pixel, m_diffusion;
    jobs::Control m_control;
    reports::Published m_published;

    sets::Exported exported(const char* run, const char* to, std::optional<std::int64_t> iteration = {}) {
        return sets::exportRun(m_folder / run, iteration, m_folder / to, {}, m_control, m_published);
    }
    QString problem(const char* run, const char* to, std::optional<std::int64_t> iteration = {}) {
        return tests::messageOf<base::InputError>([&] { exported(run, to, iteration); });
    }

private Q_SLOTS:
    void initTestCase() {
        qputenv("LD3M_CACHE", (m_folder.path() / "cache").c_str());
        tests::writeTinyDataset(m_folder / "data", 6, 32);
        m_pixel = tests::tinyRecipe(m_folder / "data");
        m_pixel.distillation.ipc = 2;
        m_pixel.evaluation.every = 2;
        tests::runToEnd(m_pixel, m_folder / "pixel");
        m_diffusion = tests::tinyDiffusionRecipe(m_folder / "data");
        m_diffusion.prior.eta = 1; // draws noise at each step as well
        m_diffusion.distillation.iterations = 2;
        tests::runToEnd(m_diffusion, m_folder / "diffusion");
        exported("pixel", "pixel-set");
        exported("diffusion", "diffusion-set");
    }

    void theBundleIsComplete() {
        for (const char* part : {"manifest.json", "images_best.pt", "labels_best.pt", "images.safetensors",
                                 "latents.safetensors", "metrics.csv"})
            QVERIFY2(fs::is_regular_file(m_folder / "pixel-set" / part), part);
        if (images::canReadImages())
            for (const char* part : {"figures/images.png", "images/rows/0001.png", "images/columns/0000.png"})
                QVERIFY2(fs::is_regular_file(m_folder / "pixel-set" / part), part);
        QVERIFY(std::ranges::any_of(fs::directory_iterator(m_folder / "pixel-set"), [](const auto& entry) {
            return entry.path().filename().string().starts_with("events.out.tfevents.");
        }));
        for (const auto& entry : fs::directory_iterator(m_folder.path()))
            QVERIFY2(entry.path().extension() != ".unfinished", entry.path().c_str());
    }

    void theFilesAgree() {
        const auto set = sets::importSet(m_folder / "pixel-set");
        QVERIFY(set.images_M3HW.sizes().equals({4, 3, 16, 16}));
        QVERIFY(at::equal(set.labels_M, at::tensor({0, 0, 1, 1}, at::kLong)));
        QCOMPARE(set.class_names, (std::vector<std::string>{"columns", "rows"}));
        QCOMPARE(set.normalisation->name, std::string("cifar10"));
        const auto plain = tensor::readStateDict(m_folder / "pixel-set/images.safetensors");
        QVERIFY(at::allclose(plain.at("images"), set.normalisation->pixels(set.images_M3HW).clamp(0, 1), 1e-5,
                             1e-5));
        QVERIFY(at::equal(plain.at("labels"), set.labels_M));
        if (images::canReadImages()) {
            const auto picture = images::readImage(m_folder / "pixel-set/images/rows/0001.png");
            const double red = plain.at("images")[3][0][0][0].item<double>();
            QVERIFY(std::abs(picture.bytes[0] / 255.0 - red) <= 0.5 / 255 + 1e-6);
        }
    }

    void theManifestSaysWhatItIs() {
        const auto json = nlohmann::json::parse(files::readText(m_folder / "diffusion-set/manifest.json"));
        QCOMPARE(json["format"].get<std::string>(), std::string("ld3m-set"));
        QCOMPARE(json["method"]["T"].get<int>(), 2);
        QCOMPARE(json["method"]["objective"].get<std::string>(), std::string("dc"));
        QCOMPARE(json["prior"]["sha256"].get<std::string>().size(), std::size_t{64});
        QCOMPARE(json["classes"][1]["name"].get<std::string>(), std::string("rows"));
        QCOMPARE(json["images_best"]["mean"][0].get<double>(), 0.4914);
        QCOMPARE(json["images_best"]["outside"].get<double>(), 0.0); // a prior's images are clamped
        QVERIFY(json["evaluation"].is_null() && json["syn_lr"].is_null());
        const auto pixel = sets::readManifest(m_folder / "pixel-set/manifest.json");
        QCOMPARE(pixel.iteration, std::int64_t{4});
        QCOMPARE(pixel.ipc, std::int64_t{2});
        QVERIFY(pixel.evaluation && pixel.evaluation->iteration == 4 && !pixel.evaluation->rows.empty());
        QVERIFY(settings::difference(pixel.recipe, m_pixel).empty());
    }

    void metricsAreATable() {
        const auto lines =
            QString::fromStdString(files::readText(m_folder / "pixel-set/metrics.csv")).split('\n');
        QVERIFY2(lines[0].startsWith("iteration,") && lines[0].contains("loss,latent_grad_norm"),
                 qPrintable(lines[0]));
        QVERIFY2(lines[0].contains("accuracy/synthetic/convnet"), qPrintable(lines[0]));
        QCOMPARE(lines.size(), 7); // header, the start and four iterations, the end of the last line
        for (int k = 0; k <= 4; ++k) {
            QVERIFY2(lines[k + 1].startsWith(QString::number(k) + ","), qPrintable(lines[k + 1]));
            QCOMPARE(lines[k + 1].count(','), lines[0].count(','));
        }
        QVERIFY(lines[1].startsWith("0,,")); // evaluated, with no loss yet
    }

    void latentsMakeTheImagesBitForBit() {
        for (const char* set : {"pixel-set", "diffusion-set"}) {
            const auto found = sets::verifyBundle(m_folder / set, {}, {}, m_control, m_published);
            QVERIFY2(found.same() && found.images > 0, set);
        }
        // By hand, and that each of Z, c and the noise counts.
        const auto options = tensor::optionsFor(m_diffusion.device);
        const auto prior = sets::setPrior(m_diffusion, options, [] {});
        const at::Tensor stored = sets::importSet(m_folder / "diffusion-set").images_M3HW;
        QVERIFY(at::equal(sets::regenerate(m_folder / "diffusion-set", *prior, options), stored));
        const auto latents = sets::readLatents(m_folder / "diffusion-set", options);
        QCOMPARE(latents.noise.steps.size(), std::size_t{2});
        auto without = latents;
        without.values.conditioning = at::zeros_like(latents.values.conditioning);
        QVERIFY(!at::equal(prior->render(without.values, without.noise), stored));
        without = latents;
        without.noise.start = at::zeros_like(latents.noise.start);
        QVERIFY(!at::equal(prior->render(without.values, without.noise), stored));
    }

    void aChangedLatentIsFound() {
        fs::copy(m_folder / "pixel-set", m_folder / "changed", fs::copy_options::recursive);
        auto latents = sets::readLatents(m_folder / "changed", c10::TensorOptions(c10::kFloat));
        latents.values.latents[1].add_(0.25);
        sets::writeLatents(m_folder / "changed", latents);
        const auto found = sets::verifyBundle(m_folder / "changed", {}, {}, m_control, m_published);
        QCOMPARE(found.differing, std::int64_t{1});
        QVERIFY(std::abs(found.largest - 0.25) < 1e-6);
    }

    void anotherPriorIsRefused() {
        const QString message = tests::messageOf<base::InputError>([&] {
            sets::verifyBundle(m_folder / "diffusion-set", m_folder / "pixel-set/images.safetensors", {},
                               m_control, m_published);
        });
        QVERIFY2(message.contains("is not the prior that made this set") && message.contains("SHA-256"),
                 qPrintable(message));
    }

    void anEarlierIterationHasItsOwnNumbers() {
        QCOMPARE(exported("pixel", "earlier", 2).iteration, std::int64_t{2});
        const auto manifest = sets::readManifest(m_folder / "earlier/manifest.json");
        QCOMPARE(manifest.evaluation->iteration, std::int64_t{2});
        QCOMPARE(QString::fromStdString(files::readText(m_folder / "earlier/metrics.csv")).count('\n'), 4);
        QVERIFY(!at::equal(sets::importSet(m_folder / "earlier").images_M3HW,
                           sets::importSet(m_folder / "pixel-set").images_M3HW));
    }

    void targetsAreKept() {
        QVERIFY(problem("pixel", "pixel-set").contains("exists already and is kept"));
        fs::create_directory(m_folder / "empty");
        QCOMPARE(exported("pixel", "empty").images, std::int64_t{4});
        QVERIFY(problem("pixel", "new", 3).contains("no checkpoint of iteration 3"));
        QVERIFY(!fs::exists(m_folder / "new"));
        QVERIFY(problem("data", "new").contains("run.toml"));
        m_control.stop();
        QVERIFY_THROWS_EXCEPTION(jobs::Stopped, sets::exportRun(m_folder / "pixel", {}, m_folder / "stopped",
                                                                {}, m_control, m_published));
        QVERIFY(!fs::exists(m_folder / "stopped"));
    }

    void theBundleIsJudgedAsTheRunIs() {
        jobs::Control control;
        const auto own =
            distillation::evaluateRun(m_folder / "pixel", {}, m_pixel.evaluation, control, m_published);
        const auto theirs = sets::evaluateImported(
            {.set = m_folder / "pixel-set", .dataset = {}, .normalisation = {}, .overrides = {}}, control,
            m_published);
        QCOMPARE(theirs.table.rows.size(), own.rows.size());
        for (std::size_t row = 0; row < own.rows.size(); ++row)
            QCOMPARE(theirs.table.rows[row].accuracies, own.rows[row].accuracies);
        QCOMPARE(theirs.table.protocol, own.protocol);
    }

    void strangersAreJudgedWhenTheyCanBe() {
        jobs::Control control;
        fs::create_directory(m_folder / "stranger");
        for (const char* file : {"images_best.pt", "labels_best.pt"})
            fs::copy(m_folder / "diffusion-set" / file, m_folder / "stranger" / file);
        sets::ImportRequest request{.set = m_folder / "stranger",
                                    .dataset = {},
                                    .normalisation = {},
                                    .overrides = {"evaluation.epochs=2", "evaluation.runs=1",
                                                  "evaluation.width=8", "device.kind=cpu"}};
        const auto judge = [&] { return sets::evaluateImported(request, control, m_published); };
        QVERIFY(tests::messageOf<base::InputError>(judge).contains("add --dataset DIR"));
        request.dataset = (m_folder / "data").string();
        request.normalisation = "cifar10";
        const auto asked = judge();
        QCOMPARE(asked.table.rows.front().accuracies.size(), std::size_t{1});
        request.normalisation = "imagenet"; // other test images, so mostly other answers; it must run
        QVERIFY(judge().table.rows.size() == asked.table.rows.size());
        request.overrides.emplace_back("prior.steps=3");
        QVERIFY(tests::messageOf<base::InputError>(judge).contains("evaluation, dataset and device only"));
    }
};

QTEST_GUILESS_MAIN(ExportRunTest)
#include "export_run_test.moc"
