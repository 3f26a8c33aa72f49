// The T explorer on a tiny data set through the bundled prior: what it tells, of which latents, and when not.
#include <QtTest>

#include "core/base/error.h"
#include "core/diagnostics/gradient_flow.h"
#include "core/diagnostics/step_explorer.h"
#include "core/distillation/distil.h"
#include "core/jobs/control.h"
#include "core/projects/run_folder.h"
#include "core/projects/sheet_file.h"
#include "tests/support/message_of.h"
#include "tests/support/temporary_folder.h"
#include "tests/support/tiny_run.h"

using namespace ld3m;
using reports::StepPoint;

class StepExplorerTest : public QObject {
    Q_OBJECT

    tests::TemporaryFolder m_folder;
    settings::Recipe m_recipe;

    struct Told {
        std::vector<reports::StepSubject> subjects;
        std::vector<StepPoint> points;
        std::vector<reports::Progress> progress;
    };
    static Told explore(const reports::StepQuestion& question, const std::function<void(Told&)>& asked = {}) {
        Told told;
        reports::StepWatch watch;
        watch.begun = [&](const auto& subject) { told.subjects.push_back(subject); };
        watch.measured = [&](const auto& point) { told.points.push_back(point); };
        watch.progress = [&](const auto& now) { told.progress.push_back(now); };
        watch.checkpoint = [&] {
            if (asked)
                asked(told);
        };
        try {
            diagnostics::exploreSteps(question, watch);
        } catch (const jobs::Stopped&) {
        }
        return told;
    }
    reports::StepQuestion ofRecipe(std::vector<std::int64_t> steps) const {
        return {.recipe = m_recipe, .steps = std::move(steps)};
    }

private Q_SLOTS:
    void initTestCase() {
        qputenv("LD3M_CACHE", (m_folder.path() / "cache").c_str());
        tests::writeTinyDataset(m_folder / "data");
        m_recipe = tests::tinyDiffusionRecipe(m_folder / "data");
        m_recipe.device.threads = 1;
        m_recipe.distillation.ipc = 2;
        m_recipe.evaluation.every = 0;
        m_recipe.distillation.iterations = 2;
        m_recipe.run.checkpoint_every = 1;
        jobs::Control control;
        reports::Published published;
        distillation::distil(m_recipe, m_folder / "run", false, control, published);
    }

    void imagesComeFirstThenAllOfEachT() {
        const Told told = explore(ofRecipe({2, 4, 2}));
        QCOMPARE(int(told.points.size()), 4);
        for (std::size_t i = 0; i < 4; ++i) {
            const StepPoint& point = told.points[i];
            QCOMPARE(point.steps, i < 2 ? 2 : 4);
            QCOMPARE(point.whole(), i % 2 == 1);
            QCOMPARE(int(point.sheet.class_names.size()), 2);
            QCOMPARE(point.sheet.ipc, 1);
            QCOMPARE(point.sheet.width, 32);
        }
        QVERIFY(*told.points[1].sheet.rgb != *told.points[3].sheet.rgb);
        QCOMPARE(told.progress.back().done, told.progress.back().total);
        QCOMPARE(told.subjects.front().recipe_steps, 2);
        QVERIFY(!told.subjects.front().of_run);
        QCOMPARE(told.subjects.front().images, 4);
    }

    void normsAreThoseOfDiagnose() {
        const StepPoint point = explore(ofRecipe({3})).points.back();
        const auto subject = diagnostics::subjectOfRecipe(
            m_recipe, [](auto...) {}, [] {});
        diagnostics::FlowPlan plan{.arms = {diagnostics::armNamed("released"), diagnostics::armNamed("off")},
                                   .steps = {3},
                                   .draws = 1};
        const auto flow = diagnostics::measureGradientFlow(subject, plan, {});
        QCOMPARE(point.with->latents, flow[0].latent_norms[0]);
        QCOMPARE(*point.with->conditioning, flow[0].conditioning_norms[0]);
        QCOMPARE(point.without->latents, flow[1].latent_norms[0]);
        QVERIFY(point.with->latents > 0 && point.with->latents != point.without->latents);
    }

