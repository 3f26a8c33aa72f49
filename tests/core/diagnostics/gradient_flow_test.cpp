// The measured norms against the prior asked directly, on the reference models; draws, stops, refusals.
#include <ATen/ATen.h>

#include "core/base/error.h"
#include "core/diagnostics/gradient_flow.h"
#include "core/jobs/control.h"
#include "core/priors/latent_diffusion_prior.h"
#include "tests/support/golden_prior.h"
#include "tests/support/message_of.h"

using namespace ld3m;
using diagnostics::FlowPlan;
using diagnostics::FlowPoint;
using settings::Residual;
using settings::Sampler;

namespace {

at::Tensor slopeOf(const at::Tensor& images_M3HW, std::int64_t iteration) {
    return tests::madeUpGradient(images_M3HW) / static_cast<double>(iteration);
}

/// A linear loss that changes with the iteration; keeps what it was shown.
class ScriptedObjective final : public objectives::Objective {
public:
    struct Seen {
        std::int64_t iteration = 0;
        at::Tensor images_M3HW;
    };

    explicit ScriptedObjective(std::vector<Seen>& seen) : m_seen(seen) {}

    objectives::Match match(const at::Tensor& images_M3HW, const objectives::Turn& turn,
                            const std::function<void()>& checkpoint) override {
        const std::int64_t iteration = turn.iteration;
        checkpoint();
        m_seen.push_back({iteration, images_M3HW.clone()});
        return {0, {}, slopeOf(images_M3HW, iteration)};
    }
    void apply(const settings::ObjectiveSettings&) override {}

private:
    std::vector<Seen>& m_seen;
};

FlowPlan planOf(const std::vector<std::string>& arms, std::vector<std::int64_t> steps, std::int64_t draws) {
    FlowPlan plan{.arms = {}, .steps = std::move(steps), .draws = draws};
    for (const std::string& arm : arms)
        plan.arms.push_back(diagnostics::armNamed(arm));
    return plan;
}

} // namespace

class GradientFlowTest : public QObject {
    Q_OBJECT

    const c10::TensorOptions m_options = tests::cpu();
    std::vector<ScriptedObjective::Seen> m_seen;

    diagnostics::FlowSubject subject(bool conditional = true) {
        m_seen.clear();
        diagnostics::FlowSubject subject;
        subject.recipe = tests::goldenRecipe();
        subject.options = m_options;
        subject.context = tests::goldenContext();
        subject.model = tests::goldenModel(conditional, m_options);
        subject.objective = std::make_unique<ScriptedObjective>(m_seen);
        subject.learnables = tests::madeUpLearnables(m_options);
        if (!conditional)
            subject.learnables.conditioning = at::Tensor();
        return subject;
    }

    /// Both norms, from a prior whose settings are written out here.
    std::pair<double, double> direct(Residual residual, Sampler sampler, std::int64_t steps,
                                     std::int64_t iteration) const {
        settings::PriorSettings prior = tests::goldenRecipe().prior;
        prior.residual = residual;
        prior.sampler = sampler;
        prior.steps = steps;
        priors::LatentDiffusionPrior asked(tests::goldenModel(true, m_options), prior, tests::goldenContext(),
                                           m_options);
        const at::Tensor images_M3HW = asked.synthesize(tests::madeUpLearnables(m_options), iteration);
        const priors::Learnables gradients = asked.pullBack(slopeOf(images_M3HW, iteration));
        return {gradients.latents.square().sum().sqrt().item<double>(),
                gradients.conditioning.square().sum().sqrt().item<double>()};
    }

private Q_SLOTS:
    void initTestCase() { at::set_num_threads(1); }

    void normsAreThoseOfThePrior_data() {
        QTest::addColumn<QString>("arm");
        QTest::addColumn<int>("residual");
        QTest::addColumn<int>("sampler");
        QTest::newRow("off") << "off" << int(Residual::off) << int(Sampler::ddim);
        QTest::newRow("paper, DDIM") << "paper_ddim" << int(Residual::paper) << int(Sampler::ddim);
        QTest::newRow("paper, DDPM") << "paper_ddpm" << int(Residual::paper) << int(Sampler::ddpm);
        QTest::newRow("released") << "released" << int(Residual::released) << int(Sampler::ddim);
    }
    void normsAreThoseOfThePrior() {
        QFETCH(QString, arm);
        QFETCH(int, residual);
        QFETCH(int, sampler);
        const auto points = diagnostics::measureGradientFlow(
            subject(), planOf({arm.toStdString()}, {2, 3}, 2), diagnostics::FlowWatch{});
        QCOMPARE(int(points.size()), 2);
        for (const FlowPoint& point : points) {
            QCOMPARE(point.arm, arm.toStdString());
            QCOMPARE(int(point.latent_norms.size()), 2);
            QCOMPARE(int(point.conditioning_norms.size()), 2);
            for (std::size_t draw = 0; draw < 2; ++draw) {
                const auto [latents, conditioning] = direct(Residual(residual), Sampler(sampler), point.steps,
                                                            static_cast<std::int64_t>(draw) + 1);
                QVERIFY(latents > 0 && conditioning > 0);
                QVERIFY2(std::abs(point.latent_norms[draw] / latents - 1) < 1e-5, qPrintable(arm));
                QVERIFY2(std::abs(point.conditioning_norms[draw] / conditioning - 1) < 1e-5, qPrintable(arm));
            }
            QVERIFY2(point.latent_norms[0] != point.latent_norms[1], "draws should differ");
        }
        QVERIFY2(points[0].latent_norms[0] != points[1].latent_norms[0], "T should matter");
    }

