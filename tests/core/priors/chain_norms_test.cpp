// The chain's norms against one autograd graph of the whole unrolled process, against the update formula, and
// the prior's walk against its ordinary pull-back.
#include <ATen/ATen.h>
#include <torch/csrc/autograd/autograd.h>

#include "core/diffusion/rollout.h"
#include "core/priors/chain_norms.h"
#include "core/priors/latent_diffusion_prior.h"
#include "tests/support/golden_prior.h"

using namespace ld3m;
using diffusion::ReverseInputs;
using diffusion::ReverseProcess;
using settings::Residual;
using settings::Sampler;

namespace {

constexpr std::int64_t kSteps = 3;

ReverseInputs madeUpInputs() {
    const auto generator = at::make_generator<at::CPUGeneratorImpl>(5);
    const auto normal = [&](at::IntArrayRef shape) {
        return at::randn(shape, generator, tests::cpu(at::kDouble));
    };
    ReverseInputs inputs{.latents_BCHW = normal({2, 3, 8, 8}),
                         .conditioning_B1D = normal({2, 1, 16}),
                         .unconditional_B1D = normal({1, 1, 16}).expand({2, 1, 16}),
                         .start_noise_BCHW = normal({2, 3, 8, 8}),
                         .step_noise = {}};
    for (int k = 0; k < kSteps; ++k)
        inputs.step_noise.push_back(normal({2, 3, 8, 8}));
    return inputs;
}

std::shared_ptr<ReverseProcess> process(Residual residual, Sampler sampler) {
    static const auto unet = tests::goldenUNet(true, tests::cpu(at::kDouble));
    static const auto autoencoder = tests::smoothAutoencoder(tests::cpu(at::kDouble));
    settings::PriorSettings prior;
    prior.steps = kSteps;
    prior.residual = residual;
    prior.sampler = sampler;
    prior.eta = sampler == Sampler::ddim ? 0 : prior.eta;
    return std::make_shared<ReverseProcess>(
        ReverseProcess{.schedule = diffusion::makeReverseSchedule(diffusion::NoiseSchedule::make(), prior),
                       .denoiser = [](const at::Tensor& z, const at::Tensor& t,
                                      const at::Tensor& c) { return (*unet)(z, t, c); },
                       .quantize = [](const at::Tensor& z) { return z; },
                       .output = [](const at::Tensor& z) { return autoencoder->decode(z); },
                       .output_batch = 1});
}

double normOf(const at::Tensor& x) {
    return x.defined() ? x.square().sum().sqrt().item<double>() : 0.0;
}

/// All steps in one graph; every step has an anchor of its own, so that its share can be asked for.
priors::ChainNorms byAutograd(const ReverseProcess& chain, const ReverseInputs& inputs, const at::Tensor& r) {
    const at::AutoGradMode graph(true);
    const auto leaf = [](const at::Tensor& x) { return x.detach().clone().requires_grad_(true); };
    const bool residual = chain.schedule.residual != Residual::off;
    ReverseInputs through = inputs;
    through.latents_BCHW = leaf(inputs.latents_BCHW);
    const at::Tensor start = chain.start(through);
    std::vector<at::Tensor> wanted = {start};
    std::vector<at::Tensor> anchors;
    at::Tensor state = start;
    at::Tensor whole = start; // with the one true anchor
    const at::Tensor anchor = chain.anchor(through, start);
    for (std::size_t k = 0; k < chain.schedule.steps.size(); ++k) {
        anchors.push_back(residual ? leaf(anchor) : at::Tensor());
        state = chain.step(k, state, anchors.back(), inputs.conditioning_B1D, inputs);
        whole = chain.step(k, whole, anchor, inputs.conditioning_B1D, inputs);
        wanted.push_back(state);
    }
    const std::size_t states = wanted.size();
    if (residual)
        wanted.insert(wanted.end(), anchors.begin(), anchors.end());
    const auto found =
        torch::autograd::grad({(chain.output(state) * r).sum()}, wanted, {}, true, false, true);
    priors::ChainNorms norms;
    for (std::size_t k = 0; k < states; ++k)
        norms.states.push_back(normOf(found[k]));
    // dL/dZ through z_T with the anchors held fixed, and all of it.
    norms.latents_network =
        normOf(torch::autograd::grad({(chain.output(state) * r).sum()}, {through.latents_BCHW}, {}, true)[0]);
    const at::Tensor all =
        torch::autograd::grad({(chain.output(whole) * r).sum()}, {through.latents_BCHW})[0];
    norms.latents = normOf(all);
    if (!residual)
        return norms;
    const double q = chain.schedule.residual == Residual::paper ? chain.schedule.start_signal : 1.0;
    at::Tensor sum = at::zeros_like(all);
    for (std::size_t k = states; k < found.size(); ++k) {
        norms.residual.push_back(q * normOf(found[k]));
        if (found[k].defined())
            sum = sum + q * found[k];
    }
    norms.latents_residual = normOf(sum);
    return norms;
}

bool near(double found, double wanted) {
    return std::abs(found - wanted) <= 1e-9 * (1e-12 + std::abs(wanted));
}

bool near(const std::vector<double>& found, const std::vector<double>& wanted) {
    return std::ranges::equal(found, wanted, [](double a, double b) { return near(a, b); });
}

} // namespace

