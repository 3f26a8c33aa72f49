// DPM-Solver++(2M) against the exact flow of Gaussian data, whose denoiser is known in closed form: halving
// the steps' length divides a first-order sampler's error by two and a second-order one's by four.
#include "tests/support/golden.h"

#include <cmath>

#include "core/diffusion/reverse_process.h"

using namespace ld3m;
using settings::Sampler;

namespace {

constexpr double kDataVariance = 0.25;

class GaussianFlow {
public:
    GaussianFlow(Sampler sampler, std::int64_t steps) {
        settings::PriorSettings prior;
        prior.sampler = sampler;
        prior.steps = steps;
        prior.residual = settings::Residual::off;
        m_process.schedule = diffusion::makeReverseSchedule(m_noise, prior);
        // E[x0 | z] = sqrt(a) v z / (a v + 1 - a), and e follows from z = sqrt(a) x0 + sqrt(1 - a) e.
        m_process.denoiser = [this](const at::Tensor& z, const at::Tensor& t, const at::Tensor&) {
            const double a = m_noise.alphaBar(t[0].item<std::int64_t>());
            const at::Tensor x0 = std::sqrt(a) * kDataVariance / variance(a) * z;
            return (z - std::sqrt(a) * x0) / std::sqrt(1 - a);
        };
        m_process.quantize = [](const at::Tensor& z) { return z; };
        m_process.output = [](const at::Tensor& z) { return z; };
    }

    /// How far from the exact end sqrt(variance(0) / variance(T)) z_T the sampler stops, for z_T = 1.
    double error() const {
        const double start = m_process.schedule.start_signal;
        diffusion::ReverseInputs inputs;
        inputs.latents_BCHW = at::full({1, 1, 1, 1}, 1 / start, at::kDouble);
        inputs.start_noise_BCHW = at::zeros({1, 1, 1, 1}, at::kDouble);
        const double last = m_noise.alphaBar(m_process.schedule.steps.front().t);
        const double exact = std::sqrt(variance(m_noise.alphaBar(0)) / variance(last));
        return std::abs(m_process.sample(inputs).item<double>() - exact);
    }

private:
    static double variance(double a) { return a * kDataVariance + 1 - a; }

    diffusion::NoiseSchedule m_noise = diffusion::NoiseSchedule::make();
    diffusion::ReverseProcess m_process;
};

double order(Sampler sampler) {
    return std::log2(GaussianFlow(sampler, 50).error() / GaussianFlow(sampler, 100).error());
}

} // namespace

class MultistepSamplerTest : public QObject {
    Q_OBJECT
private Q_SLOTS:
    void convergesBySecondOrder() {
        QVERIFY2(std::abs(order(Sampler::ddim) - 1) < 0.25,
                 qPrintable(QString::number(order(Sampler::ddim))));
        QVERIFY2(order(Sampler::dpmpp_2m) > 1.5, qPrintable(QString::number(order(Sampler::dpmpp_2m))));
    }

    void isMoreAccurateThanDdim() {
        for (const std::int64_t steps : {10, 20, 50})
            QVERIFY(GaussianFlow(Sampler::dpmpp_2m, steps).error() <
                    0.6 * GaussianFlow(Sampler::ddim, steps).error());
    }

    void oneStepIsDdim() {
        QVERIFY(std::abs(GaussianFlow(Sampler::dpmpp_2m, 1).error() -
                         GaussianFlow(Sampler::ddim, 1).error()) < 1e-6);
    }
};

QTEST_APPLESS_MAIN(MultistepSamplerTest)
#include "multistep_sampler_test.moc"
