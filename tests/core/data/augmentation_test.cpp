// Whole calls: which strategy a seed draws, in which order the numbers come, and what comes out.
#include <ATen/ATen.h>
#include <torch/csrc/autograd/autograd.h>

#include <QtTest>

#include <nlohmann/json.hpp>

#include "core/base/error.h"
#include "core/data/augmentation_ops.h"
#include "core/tensor/random.h"
#include "tests/support/golden.h"

using namespace ld3m;
using data::Strategy;

namespace {

const std::vector<Strategy> kAll = {Strategy::color, Strategy::crop,  Strategy::cutout,
                                    Strategy::flip,  Strategy::scale, Strategy::rotate};

std::uint64_t seedOf(const tensor::StateDict& file, const std::string& call) {
    return nlohmann::json::parse(file.metadata.at("calls")).at(call).at("seed").get<std::uint64_t>();
}

/// The published output of a per-image call, from its stored numbers.
at::Tensor perImage(const tensor::StateDict& file, const std::string& op, const at::Tensor& x) {
    return data::operationNamed(
        op, x, [&](const char* name) { return file.at("in.draw." + op + ".perimage." + name).flatten(); });
}

at::Tensor allInOrder(const at::Tensor& x, data::Draws draws) {
    at::Tensor y = x;
    for (const Strategy strategy : kAll)
        y = data::augmentBy(strategy, y, draws);
    return y;
}

} // namespace

class AugmentationTest : public QObject {
    Q_OBJECT

private Q_SLOTS:
    void seedsGiveThePublishedCalls_data() {
        QTest::addColumn<int>("size");
        for (const int size : {32, 33})
            for (const char* op : {"color", "crop", "cutout", "flip", "scale", "rotate"})
                QTest::addRow("%s, %d px", op, size) << size;
    }
    void seedsGiveThePublishedCalls() {
        QFETCH(int, size);
        const auto file = tests::golden("objectives/dsa_call_S_" + std::to_string(size) + ".safetensors");
        const std::string op = QString(QTest::currentDataTag()).section(',', 0, 0).toStdString();
        const at::Tensor x = file.at("in.x");

        const at::Tensor siamese = data::augmentSiamese(x, kAll, seedOf(file, op + ".siamese"));
        LD3M_COMPARE(siamese, file.at("out." + op + ".siamese"), 1e-5);

        at::Generator generator = tensor::generator(seedOf(file, op + ".perimage"));
        LD3M_COMPARE(data::augmentEach(x, kAll, generator), perImage(file, op, x), 0);
    }

    void allStrategiesInARowAgreeToo() {
        const auto file = tests::golden("objectives/dsa_call_M_33.safetensors");
        for (const std::string mode : {"all.siamese", "all.perimage"}) {
            at::Tensor x = file.at("in.x").clone().requires_grad_(true);
            const std::uint64_t seed = seedOf(file, mode);
            const at::Tensor y = mode == "all.siamese"
                                     ? allInOrder(x, data::Draws(seed))
                                     : allInOrder(x, data::Draws(tensor::generator(seed), x.size(0)));
            LD3M_COMPARE(y, file.at("out." + mode), 1e-5);
            LD3M_COMPARE(torch::autograd::grad({y}, {x}, {file.at("in.cotangent")})[0],
                         file.at("grad." + mode), 1e-5);
        }
    }

    void batchesOfAnySizeAreTransformedAlike() {
        const at::Tensor real = at::rand({40, 3, 16, 16});
        for (std::uint64_t seed = 0; seed < 30; ++seed)
            LD3M_COMPARE(data::augmentSiamese(real.slice(0, 0, 2), kAll, seed),
                         data::augmentSiamese(real, kAll, seed).slice(0, 0, 2), 1e-6);
    }

    void eachImageGetsItsOwnParameters() {
        const at::Tensor same = at::rand({1, 3, 16, 16}).expand({8, 3, 16, 16});
        at::Generator generator = tensor::generator(5);
        for (const Strategy strategy : kAll) {
            const at::Tensor y = data::augmentEach(same, {strategy}, generator);
            QVERIFY2((y - y[0]).abs().amax({1, 2, 3}).count_nonzero().item<std::int64_t>() > 0,
                     qPrintable(QString::number(int(strategy))));
        }
    }

    void nothingChosenChangesNothing() {
        const at::Tensor x = at::rand({2, 3, 8, 8});
        QVERIFY(data::augmentSiamese(x, {}, 7).is_same(x));
    }

    void doublePrecisionSeesTheSameDraws() {
        const at::Tensor x = at::rand({4, 3, 16, 16});
        for (std::uint64_t seed = 0; seed < 20; ++seed)
            LD3M_COMPARE(data::augmentSiamese(x, kAll, seed),
                         data::augmentSiamese(x.to(at::kDouble), kAll, seed), 1e-5);
    }

    void namesAreUnderstood() {
        QVERIFY(data::strategiesNamed({"color", "crop", "cutout", "flip", "scale", "rotate"}) == kAll);
        try {
            static_cast<void>(data::strategiesNamed({"rotat"}));
            QFAIL("an unknown name was taken");
        } catch (const base::InputError& error) {
            QVERIFY(QString(error.what()).contains("did you mean rotate?"));
        }
    }
};

QTEST_APPLESS_MAIN(AugmentationTest)
#include "augmentation_test.moc"
