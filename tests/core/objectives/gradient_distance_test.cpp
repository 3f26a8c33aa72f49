// Distances of two lists of gradients: the published numbers, values by hand, slopes.
#include "core/objectives/gradient_distance.h"

#include <torch/csrc/autograd/autograd.h>

#include "core/tensor/random.h"
#include "tests/support/golden.h"
#include "tests/support/gradient.h"

using namespace ld3m;
using objectives::gradientDistance;
using settings::Distance;

namespace {

const std::pair<Distance, const char*> kPublished[] = {
    {Distance::layerwise, "ours"}, {Distance::mse, "mse"}, {Distance::cosine, "cos"}};

at::Tensor rows(const std::vector<double>& values) {
    return at::tensor(values, at::kDouble).view({-1, 2});
}

double distance(Distance kind, const std::vector<at::Tensor>& synthetic,
                const std::vector<at::Tensor>& real) {
    return gradientDistance(kind, synthetic, real).item<double>();
}

} // namespace

class GradientDistanceTest : public QObject {
    Q_OBJECT

private Q_SLOTS:
    // One real row of this file is zero, and one synthetic row so small that the guarding number matters.
    void equalsThePublishedDistances() {
        const auto file = tests::golden("objectives/match_loss.safetensors");
        for (const auto& [kind, name] : kPublished) {
            std::vector<at::Tensor> synthetic, real, wanted;
            for (int i = 0; i < 9; ++i) {
                const std::string number = std::to_string(i);
                const at::Tensor gradient = file.at(std::string("grad.") + name + "." + number);
                if (!objectives::counts(kind, gradient.dim())) {
                    QVERIFY(at::equal(gradient, at::zeros_like(gradient)));
                    continue;
                }
                synthetic.push_back(tests::leaf(file.at("in.syn." + number)));
                real.push_back(file.at("in.real." + number));
                wanted.push_back(gradient);
            }
            const at::Tensor loss = gradientDistance(kind, synthetic, real);
            LD3M_COMPARE(loss.view({1}), file.at(std::string("out.loss.") + name), 1e-5);
            const auto found = torch::autograd::grad({loss}, synthetic);
            for (std::size_t i = 0; i < wanted.size(); ++i)
                LD3M_COMPARE(found[i], wanted[i], 1e-5);
        }
    }

    void onlyConvolutionsAndLinearLayersCountLayerwise() {
        for (const std::int64_t dimensions : {1, 2, 3, 4}) {
            QCOMPARE(objectives::counts(Distance::layerwise, dimensions), dimensions == 2 || dimensions == 4);
            QVERIFY(objectives::counts(Distance::mse, dimensions));
            QVERIFY(objectives::counts(Distance::cosine, dimensions));
        }
    }

    // Rows (3, 4) and (4, 3): cosine 24/25. Rows (0, 2) and (-1, 0): cosine 0. Second list: (1, 1) against
    // (2, 2): 1.
    void valuesByHand() {
        const std::vector<at::Tensor> synthetic = {rows({3, 4, 0, 2}), rows({1, 1})};
        const std::vector<at::Tensor> real = {rows({4, 3, -1, 0}), rows({2, 2})};
        QVERIFY(std::abs(distance(Distance::layerwise, synthetic, real) - (1 - 0.96 + 1 + 0)) < 1e-6);
        QCOMPARE(distance(Distance::mse, synthetic, real), 1.0 + 1 + 1 + 4 + 1 + 1);
        const double cosine = (12 + 12 + 0 + 0 + 2 + 2) / std::sqrt((9 + 16 + 4 + 2) * (16 + 9 + 1 + 8.0));
        QVERIFY(std::abs(distance(Distance::cosine, synthetic, real) - (1 - cosine)) < 1e-6);
    }

    // A convolution's row is everything that one output channel sees.
    void convolutionsAreRowsOfOutputChannels() {
        const at::TensorOptions options(at::kDouble);
        const at::Tensor synthetic = tensor::normal({3, 2, 5, 5}, 1, options),
                         real = tensor::normal({3, 2, 5, 5}, 2, options);
        QCOMPARE(distance(Distance::layerwise, {synthetic}, {real}),
                 distance(Distance::layerwise, {synthetic.view({3, 50})}, {real.view({3, 50})}));
        const at::Tensor scaled = synthetic * at::tensor({1.0, 20.0, 300.0}, at::kDouble).view({3, 1, 1, 1});
        QVERIFY(std::abs(distance(Distance::layerwise, {synthetic}, {scaled})) < 1e-6);
        QVERIFY(std::abs(distance(Distance::layerwise, {synthetic}, {-scaled}) - 6) < 1e-6);
        QVERIFY(distance(Distance::cosine, {synthetic}, {scaled}) > 0.1);
    }

    void aZeroRowCountsOneAndPullsNowhere() {
        const at::Tensor synthetic = tests::leaf(rows({3, 4}));
        for (const Distance kind : {Distance::layerwise, Distance::cosine}) {
            const at::Tensor loss = gradientDistance(kind, {synthetic}, {rows({0, 0})});
            QCOMPARE(loss.item<double>(), 1.0);
            QVERIFY(at::equal(tests::gradient(loss, synthetic), rows({0, 0})));
            QCOMPARE(distance(kind, {rows({0, 0})}, {rows({3, 4})}), 1.0);
        }
    }

    void slopes() {
        const at::TensorOptions options(at::kDouble);
        const std::vector<at::Tensor> real = {tensor::normal({3, 2, 3, 3}, 1, options),
                                              tensor::normal({4, 6}, 2, options)};
        const at::Tensor other = tensor::normal({4, 6}, 3, options);
        for (const auto& [kind, name] : kPublished) {
            const auto loss = [&, of = kind](const at::Tensor& x) {
                return gradientDistance(of, {x, other}, real);
            };
            const double error = tests::slopeError(loss, tensor::normal({3, 2, 3, 3}, 4, options),
                                                   tensor::normal({3, 2, 3, 3}, 5, options));
            QVERIFY2(error < 1e-8, name);
        }
    }
};

QTEST_APPLESS_MAIN(GradientDistanceTest)
#include "gradient_distance_test.moc"
