// The comparer of reference tensors: what agrees, what is damaged, what it cannot do.
#include <nlohmann/json.hpp>

#include <ATen/ATen.h>

#include "core/tensor/state_dict.h"
#include "tests/support/program.h"
#include "tests/support/temporary_folder.h"

using namespace ld3m;
using tests::Finished;
using tests::toQt;

namespace fs = std::filesystem;

namespace {

const fs::path kGolden = fs::path(LD3M_SOURCE_FOLDER) / "tests/golden";

Finished compare(const QStringList& arguments) {
    QProcess process;
    process.start(QString(LD3M_PROGRAM_FOLDER) + "/ld3m-parity", arguments);
    if (!process.waitForFinished(50000)) {
        process.kill();
        process.waitForFinished();
    }
    return {process.exitStatus() == QProcess::NormalExit ? process.exitCode() : -process.exitCode(),
            QString::fromUtf8(process.readAllStandardOutput()),
            QString::fromUtf8(process.readAllStandardError())};
}

tensor::StateDict golden(const char* file) {
    return tensor::readStateDict(kGolden / file);
}

} // namespace

class ParityTest : public QObject {
    Q_OBJECT

    tests::TemporaryFolder m_folder;

    QString written(const char* name, const tensor::StateDict& state) {
        tensor::writeStateDict(m_folder / name, state);
        return toQt(m_folder / name);
    }
    void copy(const char* name) {
        fs::copy_file(kGolden / "diffusion" / name, m_folder / name, fs::copy_options::overwrite_existing);
    }

private Q_SLOTS:
    // Every case but the longer ones of processes that occur with fewer steps as well.
    void diffusionCasesAreFine() {
        QStringList files;
        for (const auto& entry : fs::directory_iterator(kGolden / "diffusion"))
            if (const auto name = entry.path().filename().string();
                name.ends_with(".safetensors") && name.find("_S10_") == std::string::npos &&
                name.find("_S5_") == std::string::npos && name.find("_S7_") == std::string::npos)
                files << toQt(entry.path());
        const Finished done = compare(files);
        QVERIFY2(done.code == 0, qPrintable(done.out + done.error));
        QVERIFY2(done.out.contains("all ok"), qPrintable(done.out));
        QVERIFY2(done.out.contains(QString("\n%1 cases, ").arg(files.size())),
                 qPrintable(done.lines().last()));
        QVERIFY(done.lines().last().startsWith("0 files skipped that name no kind"));
        for (const char* word :
             {"grad.Z (keep)", "grad.Z (per_step)", "grad.Z (two_pass)", "out.codebook_loss"})
            QVERIFY2(done.out.contains(word), word);
    }

    void objectivesThatTheEngineHasAreFine() {
        QStringList files;
        for (const char* name :
             {"match_loss", "dc_ipc2_dsa", "dc_outer_pixel", "dm_ipc2_dsa", "mtt_dsa", "optimiser_mtt",
              "dsa_ops_33", "dsa_call_M_33", "optimiser_dc", "eval_lr", "eval_tiny", "net_convnet_gn_tiny",
              "net_resnet18_cifar_32", "net_vit_cifar_32", "init_convnet_d3_32", "init_vit_cifar_32",
              "data_pipeline"})
            files << toQt(kGolden / "objectives" / (std::string(name) + ".safetensors"));
        const Finished done = compare(files);
        QVERIFY2(done.code == 0, qPrintable(done.out + done.error));
        QVERIFY(done.out.contains(QString("\n%1 cases, ").arg(files.size())));
    }

    // Nothing of it can be recomputed, which is said and no failure.
    void numpysOwnDrawsAreLeftOut() {
        const Finished done = compare({toQt(kGolden / "objectives/get_images.safetensors")});
        QVERIFY2(done.code == 0, qPrintable(done.out + done.error));
        QVERIFY2(done.out.contains("left out") && done.out.contains("without replacement"),
                 qPrintable(done.out));
        QVERIFY(!done.out.contains("FAIL"));
    }

    void aDamagedResultIsNamed_data() {
        QTest::addColumn<QString>("tensor");
        QTest::addColumn<double>("by"); ///< of the largest magnitude
        QTest::newRow("output") << "out.16.noaa" << 1e-3;
        QTest::newRow("gradient") << "grad.48.aa" << 1e-3;
        QTest::newRow("not a number") << "out.27.aa" << std::nan("");
    }
    void aDamagedResultIsNamed() {
        QFETCH(QString, tensor);
        QFETCH(double, by);
        tensor::StateDict state = golden("diffusion/resize.safetensors");
        at::Tensor& damaged = state.tensors.at(tensor.toStdString());
        damaged = damaged.clone();
        damaged.flatten()[7] += by * damaged.abs().max().item<double>();
        const Finished done = compare({written("damaged.safetensors", state)});
        QCOMPARE(done.code, 1);
        int failures = 0;
        for (const QString& line : done.lines())
            if (line.startsWith("  FAIL")) {
                ++failures;
                QVERIFY2(line.contains(" " + tensor + " "), qPrintable(line));
            }
        QCOMPARE(failures, 1);
        QVERIFY2(done.out.contains("1 failure in 1 case"), qPrintable(done.out));
    }

