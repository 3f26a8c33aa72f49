// The loop with an objective whose numbers are known: order of the steps, reports, and numbers that go bad.
#include <ATen/ATen.h>

#include <limits>

#include "core/base/error.h"
#include "core/distillation/checkpoint.h"
#include "core/distillation/distiller.h"
#include "tests/support/golden.h"
#include "tests/support/temporary_folder.h"
#include "tests/support/tiny_run.h"

using namespace ld3m;

namespace {

/// dLoss/dimages is 1 everywhere; the loss is `loss` at iteration `bad`, else the iteration's number.
class KnownObjective : public objectives::Objective {
public:
    std::int64_t bad = -1;
    std::int64_t loops = 1;
    double loss = 0;
    std::vector<std::int64_t> seen;
    std::vector<at::Tensor> between_images;

    std::int64_t outerLoops() const override { return loops; }
    void between(const at::Tensor& images_M3HW, const objectives::Turn&,
                 const std::function<void()>&) override {
        between_images.push_back(images_M3HW.clone());
    }

    objectives::Match match(const at::Tensor& images_M3HW, const objectives::Turn& turn,
                            const std::function<void()>& checkpoint) override {
        const std::int64_t iteration = turn.iteration;
        checkpoint();
        seen.push_back(iteration);
        const bool fails = iteration == bad && turn.outer == loops - 1;
        const double value = fails ? loss : static_cast<double>(iteration + 2 * turn.outer);
        return {value, {value, 0}, at::ones_like(images_M3HW)};
    }
    void apply(const settings::ObjectiveSettings&) override {}
};

} // namespace

class DistillerTest : public QObject {
    Q_OBJECT

    tests::TemporaryFolder m_folder;
    settings::Recipe m_recipe;

    struct Bench {
        projects::RunFolder folder;
        reports::Published published;
        jobs::Control control;
        distillation::RunParts parts;
        KnownObjective* objective;
        distillation::RunRecord record;
        distillation::LearnableState state;

        Bench(const std::filesystem::path& path, const settings::Recipe& recipe)
            : folder(projects::RunFolder::create(path, recipe, {})),
              parts(distillation::buildParts(recipe, published, [] {})), record(folder, published) {
            auto known = std::make_unique<KnownObjective>();
            objective = known.get();
            parts.objective = std::move(known);
            state.values = parts.prior->initialLearnables(distillation::initialImages(recipe, *parts.train),
                                                          recipe.distillation.init);
            state.values.latents = state.values.latents.clone();
        }
    };

private Q_SLOTS:
    void initTestCase() {
        qputenv("LD3M_CACHE", (m_folder.path() / "cache").c_str());
        tests::writeTinyDataset(m_folder / "data");
        m_recipe = tests::tinyRecipe(m_folder / "data");
        m_recipe.distillation.momentum = 0;
    }

    void latentsMoveAgainstTheGradient() {
        Bench bench(m_folder / "moves", m_recipe);
        const at::Tensor start = bench.state.values.latents.clone();
        distillation::Distiller(m_recipe, bench.parts, bench.state, bench.record, bench.control,
                                bench.published)
            .run();
        QCOMPARE(bench.objective->seen, (std::vector<std::int64_t>{1, 2, 3, 4}));
        const auto end =
            distillation::readCheckpoint(bench.folder.checkpointFile(4), at::TensorOptions(at::kFloat));
        LD3M_COMPARE(end.state.values.latents, start - 4 * 0.5, 1e-6);
        for (const auto& event : bench.published.events.drain())
            if (const auto* report = std::get_if<reports::IterationReport>(&event)) {
                QCOMPARE(report->loss, double(report->iteration));
                QVERIFY(std::abs(report->latent_grad_norm - std::sqrt(2 * 3 * 16 * 16)) < 1e-3);
            }
    }

