#include "tests/support/golden.h"

#include <ATen/ATen.h>

#include "core/diffusion/noise_schedule.h"

using namespace ld3m;
using diffusion::BetaRule;
using diffusion::NoiseSchedule;

namespace {

at::Tensor asTensor(const std::vector<double>& values) {
    return at::tensor(values, at::kDouble);
}

template<typename Number>
at::Tensor perTimestep(const Number& number) {
    std::vector<double> values;
    for (std::int64_t t = 0; t < diffusion::kTimesteps; ++t)
        values.push_back(number(t));
    return asTensor(values);
}

} // namespace

class NoiseScheduleTest : public QObject {
    Q_OBJECT
private Q_SLOTS:
    void rules_data() {
        QTest::addColumn<int>("rule");
        QTest::addColumn<double>("start");
        QTest::addColumn<double>("end");
        QTest::newRow("linear") << int(BetaRule::linear) << 0.0015 << 0.0195;
        QTest::newRow("linear_sd") << int(BetaRule::linear) << 0.00085 << 0.012;
        QTest::newRow("cosine") << int(BetaRule::cosine) << 0.0015 << 0.0195;
        QTest::newRow("sqrt_linear") << int(BetaRule::sqrt_linear) << 0.0015 << 0.0195;
        QTest::newRow("sqrt") << int(BetaRule::sqrt) << 0.0015 << 0.0195;
    }

    void rules() {
        QFETCH(int, rule);
        QFETCH(double, start);
        QFETCH(double, end);
        const auto golden = tests::golden("diffusion/schedule.safetensors");
        const std::string name = QTest::currentDataTag();
        const NoiseSchedule schedule = NoiseSchedule::make(static_cast<BetaRule>(rule), start, end);
        LD3M_COMPARE(asTensor(schedule.betas), golden.at("betas." + name), 1e-14);
        LD3M_COMPARE(asTensor(schedule.alphas_cumprod), golden.at("alphas_cumprod." + name), 1e-14);
        LD3M_COMPARE(perTimestep([&](std::int64_t t) { return schedule.alphaBar(t); }),
                     golden.at("alphas_cumprod_f32." + name), 0);
    }

    void forwardCoefficientsAreTheModelsBuffers() {
        const auto golden = tests::golden("diffusion/schedule.safetensors");
        const NoiseSchedule schedule = NoiseSchedule::make();
        LD3M_COMPARE(perTimestep([&](std::int64_t t) { return schedule.signal(t); }),
                     golden.at("buf.sqrt_alphas_cumprod"), 0);
        LD3M_COMPARE(perTimestep([&](std::int64_t t) { return schedule.noise(t); }),
                     golden.at("buf.sqrt_one_minus_alphas_cumprod"), 0);
    }

    void linearEndsExactly() {
        const NoiseSchedule schedule = NoiseSchedule::make(BetaRule::sqrt_linear, 0.25, 0.75);
        QCOMPARE(schedule.betas.front(), 0.25);
        QCOMPARE(schedule.betas.back(), 0.75);
        QCOMPARE(schedule.alphas_cumprod.front(), 0.75);
        QCOMPARE(schedule.betas.size(), std::size_t{1000});
    }
};

QTEST_APPLESS_MAIN(NoiseScheduleTest)
#include "noise_schedule_test.moc"
