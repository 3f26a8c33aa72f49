#include "tests/support/golden.h"

#include <cmath>

#include <ATen/ATen.h>

#include "core/base/error.h"
#include "core/diffusion/reverse_schedule.h"
#include "tests/support/message_of.h"

using namespace ld3m;
using diffusion::ReverseSchedule;
using diffusion::StepNumbers;
using diffusion::timestepsOf;
using settings::Timesteps;

namespace {

settings::PriorSettings settingsOf(std::int64_t steps,
                                   settings::Residual residual = settings::Residual::released) {
    settings::PriorSettings prior;
    prior.steps = steps;
    prior.residual = residual;
    prior.timesteps = Timesteps::released;
    return prior;
}

/// One number of every step, in the goldens' ascending order.
template<typename Number>
at::Tensor ascending(const ReverseSchedule& schedule, const Number& number) {
    std::vector<double> values;
    for (const StepNumbers& step : schedule.steps)
        values.insert(values.begin(), double(number(step)));
    return at::tensor(values, at::kDouble);
}

std::vector<double> weights(const settings::PriorSettings& prior) {
    std::vector<double> found;
    for (const StepNumbers& step :
         diffusion::makeReverseSchedule(diffusion::NoiseSchedule::make(), prior).steps)
        found.push_back(double{step.weight});
    return found;
}

} // namespace

class ReverseScheduleTest : public QObject {
    Q_OBJECT
private Q_SLOTS:
    void published_data() {
        QTest::addColumn<int>("steps");
        for (const int steps : {1, 2, 5, 7, 10, 12, 15, 20, 30, 40, 50, 90, 100})
            QTest::addRow("S%d", steps) << steps;
    }

    void published() {
        QFETCH(int, steps);
        const auto golden = tests::golden("diffusion/schedule.safetensors");
        const std::string name = "ddim.S" + std::to_string(steps) + ".";
        settings::PriorSettings prior = settingsOf(steps, settings::Residual::off);
        const auto noise = diffusion::NoiseSchedule::make();
        const ReverseSchedule schedule = diffusion::makeReverseSchedule(noise, prior);
        LD3M_COMPARE(ascending(schedule, [](const auto& step) { return step.t; }),
                     golden.at(name + "timesteps"), 0);
        LD3M_COMPARE(ascending(schedule, [](const auto& step) { return step.a_t; }),
                     golden.at(name + "eta0.alphas"), 0);
        LD3M_COMPARE(ascending(schedule, [](const auto& step) { return step.a_prev; }),
                     golden.at(name + "eta0.alphas_prev"), 0);
        LD3M_COMPARE(ascending(schedule, [](const auto& step) { return step.sqrt_one_minus_a_t; }),
                     golden.at(name + "eta0.sqrt_one_minus_alphas"), 1.2e-7);
        QVERIFY(!schedule.needsStepNoise());

        prior.eta = 0.5;
        const ReverseSchedule noisy = diffusion::makeReverseSchedule(noise, prior);
        LD3M_COMPARE(ascending(noisy, [](const auto& step) { return step.sigma; }),
                     golden.at(name + "eta0.5.sigmas"), 3e-6);
        QVERIFY(noisy.needsStepNoise());
        QCOMPARE(schedule.start_signal, noise.signal(schedule.steps.front().t));
    }

    void evenTakesExactlyTheStepsAskedFor() {
        const auto golden = tests::golden("diffusion/schedule.safetensors");
        for (const std::int64_t steps : {1, 2, 5, 10, 20, 40, 50, 100}) {
            const auto& wanted = golden.at("ddim.S" + std::to_string(steps) + ".timesteps");
            QVERIFY(at::equal(at::tensor(timestepsOf(Timesteps::even, steps), at::kLong), wanted));
        }
        QCOMPARE(timestepsOf(Timesteps::even, 3), (std::vector<std::int64_t>{1, 334, 667}));
        QCOMPARE(timestepsOf(Timesteps::even, 7),
                 (std::vector<std::int64_t>{1, 143, 286, 429, 572, 715, 858}));
        for (std::int64_t steps = 1; steps <= 1000; ++steps) {
            const auto timesteps = timestepsOf(Timesteps::even, steps);
            QCOMPARE(std::int64_t(timesteps.size()), steps);
            QVERIFY(timesteps.front() >= 0 && timesteps.back() < 1000);
            QVERIFY(std::ranges::adjacent_find(timesteps, std::greater_equal<>()) == timesteps.end());
        }
    }