    void timeAndMemoryGrowWithT() {
        reports::StepQuestion question = ofRecipe({2, 8});
        question.recipe.prior.memory = settings::Memory::keep;
        const Told told = explore(question);
        const StepPoint& few = told.points[1];
        const StepPoint& many = told.points[3];
        QVERIFY(few.seconds > 0 && few.peak_bytes > 0);
        QVERIFY(many.phases.synthesize + many.phases.pull_back >
                few.phases.synthesize + few.phases.pull_back);
        QVERIFY2(many.peak_bytes > 2 * few.peak_bytes, "four times the graphs");
        QCOMPARE(few.memory, std::string("keep"));
        question.recipe.prior.memory = settings::Memory::per_step;
        const StepPoint sparing = explore(question).points[3];
        QCOMPARE(sparing.memory, std::string("per_step"));
        QVERIFY(2 * sparing.peak_bytes < many.peak_bytes);
    }

    void ofARunTheNearestCheckpointIsTaken() {
        const reports::StepQuestion question{
            .recipe = {}, .run = m_folder / "run", .iteration = 50, .steps = {2}};
        const Told last = explore(question);
        QCOMPARE(last.subjects.front().iteration, 2);
        QVERIFY(last.subjects.front().of_run);
        reports::StepQuestion first = question;
        first.iteration = 0;
        const Told start = explore(first);
        QCOMPARE(start.subjects.front().iteration, 0);
        QVERIFY(start.points.back().with->latents != last.points.back().with->latents);
        QCOMPARE(start.points.back().with->latents, explore(ofRecipe({2})).points.back().with->latents);
    }

    void imagesAreThoseOfTheRunsOwnSheet() {
        const projects::RunFolder run = projects::RunFolder::open(m_folder / "run");
        const Told told = explore({.recipe = {}, .run = run.path(), .iteration = 2, .steps = {2}});
        const auto own = projects::readSheet(run.sheetFile(2));
        const auto& shown = told.points.front().sheet;
        const std::int64_t bytes = shown.height * shown.width * 3;
        for (std::int64_t label = 0; label < 2; ++label)
            for (std::int64_t i = 0; i < bytes; ++i)
                QVERIFY(std::abs(int(shown.image(label, 0)[i]) - int(own.image(label, 0)[i])) <= 1);
    }

    void nearestOfTheStoredOnes() {
        const projects::RunFolder run = projects::RunFolder::open(m_folder / "run");
        QCOMPARE(run.nearestCheckpoint(-3), 0);
        QCOMPARE(run.nearestCheckpoint(1), 1);
        QCOMPARE(run.nearestCheckpoint(99), 2);
        std::filesystem::remove(run.checkpointFile(1));
        QCOMPARE(run.nearestCheckpoint(1), 0); // the earlier of two
    }

    void aStopKeepsWhatIsWhole() {
        const Told told = explore(ofRecipe({2, 3}), [](Told& now) {
            if (now.points.size() == 3)
                throw jobs::Stopped();
        });
        QCOMPARE(int(told.points.size()), 3);
        QVERIFY(told.points[1].whole() && !told.points[2].whole());
    }

    void whatHasNoStepsIsRefused() {
        reports::StepQuestion question = ofRecipe({2});
        question.recipe.prior.kind = settings::PriorKind::pixel;
        const auto refusal = [&] {
            return tests::messageOf<base::InputError>([&] { diagnostics::exploreSteps(question, {}); });
        };
        QVERIFY(refusal().contains("pixel"));
        question = ofRecipe({2, 0});
        QVERIFY(refusal().contains("prior.steps = 0"));
        question = ofRecipe({});
        QVERIFY(refusal().contains("number of steps"));
        question = ofRecipe({2});
        question.overrides = {"prior.steps=x"};
        QVERIFY(refusal().contains("prior.steps"));
    }
};

QTEST_APPLESS_MAIN(StepExplorerTest)
#include "step_explorer_test.moc"
