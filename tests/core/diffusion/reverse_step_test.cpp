#include "tests/support/golden.h"

#include <ATen/ATen.h>

#include "core/diffusion/reverse_step.h"

using namespace ld3m;
using diffusion::ReverseSchedule;
using diffusion::StepInputs;
using diffusion::StepNumbers;
using settings::Residual;
using settings::Sampler;

namespace {

at::Tensor number(double value) {
    return at::full({1, 1, 1, 1}, value, at::kDouble);
}

// sqrt(1 - a_t) = sqrt(0.75); with e = 1 and z = 2 the predicted start is (2 - sqrt(0.75)) / 0.5 = 2.2679492.
const StepNumbers kStep{
    .t = 7, .a_t = 0.25F, .a_prev = 0.64F, .sigma = 0, .sqrt_one_minus_a_t = 0.8660254F, .weight = 0.5F};

double stepped(Residual residual, Sampler sampler = Sampler::ddim, float sigma = 0) {
    const auto one = [](const at::Tensor& z, const at::Tensor&, const at::Tensor&) {
        return at::ones_like(z);
    };
    ReverseSchedule schedule;
    schedule.residual = residual;
    schedule.sampler = sampler;
    StepNumbers step = kStep;
    step.sigma = sigma;
    StepInputs inputs;
    inputs.z_BCHW = number(2);
    inputs.anchor_BCHW = number(1);
    inputs.noise_BCHW = number(2);
    return diffusion::reverseStep(one, schedule, step, inputs).item<double>();
}

bool near(double value, double expected) {
    return std::abs(value - expected) < 1e-6;
}

} // namespace

class ReverseStepTest : public QObject {
    Q_OBJECT
private Q_SLOTS:
    void byHand() {
        QVERIFY(near(stepped(Residual::off), 0.8 * 2.2679492 + 0.6));
        QVERIFY(near(stepped(Residual::released), 0.8 * (0.5 * 2.2679492 + 0.5) + 0.6));
        QVERIFY(near(stepped(Residual::paper), 0.5 * (0.8 * 2.2679492 + 0.6) + 0.5));
        // alpha = 0.390625: 0.8 * 0.609375 / 0.75 = 0.65 and 0.625 * 0.36 / 0.75 = 0.3
        QVERIFY(near(stepped(Residual::off, Sampler::ddpm), 0.65 * 2.2679492 + 0.3 * 2));
        QVERIFY(near(stepped(Residual::paper, Sampler::ddpm), 0.5 * (0.65 * 2.2679492 + 0.6) + 0.5));
        QVERIFY(near(stepped(Residual::off, Sampler::ddim, 0.3F),
                     0.8 * 2.2679492 + std::sqrt(1 - 0.64 - 0.09) + 0.3 * 2));
        QVERIFY(
            near(stepped(Residual::paper, Sampler::ddpm, 0.3F), 0.5 * (0.65 * 2.2679492 + 0.6) + 0.5 + 0.6));
        QVERIFY(near(stepped(Residual::released, Sampler::ddpm), 0.65 * (0.5 * 2.2679492 + 0.5) + 0.6));
    }

    void multistepByHand() {
        const auto one = [](const at::Tensor& z, const at::Tensor&, const at::Tensor&) {
            return at::ones_like(z);
        };
        ReverseSchedule schedule;
        schedule.sampler = Sampler::dpmpp_2m;
        StepInputs inputs;
        inputs.z_BCHW = at::cat({number(2), number(5)}, 1);
        inputs.anchor_BCHW = number(1);
        const auto next = [&](Residual residual, float history) {
            schedule.residual = residual;
            StepNumbers step = kStep;
            step.history = history;
            return diffusion::reverseStep(one, schedule, step, inputs);
        };
        // shrink = 0.6 / sqrt(0.75) = 0.6928203, pull = 0.8 - 0.5 * 0.6928203 = 0.4535898
        QVERIFY(near(next(Residual::off, 0)[0][0].item<double>(), 0.8 * 2.2679492 + 0.6)); // DDIM
        const at::Tensor second = next(Residual::off, 0.25F);
        QVERIFY(near(second[0][0].item<double>(), 0.6928203 * 2 + 0.4535898 * (1.25 * 2.2679492 - 0.25 * 5)));
        QVERIFY(near(second[0][1].item<double>(), 2.2679492));
        const at::Tensor released = next(Residual::released, 0.25F);
        const double mixed = 0.5 * 2.2679492 + 0.5;
        QVERIFY(near(released[0][0].item<double>(), 0.6928203 * 2 + 0.4535898 * (1.25 * mixed - 0.25 * 5)));
        QVERIFY(near(released[0][1].item<double>(), mixed));
        const at::Tensor paper = next(Residual::paper, 0);
        QVERIFY(near(paper[0][0].item<double>(), 0.5 * (0.8 * 2.2679492 + 0.6) + 0.5));
    }

    void guidanceRunsBothHalvesAsOneBatch() {
        int calls = 0;
        at::Tensor seen_t;
        const auto mean = [&](const at::Tensor& z, const at::Tensor& t, const at::Tensor& context) {
            ++calls;
            seen_t = t;
            return z + context.mean({1, 2}).view({-1, 1, 1, 1});
        };
        StepInputs inputs;
        inputs.z_BCHW = at::tensor({10.0, 20.0}).view({2, 1, 1, 1});
        inputs.conditioning_B1D = at::tensor({1.0, 2.0}).view({2, 1, 1});
        inputs.unconditional_B1D = at::tensor({0.5, 0.5}).view({2, 1, 1});
        const at::Tensor guided = diffusion::guidedNoise(mean, inputs, 7, 3);
        QCOMPARE(calls, 1);
        QVERIFY(at::equal(seen_t, at::full({4}, 7, at::kLong)));
        // e_uncond + 3 (e_cond - e_uncond): 10.5 + 3 * 0.5 and 20.5 + 3 * 1.5
        QVERIFY(at::allclose(guided.flatten(), at::tensor({12.0, 25.0})));

        const at::Tensor alone = diffusion::guidedNoise(mean, inputs, 7, 1);
        QCOMPARE(seen_t.size(0), 2);
        QVERIFY(at::allclose(alone.flatten(), at::tensor({11.0, 22.0})));
    }

    void withoutConditioningGuidanceDoesNothing() {
        bool context = true;
        const auto plain = [&](const at::Tensor& z, const at::Tensor&, const at::Tensor& c) {
            context = c.defined();
            return z * 2;
        };
        StepInputs inputs;
        inputs.z_BCHW = number(3);
        QCOMPARE(diffusion::guidedNoise(plain, inputs, 1, 3).item<double>(), 6.0);
        QVERIFY(!context);
    }
};

QTEST_APPLESS_MAIN(ReverseStepTest)
#include "reverse_step_test.moc"