    void publishedRuleFailsWhereItLeavesTheRange() {
        const QString said = tests::messageOf<base::InputError>([] { timestepsOf(Timesteps::released, 3); });
        QVERIFY2(said.contains("prior.steps = 3") && said.contains("timesteps = \"even\""), qPrintable(said));
        for (std::int64_t steps = 1; steps <= 1000; ++steps) {
            const bool listed = steps == 3 || steps == 9 || steps == 27 || steps == 36 || steps == 37 ||
                                (steps >= 101 && steps <= 111) || (steps >= 251 && steps <= 333) ||
                                steps > 500;
            bool failed = false;
            try {
                timestepsOf(Timesteps::released, steps);
            } catch (const base::InputError&) {
                failed = true;
            }
            QCOMPARE(failed, listed);
        }
        QVERIFY_THROWS_EXCEPTION(base::InputError, timestepsOf(Timesteps::even, 0));
        QVERIFY_THROWS_EXCEPTION(base::InputError, timestepsOf(Timesteps::even, 1001));
    }

    void weightsFall() {
        QCOMPARE(weights(settingsOf(5)), (std::vector<double>{1, 0.75, 0.5, 0.25, 0}));
        QCOMPARE(weights(settingsOf(4, settings::Residual::paper)),
                 (std::vector<double>{1, 0.75, 0.5, 0.25}));
        QCOMPARE(weights(settingsOf(2, settings::Residual::off)), (std::vector<double>{0, 0}));
        auto quadratic = settingsOf(4, settings::Residual::paper);
        quadratic.residual_curve = settings::ResidualCurve::quadratic;
        QCOMPARE(weights(quadratic), (std::vector<double>{1, 0.5625, 0.25, 0.0625}));
    }

    void oneStepNeedsAChoice() {
        auto prior = settingsOf(1);
        const QString said = tests::messageOf<base::InputError>([&] { weights(prior); });
        QVERIFY2(said.contains("prior.residual_curve = \"constant\""), qPrintable(said));
        prior.residual_curve = settings::ResidualCurve::constant;
        QCOMPARE(weights(prior), (std::vector<double>{1}));
        QCOMPARE(weights(settingsOf(1, settings::Residual::paper)), (std::vector<double>{1}));
    }

    void ancestralSampler() {
        auto prior = settingsOf(5);
        prior.sampler = settings::Sampler::ddpm;
        QCOMPARE(weights(prior), (std::vector<double>{1, 0.75, 0.5, 0.25, 0}));
        prior.residual = settings::Residual::paper;
        const auto golden = tests::golden("diffusion/paper_ddpm_S5_g3.safetensors");
        const auto schedule = diffusion::makeReverseSchedule(diffusion::NoiseSchedule::make(), prior);
        LD3M_COMPARE(ascending(schedule, [](const auto& step) { return step.sigma; }),
                     golden.at("sched.sigma").flip(0), 1e-6);
    }

    void multistepSolver() {
        auto prior = settingsOf(4, settings::Residual::off);
        prior.timesteps = Timesteps::even;
        prior.sampler = settings::Sampler::dpmpp_2m;
        prior.eta = 1; // of no consequence: the solver adds no noise
        const auto noise = diffusion::NoiseSchedule::make();
        const auto schedule = diffusion::makeReverseSchedule(noise, prior);
        QVERIFY(schedule.multistep() && !schedule.needsStepNoise());
        const auto lambda = [&](std::int64_t t) {
            const double a = noise.alphaBar(t);
            return std::log(std::sqrt(a) / std::sqrt(1 - a));
        };
        const std::vector<std::int64_t> t = {751, 501, 251, 1, 0};
        QCOMPARE(schedule.steps[0].history, 0.0F);
        for (std::size_t k = 1; k < 4; ++k) {
            QCOMPARE(schedule.steps[k].t, t[k]);
            const double r = (lambda(t[k]) - lambda(t[k - 1])) / (lambda(t[k + 1]) - lambda(t[k]));
            QVERIFY(std::abs(schedule.steps[k].history - std::min(0.5, 1 / (2 * r))) < 1e-6);
        }
    }

    void statesOfAMultistepSolverCarryTheLastStart() {
        ReverseSchedule schedule;
        const at::Tensor z = at::ones({2, 3, 4, 4});
        QVERIFY(schedule.stateOf(z).is_same(z) && schedule.latentsOf(z).is_same(z));
        schedule.sampler = settings::Sampler::dpmpp_2m;
        const at::Tensor state = schedule.stateOf(z);
        QVERIFY(at::equal(schedule.latentsOf(state), z));
        QVERIFY(at::equal(schedule.lastStartOf(state), at::zeros_like(z)));
    }
};

QTEST_APPLESS_MAIN(ReverseScheduleTest)
#include "reverse_schedule_test.moc"
