// Each operation against the published code's numbers, and against pictures small enough to do by hand.
#include <ATen/ATen.h>
#include <torch/csrc/autograd/autograd.h>

#include <QtTest>

#include "core/data/augmentation_ops.h"
#include "tests/support/golden.h"

using namespace ld3m;

namespace {

/// The numbers that the golden file stores for one operation in one mode.
class StoredDraws {
public:
    StoredDraws(const tensor::StateDict& file, const std::string& op, const std::string& mode)
        : m_file(file), m_prefix("in.draw." + op + "." + mode + "."), m_siamese(mode == "siamese") {}

    at::Tensor operator()(const char* name) const {
        const at::Tensor stored = m_file.at(m_prefix + name).flatten();
        return m_siamese ? stored.slice(0, 0, 1) : stored;
    }

private:
    const tensor::StateDict& m_file;
    std::string m_prefix;
    bool m_siamese;
};

at::Tensor integers(const std::vector<std::int64_t>& values) {
    return at::tensor(values, at::kLong);
}

/// 1, 2, 3, ... as one image [1, 1, height, width].
at::Tensor counting(std::int64_t height, std::int64_t width) {
    return at::arange(1, height * width + 1, at::kFloat).view({1, 1, height, width});
}

std::vector<float> values(const at::Tensor& x) {
    const at::Tensor plain = x.contiguous();
    return {plain.const_data_ptr<float>(), plain.const_data_ptr<float>() + plain.numel()};
}

using Floats = std::vector<float>;

} // namespace

class AugmentationOpsTest : public QObject {
    Q_OBJECT

private Q_SLOTS:
    void agreesWithThePublishedCode_data() {
        QTest::addColumn<QString>("op");
        QTest::addColumn<QString>("mode");
        for (const char* op :
             {"brightness", "saturation", "contrast", "color", "crop", "cutout", "flip", "scale", "rotate"})
            for (const char* mode : {"siamese", "perimage"})
                QTest::addRow("%s, %s", op, mode) << op << mode;
    }
    void agreesWithThePublishedCode() {
        QFETCH(QString, op);
        QFETCH(QString, mode);
        const auto file = tests::golden("objectives/dsa_ops_33.safetensors");
        const std::string name = op.toStdString() + "." + mode.toStdString();
        at::Tensor x = file.at("in.x").clone().requires_grad_(true);
        const at::Tensor y = data::operationNamed(op.toStdString(), x,
                                                  StoredDraws(file, op.toStdString(), mode.toStdString()));
        LD3M_COMPARE(y, file.at("out." + name), 1e-5);
        const at::Tensor gradient = torch::autograd::grad({y}, {x}, {file.at("in.cotangent")})[0];
        LD3M_COMPARE(gradient, file.at("grad." + name), 1e-5);
    }

    void otherNamesAreNoOperation() {
        const auto number = [](const char*) { return at::zeros({1}); };
        QVERIFY(data::operationNamed("flip", counting(3, 3), number).defined());
        QVERIFY(!data::operationNamed("flop", counting(3, 3), number).defined());
    }

    void cropMovesTheWindow() {
        const Floats down_right = {5, 6, 0, 8, 9, 0, 0, 0, 0};
        QCOMPARE(values(data::crop(counting(3, 3), integers({1}), integers({1}))), down_right);
        const Floats up = {0, 0, 0, 1, 2, 3, 4, 5, 6};
        QCOMPARE(values(data::crop(counting(3, 3), integers({-1}), integers({0}))), up);
        const at::Tensor both =
            data::crop(counting(3, 3).expand({2, 1, 3, 3}), integers({1, -1}), integers({1, 0}));
        QCOMPARE(values(both[0]), down_right);
        QCOMPARE(values(both[1]), up);
    }

    void cutoutIsClampedAtTheBorders() {
        // Side 2 (half of 4): rows centre - 1 and centre.
        QCOMPARE(data::cutoutSide(4), 2);
        QCOMPARE(values(data::cutout(counting(4, 4), integers({2}), integers({1}))),
                 (Floats{1, 2, 3, 4, 0, 0, 7, 8, 0, 0, 11, 12, 13, 14, 15, 16}));
        QCOMPARE(values(data::cutout(counting(4, 4), integers({0}), integers({4}))),
                 (Floats{1, 2, 3, 0, 5, 6, 7, 8, 9, 10, 11, 12, 13, 14, 15, 16}));
    }

    void sizesRoundAsPublished() {
        QCOMPARE(data::cropReach(32), 4);
        QCOMPARE(data::cropReach(33), 4);
        QCOMPARE(data::cropReach(36), 5); // 4.5 rounds up
        QCOMPARE(data::cutoutSide(33), 17);
    }

    void flipMirrorsBelowOneHalf() {
        QCOMPARE(values(data::flip(counting(1, 3), at::tensor({0.49F}))), (Floats{3, 2, 1}));
        QCOMPARE(values(data::flip(counting(1, 3), at::tensor({0.5F}))), (Floats{1, 2, 3}));
        QCOMPARE(values(data::flip(counting(1, 2).expand({2, 1, 1, 2}), at::tensor({0.9F, 0.1F}))),
                 (Floats{1, 2, 2, 1}));
    }

    void theMiddleOfTheDrawChangesNothing() {
        const at::Tensor half = at::tensor({0.5F});
        const at::Tensor x = at::rand({2, 3, 5, 7});
        LD3M_COMPARE(data::brightness(x, half), x, 1e-6);
        LD3M_COMPARE(data::saturation(x, half), x, 1e-6);
        LD3M_COMPARE(data::contrast(x, half), x, 1e-6);
        LD3M_COMPARE(data::rotate(x, half), x, 1e-6);
    }

    void oneParameterForAllEqualsTheSameForEach() {
        const at::Tensor x = at::rand({3, 3, 8, 6});
        const at::Tensor u = at::tensor({0.83F});
        LD3M_COMPARE(data::rotate(x, u), data::rotate(x, u.expand({3})), 1e-6);
        LD3M_COMPARE(data::scale(x, u, u), data::scale(x, u.expand({3}), u.expand({3})), 1e-6);
        LD3M_COMPARE(data::contrast(x, u), data::contrast(x, u.expand({3})), 1e-6);
        LD3M_COMPARE(data::crop(x, integers({1}), integers({-1})),
                     data::crop(x, integers({1, 1, 1}), integers({-1, -1, -1})), 0);
        LD3M_COMPARE(data::cutout(x, integers({7}), integers({2})),
                     data::cutout(x, integers({7, 7, 7}), integers({2, 2, 2})), 0);
    }
};

QTEST_APPLESS_MAIN(AugmentationOpsTest)
#include "augmentation_ops_test.moc"
