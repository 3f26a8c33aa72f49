#include "core/tensor/sgd.h"
#include "tests/support/golden.h"

using namespace ld3m;

namespace {

at::Tensor number(double value) {
    return at::full({1}, value, at::kDouble);
}

} // namespace

class SgdTest : public QObject {
    Q_OBJECT

private Q_SLOTS:
    void equalsThePublishedOptimisers_data() {
        QTest::addColumn<double>("rate_of_z");
        QTest::addColumn<bool>("z_learns");
        QTest::newRow("ld3m") << 0.1 << true;
        QTest::newRow("glad") << 1.0 << true;
        QTest::newRow("ld3m_frozen_z") << 0.1 << false;
    }
    void equalsThePublishedOptimisers() {
        QFETCH(double, rate_of_z);
        QFETCH(bool, z_learns);
        const auto file = tests::golden("objectives/optimiser_dc.safetensors");
        const std::string group = std::string("out.") + QTest::currentDataTag() + ".";
        at::Tensor z = file.at("in.z").clone(), c = file.at("in.c").clone();
        tensor::SgdMomentum of_z, of_c;
        for (const std::string step : {"step1", "step2", "step3"}) {
            of_z.step(z, z_learns ? file.at("in.grad.z." + step) : at::Tensor(), rate_of_z, 0.5);
            of_c.step(c, file.at("in.grad.c." + step), 0.1, 0.5);
            LD3M_COMPARE(z, file.at(group + "z." + step), 1e-6);
            LD3M_COMPARE(c, file.at(group + "c." + step), 1e-6);
        }
        LD3M_COMPARE(of_c.velocity, file.at(group + "momentum.c"), 1e-6);
        QCOMPARE(of_z.velocity.defined(), z_learns);
        if (z_learns)
            LD3M_COMPARE(of_z.velocity, file.at(group + "momentum.z"), 1e-6);
        else
            QVERIFY(at::equal(z, file.at("in.z")));
    }

    void aLearnedRateIsSteppedAlike() {
        const auto file = tests::golden("objectives/optimiser_dc.safetensors");
        at::Tensor rate = file.at("in.syn_lr").clone();
        tensor::SgdMomentum sgd;
        for (const std::string step : {"step1", "step2", "step3"}) {
            sgd.step(rate, file.at("in.grad.syn_lr." + step), 1e-6, 0.5);
            LD3M_COMPARE(rate, file.at("out.syn_lr." + step), 1e-7);
        }
    }

    // p = 2, decay 1/4, momentum 1/2, rate 1/10.  g = 1:  g' = 1 + 0.5 = v, p = 1.85.
    // g = -1:  g' = -1 + 0.4625 = -0.5375, v = 0.75 - 0.5375 = 0.2125, p = 1.82875.
    void weightDecayByHand() {
        at::Tensor p = number(2);
        tensor::SgdMomentum sgd;
        sgd.step(p, number(1), 0.1, 0.5, 0.25);
        LD3M_COMPARE(sgd.velocity, number(1.5), 1e-15);
        LD3M_COMPARE(p, number(1.85), 1e-15);
        sgd.step(p, number(-1), 0.1, 0.5, 0.25);
        LD3M_COMPARE(sgd.velocity, number(0.2125), 1e-14);
        LD3M_COMPARE(p, number(1.82875), 1e-15);
    }

    // The rate is outside the velocity: changing it mid-run does not rescale what was gathered.
    void theRateMayChange() {
        at::Tensor p = number(0);
        tensor::SgdMomentum sgd;
        sgd.step(p, number(1), 1, 0.5);
        sgd.step(p, number(1), 0.1, 0.5);
        LD3M_COMPARE(sgd.velocity, number(1.5), 0);
        LD3M_COMPARE(p, number(-1.15), 1e-15);
    }

    void aMissingGradientSkipsTheStep() {
        at::Tensor p = number(3);
        tensor::SgdMomentum sgd;
        sgd.step(p, {}, 0.1, 0.5, 0.25);
        QVERIFY(!sgd.velocity.defined());
        sgd.step(p, number(2), 0.1, 0.5);
        sgd.step(p, {}, 0.1, 0.5, 0.25);
        LD3M_COMPARE(sgd.velocity, number(2), 0);
        LD3M_COMPARE(p, number(2.8), 1e-15);
        sgd.step(p, number(0), 0.1, 0.5); // half of the velocity is left, not a quarter
        LD3M_COMPARE(p, number(2.7), 1e-15);
    }

    void stepsStandOutsideOfGraphs() {
        at::Tensor p = number(1).requires_grad_(true);
        tensor::SgdMomentum sgd;
        sgd.step(p, number(1).requires_grad_(true) * 2, 0.1, 0.5, 0.25);
        QVERIFY(p.is_leaf() && p.requires_grad());
        QVERIFY(!sgd.velocity.requires_grad());
    }

    void theGradientIsLeftAlone() {
        at::Tensor p = number(1);
        const at::Tensor gradient = number(4);
        tensor::SgdMomentum sgd;
        sgd.step(p, gradient, 0.1, 0.5, 0.25);
        sgd.step(p, gradient, 0.1, 0.5, 0.25);
        LD3M_COMPARE(gradient, number(4), 0);
    }
};

QTEST_APPLESS_MAIN(SgdTest)
#include "sgd_test.moc"