class ChainNormsTest : public QObject {
    Q_OBJECT

    static diffusion::ReverseGradients gradientsOf(const std::shared_ptr<ReverseProcess>& chain,
                                                   const ReverseInputs& inputs, const at::Tensor& r) {
        return diffusion::Rollout(chain, inputs, settings::Memory::per_step).pullBack(r);
    }
    static priors::ChainNorms normsOf(const std::shared_ptr<ReverseProcess>& chain,
                                      const ReverseInputs& inputs, const at::Tensor& r) {
        priors::ChainSquares squares;
        squares.add(gradientsOf(chain, inputs, r), chain->schedule);
        return squares.norms();
    }
    const at::Tensor m_r = at::cos(at::arange(2 * 3 * 32 * 32, at::kDouble)).view({2, 3, 32, 32});

private Q_SLOTS:
    void initTestCase() { at::set_num_threads(1); }

    void equalsAutogradOfTheWholeChain_data() {
        QTest::addColumn<int>("residual");
        QTest::addColumn<int>("sampler");
        for (const auto& [residual, name] :
             {std::pair{Residual::off, "off"}, std::pair{Residual::paper, "paper"},
              std::pair{Residual::released, "released"}})
            for (const auto& [sampler, mean] :
                 {std::pair{Sampler::ddim, "ddim"}, std::pair{Sampler::ddpm, "ddpm"}})
                QTest::newRow(qPrintable(QString("%1 %2").arg(name, mean))) << int(residual) << int(sampler);
    }
    void equalsAutogradOfTheWholeChain() {
        QFETCH(int, residual);
        QFETCH(int, sampler);
        const auto chain = process(Residual(residual), Sampler(sampler));
        const ReverseInputs inputs = madeUpInputs();
        const priors::ChainNorms found = normsOf(chain, inputs, m_r);
        const priors::ChainNorms wanted = byAutograd(*chain, inputs, m_r);
        QCOMPARE(int(found.states.size()), int(kSteps) + 1);
        QCOMPARE(found.residual.empty(), Residual(residual) == Residual::off);
        QVERIFY(near(found.states, wanted.states));
        QVERIFY(near(found.residual, wanted.residual));
        QVERIFY(near(found.latents, wanted.latents));
        QVERIFY(near(found.latents_network, wanted.latents_network));
        QVERIFY(near(found.latents_residual, wanted.latents_residual));
    }

    // z_{k+1} = (1 - w) mean + w z_T (paper), x0' = (1 - w) x0 + w quantize(Z) (released, DDIM): what reaches
    // the anchor is the next state's gradient times what multiplies the anchor.
    void theResidualTakesItsWeightOfTheNextState() {
        for (const Residual residual : {Residual::paper, Residual::released}) {
            const auto chain = process(residual, Sampler::ddim);
            const auto gradients = gradientsOf(chain, madeUpInputs(), m_r);
            for (std::size_t k = 0; k < kSteps; ++k) {
                const diffusion::StepNumbers& step = chain->schedule.steps[k];
                const double factor =
                    step.weight * (residual == Residual::paper ? 1.0 : std::sqrt(double(step.a_prev)));
                LD3M_COMPARE(gradients.anchors[k], factor * gradients.states[k + 1], 1e-12);
            }
        }
    }

    // Batches of images are parts of one norm.
    void batchesAddUp() {
        const auto chain = process(Residual::released, Sampler::ddim);
        const ReverseInputs inputs = madeUpInputs();
        priors::ChainSquares squares;
        for (std::int64_t row : {0, 1})
            squares.add(gradientsOf(chain, inputs.rows(row, 1), m_r.narrow(0, row, 1)), chain->schedule);
        const priors::ChainNorms whole = normsOf(chain, inputs, m_r);
        QVERIFY(near(squares.norms().states, whole.states));
        QVERIFY(near(squares.norms().residual, whole.residual));
        QVERIFY(near(squares.norms().latents, whole.latents));
    }

    void thePriorsWalkIsItsPullBack() {
        const c10::TensorOptions options = tests::cpu();
        for (const settings::Noise noise : {settings::Noise::iteration, settings::Noise::redraw}) {
            settings::Recipe recipe = tests::goldenRecipe();
            recipe.prior.noise = noise;
            priors::LatentDiffusionPrior prior(tests::goldenModel(true, options), recipe.prior,
                                               tests::goldenContext(), options);
            const auto learnables = tests::madeUpLearnables(options);
            const at::Tensor r = tests::madeUpGradient(prior.synthesize(learnables, 4));
            const priors::ChainNorms norms = prior.pullBackChain(r);
            prior.synthesize(learnables, 4);
            const double pulled = normOf(prior.pullBack(r).latents.to(at::kDouble));
            QVERIFY(std::abs(norms.latents / pulled - 1) < 1e-6);
            QCOMPARE(int(norms.states.size()), 3);
            QCOMPARE(int(norms.residual.size()), 2);
            QVERIFY(norms.latents <= norms.latents_network + norms.latents_residual + 1e-6);
        }
    }
};

QTEST_APPLESS_MAIN(ChainNormsTest)
#include "chain_norms_test.moc"
