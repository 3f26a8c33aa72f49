// Forecasts by hand, and the parts of the bundled prior.
#include <QtTest>

#include <c10/core/TensorOptions.h>

#include "core/distillation/iteration_cost.h"
#include "tests/support/tiny_run.h"

using namespace ld3m;
using distillation::IterationParts;

class IterationCostTest : public QObject {
    Q_OBJECT

    static settings::Recipe recipe(settings::Memory memory) {
        settings::Recipe recipe = tests::tinyDiffusionRecipe("data");
        recipe.prior.steps = 5;
        recipe.prior.memory = memory;
        recipe.distillation.ipc = 2;
        return recipe;
    }
    static IterationParts parts() {
        IterationParts parts;
        parts.latent_bytes = 10;
        parts.weight_bytes = 1000;
        parts.step_kept = 100;
        parts.step_working = 20;
        parts.output_kept = 50;
        parts.output_working = 30;
        parts.step_forward = 2;
        parts.step_pull_back = 3;
        parts.output_forward = 1;
        parts.output_pull_back = 0.5;
        parts.objective_known = true;
        parts.objective_bytes = 500;
        parts.objective_seconds = 7;
        return parts;
    }

private Q_SLOTS:
    // 4 images: 4 x (5 x 2 + 1) forward and 4 x (5 x 3 + 0.5) back, 7 s of the objective.
    void secondsOfKeptGraphs() {
        const auto forecast =
            distillation::forecastOf(recipe(settings::Memory::keep), parts(), 2, 0, 1 << 20, 1 << 20, true);
        QCOMPARE(forecast.seconds, 44 + 62 + 7.0);
        // 4 x (500 + 50) wait while the objective works; weights are there, too.
        QCOMPARE(forecast.peak_bytes, std::int64_t{1000 + 2200 + 500});
        QVERIFY(forecast.mode == settings::Memory::keep);
    }
    void recomputedStepsTakeTheForwardTwice() {
        const auto forecast = distillation::forecastOf(recipe(settings::Memory::per_step), parts(), 2, 100,
                                                       1 << 20, 1 << 20, true);
        QCOMPARE(forecast.seconds, 2 * 44 + 62 + 7.0);
        QCOMPARE(forecast.peak_bytes, std::int64_t{100 + 1000 + 4 * 6 * 10 + 500});
    }
    void redrawnNoiseTakesTheForwardTwice() {
        settings::Recipe redrawn = recipe(settings::Memory::keep);
        redrawn.prior.noise = settings::Noise::redraw;
        QCOMPARE(distillation::forecastOf(redrawn, parts(), 2, 0, 1 << 20, 1 << 20, true).seconds,
                 2 * 44 + 62 + 7.0);
    }
    void theHostsHeapKeepsMore() {
        const auto host =
            distillation::forecastOf(recipe(settings::Memory::keep), parts(), 2, 0, 1 << 20, 1 << 20, false);
        QCOMPARE(host.peak_bytes, std::int64_t{1000 + 3510});
    }
    void automaticTakesWhatFits() {
        const auto room = [](std::int64_t available) {
            return distillation::forecastOf(recipe(settings::Memory::automatic), parts(), 2, 0, available,
                                            1 << 20, true)
                .mode;
        };
        QVERIFY(room(1 << 20) == settings::Memory::keep);
        QVERIFY(room(3000) == settings::Memory::per_step);
    }

    void partsOfTheBundledPrior() {
        settings::Recipe small = recipe(settings::Memory::keep);
        small.device.threads = 1;
        const auto measured =
            distillation::measureParts(small, 2, c10::TensorOptions().dtype(c10::kFloat), [] {});
        QVERIFY(measured.latent_bytes > 0 && measured.conditioning_bytes > 0);
        QVERIFY(measured.step_kept > measured.latent_bytes && measured.output_kept > 0);
        QVERIFY(measured.step_forward > 0 && measured.step_pull_back > 0 && measured.output_forward > 0);
        QVERIFY(measured.objective_known && measured.objective_bytes > 0 && measured.objective_seconds > 0);
        const auto bytes = static_cast<std::int64_t>(std::filesystem::file_size(small.prior.checkpoint));
        QVERIFY(measured.weight_bytes > bytes / 2 && measured.weight_bytes < 4 * bytes);
        small.prior.kind = settings::PriorKind::pixel;
        const auto pixels =
            distillation::measureParts(small, 2, c10::TensorOptions().dtype(c10::kFloat), [] {});
        QCOMPARE(pixels.latent_bytes, std::int64_t{3 * 32 * 32 * 4});
        QCOMPARE(pixels.step_kept, std::int64_t{0});
    }
    void whatTheyDependOn() {
        const settings::Recipe one = recipe(settings::Memory::keep);
        settings::Recipe other = one;
        other.prior.steps = 40;
        other.distillation.latent_rate = 9;
        other.prior.memory = settings::Memory::per_step;
        QVERIFY(distillation::samePartsFor(one, other));
        other.prior.guidance = 1;
        QVERIFY(!distillation::samePartsFor(one, other));
        other = one;
        other.objective.width = 99;
        QVERIFY(!distillation::samePartsFor(one, other));
    }
};

QTEST_APPLESS_MAIN(IterationCostTest)
#include "iteration_cost_test.moc"
