// One class: the image gradient against differences, real gradients against a plain whole-batch computation.
#include "core/objectives/class_match.h"

#include <ATen/Parallel.h>
#include <ATen/core/grad_mode.h>
#include <torch/csrc/autograd/autograd.h>

#include "core/data/augmentation.h"
#include "core/objectives/gradient_distance.h"
#include "core/tensor/random.h"
#include "tests/support/golden.h"
#include "tests/support/gradient.h"

using namespace ld3m;
using settings::Distance;
using settings::Norm;
using settings::RealGradient;

namespace {

constexpr std::int64_t kLabel = 2;

at::Tensor images(std::int64_t count, std::int64_t size, std::uint64_t seed) {
    return tensor::normal({count, 3, size, size}, seed, at::TensorOptions(at::kDouble));
}

/// A fresh network and its leaves in double precision.
struct Setting {
    std::unique_ptr<networks::Network> network;
    networks::Parameters parameters;
    Distance distance;

    Setting(const networks::NetworkShape& shape, Distance of)
        : network(networks::makeNetwork(settings::NetworkKind::convnet, shape)), distance(of) {
        at::Generator generator = tensor::generator(7);
        parameters = objectives::matchingLeaves(
            networks::initialise(*network, generator, at::TensorOptions(at::kDouble)), distance);
    }
    objectives::MatchingRule rule(RealGradient real_gradient = RealGradient::whole_batch) const {
        return {*network, parameters, distance, real_gradient};
    }
    /// The gradient of the mean cross-entropy in one go.
    std::vector<at::Tensor> plainGradient(const at::Tensor& x_BCHW) const {
        std::vector<at::Tensor> leaves;
        for (const at::Tensor& parameter : parameters)
            if (objectives::counts(distance, parameter.dim()))
                leaves.push_back(parameter);
        const at::Tensor labels_B = at::full({x_BCHW.size(0)}, kLabel, at::kLong);
        const at::Tensor loss = at::cross_entropy_loss(network->forward(x_BCHW, parameters), labels_B);
        return torch::autograd::grad({loss}, leaves);
    }
};

at::Tensor unchanged(const at::Tensor& x) {
    return x;
}

const std::pair<Norm, const char*> kNorms[] = {
    {Norm::instance, "instance"}, {Norm::group, "group"}, {Norm::layer, "layer"}, {Norm::none, "none"}};
const std::pair<Distance, const char*> kDistances[] = {
    {Distance::layerwise, "layerwise"}, {Distance::mse, "mse"}, {Distance::cosine, "cosine"}};

} // namespace

class ClassMatchTest : public QObject {
    Q_OBJECT

private Q_SLOTS:
    void initTestCase() { at::set_num_threads(1); }

    void theImageGradientIsTheSlopeOfTheLoss_data() {
        QTest::addColumn<int>("norm");
        QTest::addColumn<int>("distance");
        QTest::addColumn<bool>("augmented");
        for (const auto& [norm, norm_name] : kNorms)
            for (const auto& [distance, distance_name] : kDistances)
                for (const bool augmented : {false, true})
                    QTest::addRow("%s, %s%s", norm_name, distance_name, augmented ? ", augmented" : "")
                        << int(norm) << int(distance) << augmented;
    }
    void theImageGradientIsTheSlopeOfTheLoss() {
        QFETCH(int, norm);
        QFETCH(int, distance);
        QFETCH(bool, augmented);
        const Setting setting(
            {.resolution = 12, .classes = 4, .width = 8, .depth = 2, .norm = static_cast<Norm>(norm)},
            static_cast<Distance>(distance));
        const auto rule = setting.rule();
        const auto augment = [augmented](const at::Tensor& x) {
            return augmented ? data::augmentSiamese(x, {data::Strategy::color}, 3) : x;
        };
        const auto real = realGradient(rule, images(5, 12, 1), kLabel);
        const at::Tensor x_BCHW = images(2, 12, 2);
        const auto lossAt = [&](const at::Tensor& x) {
            return matchClass(rule, real, x, kLabel, augment).loss.item<double>();
        };

        const at::Tensor gradient_BCHW = matchClass(rule, real, x_BCHW, kLabel, augment).gradient_BCHW;
        for (std::uint64_t seed = 10; seed < 13; ++seed) {
            const at::Tensor direction = images(2, 12, seed);
            constexpr double h = 1e-6;
            const double numeric =
                (lossAt(x_BCHW + h * direction) - lossAt(x_BCHW - h * direction)) / (2 * h);
            const double exact = (gradient_BCHW * direction).sum().item<double>();
            const double scale =
                gradient_BCHW.norm().item<double>(); // of a slope along a direction of unit deviation
            QVERIFY(scale > 1e-6);
            QVERIFY2(std::abs(exact - numeric) < 1e-6 * scale,
                     qPrintable(QString("%1 %2").arg(exact).arg(numeric)));
        }
    }