    // A released residual of weight 0 is no residual: equal images mean equal noise.
    void armsShareTheirDraws() {
        FlowPlan plan = planOf({"off", "released"}, {3}, 2);
        plan.arms.push_back(diagnostics::releasedWithCurve("none"));
        const auto points = diagnostics::measureGradientFlow(subject(), plan, diagnostics::FlowWatch{});
        QCOMPARE(int(points.size()), 3);
        QCOMPARE(int(m_seen.size()), 6);
        for (std::size_t k = 0; k < m_seen.size(); ++k)
            QCOMPARE(m_seen[k].iteration, static_cast<std::int64_t>(k % 2) + 1);
        for (std::size_t draw = 0; draw < 2; ++draw) {
            LD3M_COMPARE(m_seen[draw].images_M3HW, m_seen[4 + draw].images_M3HW, 1e-6);
            QVERIFY(!at::allclose(m_seen[draw].images_M3HW, m_seen[2 + draw].images_M3HW));
            QVERIFY(std::abs(points[0].latent_norms[draw] / points[2].latent_norms[draw] - 1) < 1e-5);
        }
        QVERIFY(!at::allclose(m_seen[0].images_M3HW, m_seen[1].images_M3HW));
    }

    void learnablesStayAsTheyAre() {
        const auto before = subject();
        const at::Tensor latents = before.learnables.latents.clone();
        diagnostics::measureGradientFlow(before, planOf({"paper_ddpm"}, {2}, 1), diagnostics::FlowWatch{});
        QVERIFY(at::equal(latents, before.learnables.latents));
    }

    void anUnconditionalModelHasNoNormOfC() {
        const auto points = diagnostics::measureGradientFlow(subject(false), planOf({"off"}, {2}, 1),
                                                             diagnostics::FlowWatch{});
        QCOMPARE(int(points.front().latent_norms.size()), 1);
        QVERIFY(points.front().conditioning_norms.empty());
    }

    void pointsArriveStepsByStepsWithTheWorkDone() {
        QStringList told;
        std::vector<std::int64_t> done;
        diagnostics::FlowWatch watch;
        watch.measured = [&](const FlowPoint& point) {
            told += QString::fromStdString(point.arm) + QString::number(point.steps);
        };
        watch.progress = [&](const diagnostics::Arm&, std::int64_t, std::int64_t now, std::int64_t total) {
            QCOMPARE(total, std::int64_t{20});
            done.push_back(now);
        };
        diagnostics::measureGradientFlow(subject(), planOf({"off", "released"}, {2, 3}, 2), watch);
        QCOMPARE(told, QStringList({"off2", "released2", "off3", "released3"}));
        QCOMPARE(done, std::vector<std::int64_t>({0, 2, 4, 6, 8, 11, 14, 17}));
    }

    // Stopped within the third point: two are whole, and the third is not told of.
    void aStopKeepsWhatWasMeasured() {
        const auto whole = diagnostics::measureGradientFlow(subject(), planOf({"off", "released"}, {2, 3}, 2),
                                                            diagnostics::FlowWatch{});
        jobs::Control control;
        int told = 0;
        diagnostics::FlowWatch watch;
        watch.checkpoint = [&] {
            if (m_seen.size() == 5)
                control.stop();
            control.checkpoint();
        };
        watch.measured = [&](const FlowPoint&) { ++told; };
        const auto points =
            diagnostics::measureGradientFlow(subject(), planOf({"off", "released"}, {2, 3}, 2), watch);
        QCOMPARE(int(points.size()), 2);
        QCOMPARE(told, 2);
        QCOMPARE(int(m_seen.size()), 5);
        for (std::size_t k = 0; k < points.size(); ++k)
            QCOMPARE(points[k].latent_norms, whole[k].latent_norms);
    }

    void whatCannotBeMeasuredIsRefused() {
        settings::Recipe recipe = tests::goldenRecipe();
        recipe.prior.checkpoint = "some.safetensors";
        recipe.dataset.path = "somewhere";
        const auto refusal = [&](const FlowPlan& plan) {
            return tests::messageOf<base::InputError>([&] { diagnostics::requireMeasurable(recipe, plan); });
        };
        QCOMPARE(refusal(planOf({"off"}, {1}, 1)), QString("(nothing was thrown)"));
        QVERIFY(refusal(planOf({"off", "released"}, {5, 1}, 1)).contains("no decay"));
        QVERIFY(refusal(planOf({"off"}, {0}, 1)).contains("prior.steps = 0"));
        QVERIFY(refusal(planOf({"off"}, {2, 1001}, 1)).contains("prior.steps = 1001"));
        QVERIFY(refusal(planOf({"off"}, {2}, 0)).contains("draws = 0"));
        QVERIFY(refusal(planOf({}, {2}, 1)).contains("nothing to measure"));
        FlowPlan custom = planOf({}, {2}, 1);
        custom.arms.push_back(diagnostics::releasedWithCurve("custom"));
        recipe.prior.residual_points = {"0:0"};
        QVERIFY(refusal(custom) != "(nothing was thrown)");
    }
};

QTEST_APPLESS_MAIN(GradientFlowTest)
#include "gradient_flow_test.moc"
