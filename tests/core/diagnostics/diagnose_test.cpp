// Flow and chain of a tiny run: what is told, what is remembered, what a stop keeps, what is refused.
#include <QtTest>

#include "core/base/error.h"
#include "core/diagnostics/diagnose.h"
#include "core/diagnostics/gradient_flow.h"
#include "core/distillation/distil.h"
#include "core/files/atomic_file.h"
#include "core/jobs/control.h"
#include "core/projects/run_folder.h"
#include "core/projects/stored_diagnoses.h"
#include "tests/support/message_of.h"
#include "tests/support/temporary_folder.h"
#include "tests/support/tiny_run.h"

using namespace ld3m;
using reports::FlowPoint;
using reports::GradientChain;

class DiagnoseTest : public QObject {
    Q_OBJECT

    tests::TemporaryFolder m_folder;
    settings::Recipe m_recipe;

    struct Told {
        std::optional<reports::DiagnosisSubject> subject;
        std::vector<FlowPoint> flow;
        std::vector<GradientChain> chains;
        std::vector<reports::Progress> progress;

        bool measured() const { return !progress.empty(); } ///< what is stored needs no progress
    };
    static Told diagnose(const reports::DiagnosisQuestion& question,
                         const std::function<void(Told&)>& asked = {}) {
        Told told;
        reports::DiagnosisWatch watch;
        watch.begun = [&](const auto& subject) { told.subject = subject; };
        watch.flow = [&](const auto& point) { told.flow.push_back(point); };
        watch.chain = [&](const auto& chain) { told.chains.push_back(chain); };
        watch.progress = [&](const auto& now) { told.progress.push_back(now); };
        watch.checkpoint = [&] {
            if (asked)
                asked(told);
        };
        try {
            diagnostics::diagnose(question, watch);
        } catch (const jobs::Stopped&) {
        }
        return told;
    }

    reports::DiagnosisQuestion ofRun(std::vector<std::int64_t> flow, std::vector<std::int64_t> chain) const {
        reports::DiagnosisQuestion question;
        question.run = m_folder / "run";
        question.flow_steps = std::move(flow);
        question.chain_steps = std::move(chain);
        question.draws = 2;
        return question;
    }
    void forget() const { std::filesystem::remove_all(m_folder / "run" / "diagnostics"); }

private Q_SLOTS:
    void initTestCase() {
        qputenv("LD3M_CACHE", (m_folder.path() / "cache").c_str());
        tests::writeTinyDataset(m_folder / "data");
        m_recipe = tests::tinyDiffusionRecipe(m_folder / "data");
        m_recipe.device.threads = 1;
        m_recipe.evaluation.every = 0;
        m_recipe.distillation.iterations = 2;
        m_recipe.run.checkpoint_every = 1;
        jobs::Control control;
        reports::Published published;
        distillation::distil(m_recipe, m_folder / "run", false, control, published);
    }
    void init() { forget(); }

    void withAndWithoutByDefaultAtTheNewestCheckpoint() {
        const Told told = diagnose(ofRun({2, 3}, {3}));
        QCOMPARE(told.subject->iteration, 2);
        QVERIFY(told.subject->arms == std::vector<std::string>({"off", "released"}));
        QCOMPARE(int(told.flow.size()), 4);
        QCOMPARE(told.flow[1].arm, std::string("released"));
        QCOMPARE(told.flow[2].steps, 3);
        QCOMPARE(int(told.flow[0].latent_norms.size()), 2);
        QCOMPARE(int(told.chains.size()), 2);
        QCOMPARE(told.progress.back().done, told.progress.back().total);
        QCOMPARE(told.progress.back().total, 2 * 2 * (2 + 3 + 3));
    }

    void theChainAddsUpToTheFlow() {
        const Told told = diagnose(ofRun({3}, {3}));
        for (const std::size_t arm : {0, 1}) {
            const GradientChain& chain = told.chains[arm];
            QCOMPARE(chain.arm, told.flow[arm].arm);
            QCOMPARE(int(chain.chain.size()), 3);
            for (std::size_t draw = 0; draw < 2; ++draw) {
                QVERIFY(std::abs(chain.latents[draw] / told.flow[arm].latent_norms[draw] - 1) < 1e-6);
                QVERIFY(chain.latents[draw] <=
                        (1 + 1e-6) * (chain.latents_network[draw] + chain.latents_residual[draw]));
            }
        }
        const GradientChain& off = told.chains[0];
        QVERIFY(off.chain.front().residual.empty());
        QVERIFY(std::abs(off.latents[0] / off.latents_network[0] - 1) < 1e-6);
        const GradientChain& released = told.chains[1];
        QCOMPARE(released.chain.front().weight, 1.0);
        QCOMPARE(released.chain.back().weight, 0.0);
        QVERIFY(released.chain[0].residual[0] > 0);
        QCOMPARE(released.chain[2].residual[0], 0.0);
        QVERIFY(released.chain[0].timestep > released.chain[1].timestep);
        // The first step is given over to the residual: nothing of x0 goes on to z_T but what the noise
        // carries.
        QVERIFY(released.latents_residual[0] > released.latents_network[0]);
    }