    // 64 channels of 32 x 32 doubles are half a megabyte an image: eleven images take several pieces.
    void piecesGiveTheWholeBatchsGradient() {
        const Setting setting({.resolution = 32, .classes = 4, .width = 64, .depth = 2}, Distance::mse);
        const at::Tensor x_BCHW = images(11, 32, 1);
        const auto found = realGradient(setting.rule(), x_BCHW, kLabel);
        const auto wanted = setting.plainGradient(x_BCHW);
        QCOMPARE(found.size(), wanted.size());
        for (std::size_t i = 0; i < wanted.size(); ++i)
            QVERIFY((found[i] - wanted[i]).abs().max().item<double>() < 1e-12);
    }

    // Halves of 3 and 4 images weigh the same, so single images do not.
    void halvesWeighTheSame() {
        const Setting setting({.resolution = 8, .classes = 4, .width = 4, .depth = 1}, Distance::layerwise);
        const at::Tensor x_BCHW = images(7, 8, 1);
        const auto first = setting.plainGradient(x_BCHW.slice(0, 0, 3)),
                   second = setting.plainGradient(x_BCHW.slice(0, 3));
        const auto halves = realGradient(setting.rule(RealGradient::half_batches), x_BCHW, kLabel);
        const auto whole = realGradient(setting.rule(), x_BCHW, kLabel);
        for (std::size_t i = 0; i < halves.size(); ++i) {
            LD3M_COMPARE(halves[i], 0.5 * (first[i] + second[i]), 1e-12);
            LD3M_COMPARE(whole[i], (3 * first[i] + 4 * second[i]) / 7, 1e-12);
        }
        const at::Tensor one_BCHW = images(1, 8, 2); // has no halves
        LD3M_COMPARE(realGradient(setting.rule(RealGradient::half_batches), one_BCHW, kLabel)[0],
                     setting.plainGradient(one_BCHW)[0], 1e-12);
    }

    void theRealSideIsConstant() {
        for (const auto& [distance, name] : kDistances) {
            const Setting setting({.resolution = 8, .classes = 4, .width = 4, .depth = 1}, distance);
            const at::NoGradGuard noGraph; // whoever calls need not have graphs on
            const auto real = realGradient(setting.rule(), images(3, 8, 1), kLabel);
            for (const at::Tensor& gradient : real)
                QVERIFY2(!gradient.requires_grad() && !gradient.grad_fn(), name);
            const at::Tensor x_BCHW = images(2, 8, 2);
            const auto match = matchClass(setting.rule(), real, x_BCHW, kLabel, unchanged);
            QVERIFY2(!match.loss.requires_grad() && !match.gradient_BCHW.requires_grad(), name);
            QVERIFY2(!x_BCHW.requires_grad(), name);
            QVERIFY2(match.gradient_BCHW.abs().max().item<double>() > 0, name);
        }
    }

    // The same images on both sides match perfectly, whatever the augmentation: a distance of nothing.
    void equalImagesMatch() {
        const Setting setting({.resolution = 8, .classes = 4, .width = 4, .depth = 1}, Distance::mse);
        const at::Tensor x_BCHW = images(3, 8, 1);
        const auto match = matchClass(setting.rule(), realGradient(setting.rule(), x_BCHW, kLabel), x_BCHW,
                                      kLabel, unchanged);
        QVERIFY(match.loss.item<double>() < 1e-20);
        QVERIFY(match.gradient_BCHW.abs().max().item<double>() < 1e-10);
    }

    void leavesFollowTheDistance() {
        at::Generator generator = tensor::generator(1);
        const auto network = networks::makeNetwork(settings::NetworkKind::convnet,
                                                   {.resolution = 8, .width = 4, .norm = Norm::layer});
        const auto fresh = networks::initialise(*network, generator, at::TensorOptions(at::kFloat));
        for (const auto& [distance, name] : kDistances) {
            const auto leaves = objectives::matchingLeaves(fresh, distance);
            for (std::size_t i = 0; i < fresh.size(); ++i) {
                QVERIFY2(at::equal(leaves[i], fresh[i]), name);
                const bool wanted =
                    distance != Distance::layerwise || fresh[i].dim() == 4 || fresh[i].dim() == 2;
                QCOMPARE(leaves[i].requires_grad(), wanted);
                QVERIFY(!fresh[i].requires_grad());
            }
        }
    }
};

QTEST_APPLESS_MAIN(ClassMatchTest)
#include "class_match_test.moc"
