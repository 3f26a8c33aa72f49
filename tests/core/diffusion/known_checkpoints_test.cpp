// The published structures, spelled out by the program, against the lists of the real files.
#include "core/diffusion/known_checkpoints.h"

#include <QtTest>

#include "core/diffusion/compvis_structure.h"
#include "tests/support/torch_file.h"

using namespace ld3m;

namespace {

tests::Shapes published(const std::string& list) {
    return tests::shapesIn(std::filesystem::path(LD3M_SOURCE_FOLDER) / "tests/golden/checkpoints" /
                           ("keys_" + list + ".txt"));
}

const diffusion::KnownCheckpoint& known(const std::string& name) {
    for (const diffusion::KnownCheckpoint& each : diffusion::knownCheckpoints())
        if (each.name == name)
            return each;
    throw std::logic_error("no known checkpoint " + name);
}

} // namespace

class KnownCheckpointsTest : public QObject {
    Q_OBJECT
private Q_SLOTS:
    void structuresAreThePublishedOnes_data() {
        QTest::addColumn<QString>("list");
        QTest::addColumn<int>("tensors");
        QTest::newRow("cin256-v2") << "cin256-v2" << 894;
        QTest::newRow("cin") << "cin-ldm-vq-f8" << 926;
        QTest::newRow("ffhq256") << "ffhq-ldm-vq-4" << 573;
    }
    void structuresAreThePublishedOnes() {
        QFETCH(QString, list);
        QFETCH(int, tensors);
        const tests::Shapes shapes = published(list.toStdString());
        QCOMPARE(int(shapes.size()), tensors);
        QVERIFY(known(QTest::currentDataTag()).tensors == shapes);
        const diffusion::Comparison nearest = diffusion::nearestKnown(shapes);
        QCOMPARE(nearest.known->name, std::string(QTest::currentDataTag()));
        QVERIFY(nearest.same());
        QCOMPARE(nearest.likeness, 1.0);
    }

    // A first stage is published with and without the model around it.
    void autoencodersAreTheirFirstStages() {
        for (const auto& [alone, whole] : {std::pair{"vq-f4", "cin256-v2"}, std::pair{"vq-f8", "cin"}}) {
            diffusion::TensorShapes expected;
            const std::string start = "first_stage_model.";
            for (const auto& [name, shape] : known(whole).tensors)
                if (name.starts_with(start))
                    expected[name.substr(start.size())] = shape;
            QVERIFY(known(alone).tensors == expected);
        }
    }

    void klAutoencodersHaveMomentsAndNoCodes() {
        for (const auto& [name, channels] : {std::pair{"kl-f4", 3}, std::pair{"kl-f8", 4}}) {
            const auto& tensors = known(name).tensors;
            QVERIFY(!tensors.contains("quantize.embedding.weight"));
            QCOMPARE(tensors.at("quant_conv.weight"), (diffusion::Shape{2 * channels, 2 * channels, 1, 1}));
            QCOMPARE(tensors.at("encoder.conv_out.weight"), (diffusion::Shape{2 * channels, 512, 3, 3}));
            QCOMPARE(tensors.at("post_quant_conv.weight"), (diffusion::Shape{channels, channels, 1, 1}));
        }
        QVERIFY(known("kl-f8").tensors.contains("decoder.up.3.upsample.conv.weight"));
        QVERIFY(!known("kl-f4").tensors.contains("decoder.up.3.upsample.conv.weight"));
    }

    void differencesAreNamed() {
        tests::Shapes shapes = published("cin256-v2");
        shapes.erase("model.diffusion_model.out.2.bias");
        shapes["model.diffusion_model.extra.weight"] = {1};
        shapes["cond_stage_model.embedding.weight"] = {11, 512};
        const diffusion::Comparison nearest = diffusion::nearestKnown(shapes);
        QCOMPARE(nearest.known->name, std::string("cin256-v2"));
        QVERIFY(!nearest.same());
        QCOMPARE(nearest.missing, std::vector<std::string>{"model.diffusion_model.out.2.bias"});
        QCOMPARE(nearest.surplus, std::vector<std::string>{"model.diffusion_model.extra.weight"});
        QCOMPARE(
            nearest.misshapen,
            std::vector<std::string>{"cond_stage_model.embedding.weight [11, 512] instead of [1001, 512]"});
        QCOMPARE(nearest.likeness, 892.0 / 895.0);
    }

    void strangersHaveNothingInCommon() {
        QCOMPARE(diffusion::nearestKnown({{"layer.weight", {2}}}).likeness, 0.0);
        QCOMPARE(diffusion::nearestKnown({}).likeness, 0.0);
    }
};

QTEST_APPLESS_MAIN(KnownCheckpointsTest)
#include "known_checkpoints_test.moc"
