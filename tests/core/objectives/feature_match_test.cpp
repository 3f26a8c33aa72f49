// Distribution matching of a class: the published numbers, pieces, and the gradient against differences.
#include "core/objectives/feature_match.h"

#include <ATen/Parallel.h>

#include <nlohmann/json.hpp>

#include "core/data/augmentation.h"
#include "core/networks/convnet.h"
#include "core/objectives/pieces.h"
#include "core/tensor/random.h"
#include "tests/support/golden.h"

using namespace ld3m;

namespace {

networks::Parameters drawn(const networks::Network& network, at::ScalarType type) {
    at::Generator generator = tensor::generator(7);
    return networks::initialise(network, generator, at::TensorOptions(type));
}

at::Tensor unchanged(const at::Tensor& x) {
    return x;
}

} // namespace

class FeatureMatchTest : public QObject {
    Q_OBJECT

private Q_SLOTS:
    void initTestCase() { at::set_num_threads(1); }

    void matchingIsThePublishedOne_data() {
        QTest::addColumn<QString>("name");
        QTest::addColumn<bool>("twice");
        for (const char* name : {"dm_ipc1_none", "dm_ipc1_dsa", "dm_ipc2_none", "dm_ipc2_dsa"})
            for (const bool twice : {false, true})
                QTest::addRow("%s, %s", name, twice ? "fp64" : "fp32") << name << twice;
    }
    void matchingIsThePublishedOne() {
        QFETCH(QString, name);
        QFETCH(bool, twice);
        const tensor::StateDict file = tests::golden("objectives/" + name.toStdString() + ".safetensors");
        const auto number = [&](const char* key) { return std::stoll(file.metadata.at(key)); };
        const auto seeds = nlohmann::json::parse(file.metadata.at("seeds")).get<std::vector<std::uint64_t>>();
        const auto strategies =
            seeds.empty() ? std::vector<data::Strategy>()
                          : data::strategiesNamed({"color", "crop", "cutout", "flip", "scale", "rotate"});
        const auto type = twice ? at::kDouble : at::kFloat;
        const networks::ConvNet network({.resolution = number("res"),
                                         .classes = number("num_classes"),
                                         .width = number("width"),
                                         .depth = number("depth")});
        networks::Parameters parameters;
        for (const networks::ParameterSpec& spec : network.specs())
            parameters.push_back(file.at("weight." + spec.name).to(type));

        const auto images = file.at("in.syn").to(type).chunk(number("num_classes"));
        std::vector<at::Tensor> real, synthetic, losses, gradients;
        for (std::int64_t label = 0; label < number("num_classes"); ++label) {
            const auto augment = [&](const at::Tensor& x_BCHW) {
                return seeds.empty() ? x_BCHW : data::augmentSiamese(x_BCHW, strategies, seeds.at(label));
            };
            const at::Tensor real_BCHW = file.at("in.real.class" + std::to_string(label)).to(type);
            real.push_back(objectives::meanFeatures(network, parameters, augment(real_BCHW)));
            synthetic.push_back(objectives::meanFeatures(network, parameters, augment(images[label])));
            const auto match =
                objectives::matchFeatures(network, parameters, real.back(), images[label], augment);
            losses.push_back(match.loss);
            gradients.push_back(match.gradient_BCHW);
        }
        LD3M_COMPARE(at::stack(real), file.at("out.mean_real"), 1e-5);
        LD3M_COMPARE(at::stack(synthetic), file.at("out.mean_syn"), 1e-5);
        LD3M_COMPARE(at::stack(losses), file.at("out.loss_per_class"), 1e-5);
        LD3M_COMPARE(at::stack(losses).sum().view({1}), file.at("out.loss_total"), 1e-5);
        LD3M_COMPARE(at::cat(gradients), file.at("grad.images"), 1e-5);
    }

    // More images than fit one piece, and not a multiple of it.
    void piecesAddUpToTheMean() {
        const networks::ConvNet network({.resolution = 32, .classes = 3, .width = 64, .depth = 2});
        const auto parameters = drawn(network, at::kDouble);
        const at::Tensor x_BCHW = tensor::normal({23, 3, 32, 32}, 1, at::TensorOptions(at::kDouble));
        const std::int64_t piece = objectives::pieceSize(x_BCHW, parameters);
        QVERIFY(piece >= 1 && piece < 23 && 23 % piece != 0);
        const at::Tensor mean_F = objectives::meanFeatures(network, parameters, x_BCHW);
        QVERIFY(!mean_F.requires_grad());
        LD3M_COMPARE(mean_F, network.embed(x_BCHW, parameters).mean(0), 1e-12);
    }

    void theGradientIsTheSlopeOfTheLoss() {
        const networks::ConvNet network({.resolution = 12, .classes = 4, .width = 8, .depth = 2});
        const auto parameters = drawn(network, at::kDouble);
        const auto images = [](std::int64_t count, std::uint64_t seed) {
            return tensor::normal({count, 3, 12, 12}, seed, at::TensorOptions(at::kDouble));
        };
        const at::Tensor real_F = objectives::meanFeatures(network, parameters, images(9, 1));
        const at::Tensor x_BCHW = images(2, 2), direction = images(2, 3);
        const auto match = objectives::matchFeatures(network, parameters, real_F, x_BCHW, unchanged);
        const auto lossAt = [&](const at::Tensor& x) {
            return objectives::matchFeatures(network, parameters, real_F, x, unchanged).loss.item<double>();
        };
        constexpr double h = 1e-5;
        const double numeric = (lossAt(x_BCHW + h * direction) - lossAt(x_BCHW - h * direction)) / (2 * h);
        const double found = (match.gradient_BCHW * direction).sum().item<double>();
        QVERIFY2(std::abs(numeric - found) < 1e-6 * std::abs(found), qPrintable(QString::number(numeric)));
        QVERIFY(!match.loss.requires_grad() && !match.gradient_BCHW.requires_grad());
    }

    void equalImagesMatch() {
        const networks::ConvNet network({.resolution = 12, .classes = 4, .width = 8, .depth = 2});
        const auto parameters = drawn(network, at::kDouble);
        const at::Tensor x_BCHW = tensor::normal({3, 3, 12, 12}, 5, at::TensorOptions(at::kDouble));
        const at::Tensor real_F = objectives::meanFeatures(network, parameters, x_BCHW);
        const auto match = objectives::matchFeatures(network, parameters, real_F, x_BCHW, unchanged);
        QVERIFY(match.loss.item<double>() < 1e-24);
    }
};

QTEST_APPLESS_MAIN(FeatureMatchTest)
#include "feature_match_test.moc"