    // Each loop synthesizes and steps; the line says their mean; pixels train the network as they are after
    // the step.
    void outerLoopsStepWithinAnIteration() {
        Bench bench(m_folder / "loops", m_recipe);
        bench.objective->loops = 3;
        const at::Tensor start = bench.state.values.latents.clone();
        distillation::Distiller(m_recipe, bench.parts, bench.state, bench.record, bench.control,
                                bench.published)
            .run();
        QCOMPARE(bench.objective->seen, (std::vector<std::int64_t>{1, 1, 1, 2, 2, 2, 3, 3, 3, 4, 4, 4}));
        const auto end =
            distillation::readCheckpoint(bench.folder.checkpointFile(4), at::TensorOptions(at::kFloat));
        LD3M_COMPARE(end.state.values.latents, start - 12 * 0.5, 1e-6);
        QCOMPARE(bench.objective->between_images.size(), std::size_t(8)); // none after the last
        LD3M_COMPARE(bench.objective->between_images[0], start - 0.5, 1e-6);
        LD3M_COMPARE(bench.objective->between_images[1], start - 1, 1e-6);
        LD3M_COMPARE(bench.objective->between_images[2], start - 2, 1e-6);
        for (const auto& event : bench.published.events.drain())
            if (const auto* report = std::get_if<reports::IterationReport>(&event)) {
                QVERIFY(std::abs(report->loss - double(report->iteration + 2)) < 1e-12);
                QVERIFY(!report->student_rate);
            }
    }

    // It fails in the second loop of an iteration: the first one's step is not in what is saved.
    void aHalfDoneIterationLeavesNoTrace() {
        Bench bench(m_folder / "half", m_recipe);
        bench.objective->loops = 2;
        bench.objective->bad = 3;
        bench.objective->loss = std::numeric_limits<double>::infinity();
        const at::Tensor start = bench.state.values.latents.clone();
        distillation::Distiller distiller(m_recipe, bench.parts, bench.state, bench.record, bench.control,
                                          bench.published);
        QVERIFY_THROWS_EXCEPTION(base::RunError, distiller.run());
        QCOMPARE(bench.folder.newestCheckpoint(), std::int64_t(2));
        const auto end =
            distillation::readCheckpoint(bench.folder.checkpointFile(2), at::TensorOptions(at::kFloat));
        LD3M_COMPARE(end.state.values.latents, start - 4 * 0.5, 1e-6);
    }

    void aBadLossEndsTheRunWithTheLastGoodStateSaved_data() {
        QTest::addColumn<double>("loss");
        QTest::newRow("not a number") << std::numeric_limits<double>::quiet_NaN();
        QTest::newRow("infinite") << std::numeric_limits<double>::infinity();
    }
    void aBadLossEndsTheRunWithTheLastGoodStateSaved() {
        QFETCH(double, loss);
        settings::Recipe recipe = m_recipe;
        recipe.run.checkpoint_every = 0;
        Bench bench(m_folder.path() / QTest::currentDataTag(), recipe);
        bench.objective->bad = 3;
        bench.objective->loss = loss;
        distillation::Distiller distiller(recipe, bench.parts, bench.state, bench.record, bench.control,
                                          bench.published);
        try {
            distiller.run();
            QFAIL("went on");
        } catch (const base::RunError& problem) {
            QVERIFY(QString(problem.what()).contains("iteration 3"));
            QVERIFY(QString(problem.what()).contains("lower distillation.latent_rate"));
        }
        QCOMPARE(bench.folder.checkpoints(), (std::vector<std::int64_t>{0, 2}));
    }

    void aZeroCadenceIsOff() {
        settings::Recipe recipe = m_recipe;
        recipe.run.checkpoint_every = 0;
        recipe.run.preview_every = 0;
        Bench bench(m_folder / "off", recipe);
        distillation::Distiller(recipe, bench.parts, bench.state, bench.record, bench.control,
                                bench.published)
            .run();
        QCOMPARE(bench.folder.checkpoints(), (std::vector<std::int64_t>{0, 4}));
        QCOMPARE(bench.folder.sheets(), (std::vector<std::int64_t>{0, 4}));
        QVERIFY(bench.folder.evaluations().empty());
    }
};

QTEST_GUILESS_MAIN(DistillerTest)
#include "distiller_test.moc"