    void aSecondAskMeasuresNothing() {
        const Told first = diagnose(ofRun({2, 3}, {2}));
        QVERIFY(first.measured());
        const Told second = diagnose(ofRun({2, 3}, {2}));
        QVERIFY(!second.measured());
        QVERIFY(second.flow == first.flow);
        QVERIFY(second.chains == first.chains);
        const Told more = diagnose(ofRun({3, 4}, {}));
        QCOMPARE(more.progress.back().total, 2 * 2 * 4);
        QVERIFY(more.flow[0] == first.flow[2]);

        reports::DiagnosisQuestion fresh = ofRun({2}, {});
        fresh.fresh = true;
        const Told again = diagnose(fresh);
        QVERIFY(again.measured());
        QCOMPARE(again.flow[0].latent_norms, first.flow[0].latent_norms); // same seed, same numbers
        QVERIFY(!diagnose(ofRun({2, 3, 4}, {2})).measured());             // the others stayed
    }

    void whatMattersMakesAnotherQuestion() {
        diagnose(ofRun({2}, {}));
        reports::DiagnosisQuestion draws = ofRun({2}, {});
        draws.draws = 1;
        QVERIFY(diagnose(draws).measured());
        reports::DiagnosisQuestion guidance = ofRun({2}, {});
        guidance.overrides = {"prior.guidance=1"};
        QVERIFY(diagnose(guidance).measured());
        reports::DiagnosisQuestion earlier = ofRun({2}, {});
        earlier.iteration = 1;
        const Told told = diagnose(earlier);
        QVERIFY(told.measured());
        QCOMPARE(told.subject->iteration, 1);
        reports::DiagnosisQuestion steps = ofRun({2}, {});
        steps.overrides = {"prior.steps=7",
                           "evaluation.runs=1"}; // T is the question's, evaluations do not matter
        QVERIFY(!diagnose(steps).measured());
    }

    void lookingUpMeasuresNothing() {
        reports::DiagnosisQuestion question = ofRun({2}, {2});
        question.stored_only = true;
        const Told nothing = diagnose(question);
        QVERIFY(nothing.flow.empty() && nothing.chains.empty() && !nothing.measured());
        QVERIFY(nothing.subject.has_value());
        diagnose(ofRun({2}, {}));
        QCOMPARE(int(diagnose(question).flow.size()), 2);
    }

    void aStopKeepsWhatIsWhole() {
        const Told stopped = diagnose(ofRun({2, 3}, {}), [](Told& now) {
            if (now.flow.size() == 3)
                throw jobs::Stopped();
        });
        QCOMPARE(int(stopped.flow.size()), 3);
        const Told resumed = diagnose(ofRun({2, 3}, {}));
        QCOMPARE(int(resumed.flow.size()), 4);
        QCOMPARE(resumed.progress.back().total, 2 * 3); // one arm of the last T
    }

    void aRecipesStartIsNotStored() {
        reports::DiagnosisQuestion question;
        question.recipe = m_recipe;
        question.flow_steps = {2};
        question.draws = 1;
        QCOMPARE(int(diagnose(question).flow.size()), 2);
        QVERIFY(diagnose(question).measured());
        QVERIFY(!std::filesystem::exists(m_folder / "run" / "diagnostics"));
    }

    void whatCannotBeAskedIsRefused() {
        const auto refusal = [&](const reports::DiagnosisQuestion& question) {
            return tests::messageOf<base::InputError>([&] { diagnostics::diagnose(question, {}); });
        };
        QVERIFY(refusal(ofRun({}, {})).contains("nothing to measure"));
        QVERIFY(refusal(ofRun({2, 0}, {})).contains("prior.steps = 0"));
        QVERIFY(refusal(ofRun({}, {1})).contains("no decay"));
        reports::DiagnosisQuestion question = ofRun({2}, {});
        question.arms = {"offf"};
        QVERIFY(refusal(question).contains("did you mean off"));
        question = ofRun({2}, {});
        question.overrides = {"prior.kind=pixel"};
        QVERIFY(refusal(question).contains("pixel"));
    }
};

QTEST_APPLESS_MAIN(DiagnoseTest)
#include "diagnose_test.moc"
