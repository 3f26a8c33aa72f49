// What the doctor says about the files that people have.
#include "core/diffusion/checkpoint_report.h"

#include <ATen/ATen.h>

#include <QtTest>

#include "core/base/error.h"
#include "core/base/text.h"
#include "core/diffusion/known_checkpoints.h"
#include "tests/support/golden.h"
#include "tests/support/message_of.h"
#include "tests/support/temporary_folder.h"
#include "tests/support/torch_file.h"

using namespace ld3m;
using diffusion::CheckpointReport;

namespace {

const std::filesystem::path kGolden = LD3M_SOURCE_FOLDER "/tests/golden/checkpoints";

tests::Shapes tensorsOf(const std::string& name) {
    for (const diffusion::KnownCheckpoint& known : diffusion::knownCheckpoints())
        if (known.name == name)
            return known.tensors;
    throw std::logic_error("no known checkpoint " + name);
}

CheckpointReport examine(const tests::Shapes& shapes) {
    const tests::TemporaryFolder folder;
    tests::writeStructure(folder / "model.ckpt", shapes);
    return diffusion::examineCheckpoint(folder / "model.ckpt");
}

QString words(const std::string& text) {
    return QString::fromStdString(text);
}

} // namespace

class CheckpointReportTest : public QObject {
    Q_OBJECT
private Q_SLOTS:
    void publishedFiles_data() {
        QTest::addColumn<QString>("kind");
        QTest::addColumn<QString>("verdict");
        QTest::addColumn<QString>("mixUp");
        QTest::newRow("cin256-v2")
            << "class-conditional latent diffusion, VQ-f4 (8192 x 3), U-Net 400.9 M, 1000 classes"
            << "\"latent_diffusion\", for 1000 classes, with guidance."
            << "";
        QTest::newRow("cin")
            << "class-conditional latent diffusion, VQ-f8 (16384 x 4), U-Net 395.0 M, 1000 classes"
            << "for 1000 classes, with prior.guidance = 1"
            << "often taken for cin256-v2";
        QTest::newRow("ffhq256") << "unconditional latent diffusion, VQ-f4 (8192 x 3), U-Net 274.1 M"
                                 << "sets of any classes (it knows none)"
                                 << "knows no classes";
        QTest::newRow("vq-f4") << "autoencoder, VQ-f4 (8192 x 3), 55.3 M"
                               << "\"autoencoder\""
                               << "autoencoder alone";
        QTest::newRow("vq-f8") << "autoencoder, VQ-f8 (16384 x 4), "
                               << "\"autoencoder\""
                               << "autoencoder alone";
        QTest::newRow("kl-f4") << "autoencoder, KL-f4 (3 channels), "
                               << "\"autoencoder\""
                               << "autoencoder alone";
        QTest::newRow("kl-f8") << "autoencoder, KL-f8 (4 channels), 83.7 M"
                               << "\"autoencoder\""
                               << "autoencoder alone";
    }
    void publishedFiles() {
        QFETCH(QString, kind);
        QFETCH(QString, verdict);
        QFETCH(QString, mixUp);
        const CheckpointReport report = examine(tensorsOf(QTest::currentDataTag()));
        QVERIFY2(words(report.kind).startsWith(kind), report.kind.c_str());
        QVERIFY2(report.known.starts_with(std::string(QTest::currentDataTag()) + ": "), report.known.c_str());
        QVERIFY2(report.usable && words(report.verdict).contains(verdict), report.verdict.c_str());
        QVERIFY2(mixUp.isEmpty() ? report.mix_up.empty() : words(report.mix_up).contains(mixUp),
                 report.mix_up.c_str());
        QVERIFY(report.missing.empty() && report.surplus.empty() && report.misshapen.empty());
    }

    void structureInWords() {
        const CheckpointReport report = examine(tensorsOf("cin256-v2"));
        std::map<std::string, std::string> rows(report.architecture.begin(), report.architecture.end());
        QCOMPARE(words(rows["U-Net"]),
                 "400.9 M parameters, 192 channels x (1, 2, 3, 5), 2 residual blocks a level, "
                 "latents of 3 channels");
        QCOMPARE(words(rows["Attention"]),
                 "at levels 2, 3, 4 and in the middle, to itself and to a context of 512 numbers");
        QCOMPARE(words(rows["Class embedder"]), "1001 rows of 512 numbers");
        QCOMPARE(words(rows["Autoencoder"]),
                 "55.3 M parameters, 128 channels x (1, 2, 4), latents of 3 channels");
        QCOMPARE(words(rows["Codebook"]), "8192 codes of 3 numbers");
        QCOMPARE(report.architecture.size(), std::size_t(5));
        const auto ffhq = examine(tensorsOf("ffhq256")).architecture;
        QCOMPARE(words(ffhq[1].second), "at levels 2, 3, 4 and in the middle, to itself");
        QCOMPARE(words(examine(tensorsOf("kl-f8")).architecture.back().second), "none (KL)");
    }