    void aDamagedWeightIsSeenInTheSiblingsResults() {
        for (const char* name : {"unet_uncond_neworder.safetensors", "unet_uncond.safetensors"})
            copy(name);
        tensor::StateDict state = golden("diffusion/unet_uncond.safetensors");
        at::Tensor& bias = state.tensors.at("weight.out.2.bias");
        bias = bias + 0.01;
        written("unet_uncond.safetensors", state);
        const Finished done = compare({toQt(m_folder / "unet_uncond_neworder.safetensors")});
        QCOMPARE(done.code, 1);
        QVERIFY(done.out.contains("FAIL         out.eps"));
        QVERIFY(done.out.contains("ok           out.t_emb"));
    }

    void aResultThatNothingRecomputesIsAFailure() {
        tensor::StateDict state = golden("diffusion/resize.safetensors");
        state.tensors["grad.surprise"] = at::ones({2});
        const Finished done = compare({written("surprise.safetensors", state)});
        QCOMPARE(done.code, 1);
        QVERIFY2(done.out.contains("not compared grad.surprise"), qPrintable(done.out));
    }

    void unknownKindsAreCounted() {
        tensor::StateDict state = golden("diffusion/resize.safetensors");
        state.metadata["kind"] = "telepathy";
        const Finished done = compare({written("unknown.safetensors", state)});
        QCOMPARE(done.code, 2);
        QCOMPARE(int(done.errorLines().size()), 1);
        QVERIFY2(done.error.contains("kind telepathy"), qPrintable(done.error));
        QVERIFY2(done.out.contains("1 of kinds that nothing here recomputes"), qPrintable(done.out));
    }

    void aFileWithoutKindIsRefusedByNameAndSkippedInAFolder() {
        const fs::path folder = m_folder / "mixed";
        fs::create_directories(folder);
        tensor::StateDict state = golden("diffusion/resize.safetensors");
        tensor::writeStateDict(folder / "with.safetensors", state);
        state.metadata.erase("kind");
        tensor::writeStateDict(folder / "without.safetensors", state);
        const Finished refused = compare({toQt(folder / "without.safetensors")});
        QCOMPARE(refused.code, 2);
        QVERIFY2(refused.error.contains("without.safetensors") && refused.error.contains("kind"),
                 qPrintable(refused.error));
        const Finished skipped = compare({toQt(folder)});
        QCOMPARE(skipped.code, 0);
        QVERIFY2(skipped.lines().last().startsWith("1 file skipped that name"), qPrintable(skipped.out));
    }

    void missingPartsAreOneSentence() {
        tensor::StateDict state = golden("diffusion/released_S2_g1.safetensors");
        const Finished alone = compare({written("alone.safetensors", state)}); // its U-Net is not beside it
        QCOMPARE(alone.code, 2);
        QVERIFY2(alone.error.contains("unet_cond.safetensors"), qPrintable(alone.error));
        state.metadata.erase("guidance");
        copy("unet_cond.safetensors");
        copy("vq_f4.safetensors");
        const Finished unset = compare({written("unset.safetensors", state)});
        QCOMPARE(unset.code, 2);
        QVERIFY2(unset.error.contains("no setting guidance"), qPrintable(unset.error));
        const Finished nowhere = compare({toQt(m_folder / "nowhere")});
        QCOMPARE(nowhere.code, 2);
        QVERIFY(nowhere.error.contains("nowhere"));
    }

    void jsonHasOneObjectAQuantity() {
        const Finished done = compare({toQt(kGolden / "diffusion/unet_uncond.safetensors"), "--json"});
        QCOMPARE(done.code, 0);
        QCOMPARE(int(done.lines().size()), 3);
        for (const QString& line : done.lines()) {
            const auto object = nlohmann::json::parse(line.toStdString());
            QCOMPARE(object.at("kind").get<std::string>(), std::string("unet"));
            QCOMPARE(object.at("result").get<std::string>(), std::string("ok"));
            QVERIFY(object.at("relative").get<double>() <= object.at("allowed").get<double>());
            QVERIFY(object.at("norm").is_number() && object.at("absolute").is_number());
        }
    }

    void markdownIsATable() {
        const Finished done = compare({toQt(kGolden / "diffusion/vq_f4.safetensors"), "--markdown"});
        QCOMPARE(done.code, 0);
        QVERIFY2(done.lines().at(2).startsWith("| vq_f4 | vq | 11 | "), qPrintable(done.out));
    }

    void theToleranceCanBeTightened() {
        const QString file = toQt(kGolden / "diffusion/unet_uncond.safetensors");
        QCOMPARE(compare({file, "--tolerance", "1e-9"}).code, 1);
        QCOMPARE(compare({file, "--tolerance", "1e-3"}).code, 0);
    }

    void otherPrecisions() {
        const QString file = toQt(kGolden / "diffusion/unet_cond.safetensors");
        const Finished twice = compare({file, "--precision", "fp64"});
        QVERIFY2(twice.code == 0, qPrintable(twice.out));
        QVERIFY(twice.error.contains("held to the tolerances of fp32"));
        const Finished coarse = compare({file, "--precision", "bf16"});
        QVERIFY2(coarse.code == 0, qPrintable(coarse.out + coarse.error));
        QCOMPARE(compare({file, "--precision", "bf16", "--tolerance", "1e-4"}).code, 1);
        QCOMPARE(compare({file, "--precision", "half"}).code, 2);
        QCOMPARE(compare({file, "--precision", "tf32"}).code, 2); // a CPU has none
    }
};

QTEST_APPLESS_MAIN(ParityTest)
#include "parity_test.moc"