    void aTrainingFile() {
        const CheckpointReport report = diffusion::examineCheckpoint(kGolden / "good/ldm_lightning.ckpt");
        QCOMPARE(words(report.container), "PyTorch archive");
        QCOMPARE(report.tensors, std::size_t(288));
        QCOMPARE(report.bytes, std::uint64_t(2211247));
        QCOMPARE(words(report.precision), "F32");
        QCOMPARE(words(report.known), "none of the published ones: user-trained");
        QCOMPARE(words(report.architecture[0].second),
                 "0.2 M parameters, 32 channels x (1), 1 residual block a level, latents of 3 channels");
        QCOMPARE(words(report.sha256), "092feaf50b04ffeb265a5cc403ab0152d6ae93a0b518801007be11e5f0966018");
        QVERIFY2(words(report.kind).startsWith("class-conditional latent diffusion, VQ-f1 (32 x 3)"),
                 report.kind.c_str());
        QVERIFY(report.usable && words(report.verdict).contains("1000 classes, with guidance"));
        const QString unused = words(base::join(report.unused, ", "));
        QVERIFY2(unused.contains("optimizer_states (2 tensors)") && unused.contains("model_ema (92 tensors)"),
                 qPrintable(unused));
        QCOMPARE(report.architecture.back().first, std::string("Averages"));
        QVERIFY(words(report.architecture.back().second).contains("used in place of the raw"));
    }

    void unetAlone() {
        tests::Shapes shapes = tensorsOf("cin256-v2");
        std::erase_if(shapes,
                      [](const auto& entry) { return !entry.first.starts_with("model.diffusion_model."); });
        const CheckpointReport report = examine(shapes);
        QCOMPARE(words(report.kind), "U-Net alone, 400.9 M");
        QVERIFY2(
            words(report.mix_up).contains("without class embedder and autoencoder") &&
                words(report.mix_up).contains("the U-Net of cin256-v2, whose whole model.ckpt is needed"),
            report.mix_up.c_str());
        QVERIFY(!report.usable && words(report.verdict).contains("holds no autoencoder"));
        QCOMPARE(report.missing.size(), std::size_t(206));
    }

    void variantsOfAPublishedFile() {
        tests::Shapes shapes = tensorsOf("cin256-v2");
        shapes["cond_stage_model.embedding.weight"] = {11, 512};
        const CheckpointReport fewer = examine(shapes);
        QVERIFY2(words(fewer.known).contains("nearest is cin256-v2"), fewer.known.c_str());
        QVERIFY2(fewer.usable && words(fewer.verdict).contains("11 classes"), fewer.verdict.c_str());
        QCOMPARE(fewer.misshapen.size(), std::size_t(1));

        shapes = tensorsOf("cin256-v2");
        shapes.erase("model.diffusion_model.middle_block.0.in_layers.0.weight");
        shapes["model.diffusion_model.logvar.weight"] = {7};
        const CheckpointReport broken = examine(shapes);
        QVERIFY(!broken.usable);
        QVERIFY2(words(broken.verdict)
                     .contains("model.diffusion_model.middle_block.0.in_layers.0.weight is missing"),
                 broken.verdict.c_str());
        const QString text = words(diffusion::toText(broken));
        QVERIFY2(text.contains(QRegularExpression(
                     "missing +1: model.diffusion_model.middle_block.0.in_layers.0.weight")) &&
                     text.contains(QRegularExpression("too much +1: model.diffusion_model.logvar.weight")),
                 qPrintable(text));
    }

    void otherFilesAreRecognised_data() {
        QTest::addColumn<QString>("file");
        QTest::addColumn<QString>("mixUp");
        QTest::newRow("images") << "good/images_best.pt"
                                << "distilled set";
        QTest::newRow("experts") << "good/replay_buffer_0.pt"
                                 << "replay buffer";
        QTest::newRow("network") << "good/bare_state_dict.pt"
                                 << "";
        QTest::newRow("nothing inside") << "safetensors/ok_empty_header.safetensors"
                                        << "";
    }
    void otherFilesAreRecognised() {
        QFETCH(QString, file);
        QFETCH(QString, mixUp);
        const CheckpointReport report = diffusion::examineCheckpoint(kGolden / file.toStdString());
        QVERIFY(!report.usable && words(report.verdict).startsWith("It cannot be used as a prior: "));
        QCOMPARE(words(report.known), "none of the published ones");
        QVERIFY2(mixUp.isEmpty() ? report.mix_up.empty() : words(report.mix_up).contains(mixUp),
                 report.mix_up.c_str());
    }

    void otherModelsAreRecognised() {
        tests::Shapes shapes = tensorsOf("kl-f8");
        shapes["cond_stage_model.transformer.text_model.final_layer_norm.weight"] = {768};
        QVERIFY(words(examine(shapes).mix_up).contains("steered by text"));
        QVERIFY(words(examine({{"down_blocks.0.resnets.0.conv1.weight", {1}}}).mix_up).contains("diffusers"));
        QVERIFY(words(examine({{"time_embed.0.weight", {4, 1}}}).mix_up).contains("without its autoencoder"));
    }

    void precisionIsCounted() {
        const tests::TemporaryFolder folder;
        tensor::StateDict state;
        state.tensors["a"] = at::zeros({300}, at::kHalf);
        state.tensors["b"] = at::zeros({100}, at::kFloat);
        tensor::writeStateDict(folder / "a.safetensors", state);
        QCOMPARE(words(diffusion::examineCheckpoint(folder / "a.safetensors").precision),
                 "F16 (75 %), F32 (25 %)");
    }

    void unsoundFilesAreRefused() {
        for (const char* name : {"hostile/eval.pt", "malformed/zip_cd_offset.pt", "malformed/html.pt"}) {
            const QString message =
                tests::messageOf<base::InputError>([&] { diffusion::examineCheckpoint(kGolden / name); });
            QVERIFY2(message.contains(name) && message.endsWith('.'), qPrintable(message));
        }
    }
};

QTEST_APPLESS_MAIN(CheckpointReportTest)
#include "checkpoint_report_test.moc"
