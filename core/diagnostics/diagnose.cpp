#include "core/diagnostics/diagnose.h"

#include <algorithm>

#include "core/base/error.h"
#include "core/base/log.h"
#include "core/base/text.h"
#include "core/diagnostics/gradient_chain.h"
#include "core/diagnostics/gradient_flow.h"
#include "core/distillation/checkpoint.h"
#include "core/files/sha256.h"
#include "core/projects/run_folder.h"
#include "core/projects/stored_diagnoses.h"
#include "core/reports/diagnosis_json.h"
#include "core/settings/recipe_file.h"
#include "core/tensor/device.h"
#include "generated/version.h"

namespace ld3m::diagnostics {
namespace {

template<typename T>
std::vector<T> withoutRepeats(const std::vector<T>& listed) {
    std::vector<T> once;
    for (const T& each : listed)
        if (std::ranges::find(once, each) == once.end())
            once.push_back(each);
    return once;
}

/// Everything that the numbers depend on besides iteration, draws, arm and T.
std::string identityOf(settings::Recipe recipe, const std::string& latents) {
    const settings::Recipe plain;
    recipe.evaluation = plain.evaluation;
    recipe.run = plain.run;
    recipe.distillation.iterations = plain.distillation.iterations;
    recipe.prior.steps = plain.prior.steps;
    recipe.prior.residual = plain.prior.residual;
    return base::text("format ", reports::kDiagnosisFormat, ", version ", kVersion, ", latents ", latents,
                      "\n", settings::toToml(recipe));
}

class Diagnoser {
public:
    Diagnoser(const reports::DiagnosisQuestion& question, const reports::DiagnosisWatch& watch)
        : m_question(question), m_watch(watch) {
        if (question.run.empty())
            takeRecipe();
        else
            takeRun();
        chooseArms();
        m_flow.steps = withoutRepeats(question.flow_steps);
        m_chain.steps = withoutRepeats(question.chain_steps);
        m_flow.draws = m_chain.draws = question.draws;
        for (FlowPlan* plan : {&m_flow, &m_chain}) {
            plan->arms = m_arms;
            if (!plan->steps.empty())
                requireMeasurable(m_recipe, *plan);
        }
        if (m_flow.steps.empty() && m_chain.steps.empty())
            throw base::InputError("There is nothing to measure: name a number of steps.");
        if (question.fresh)
            forgetAsked();
        m_flow.known = [this](const Arm& arm, std::int64_t steps) {
            return m_known.flowOf(arm.name, steps) != nullptr;
        };
        m_chain.known = [this](const Arm& arm, std::int64_t steps) {
            return m_known.chainOf(arm.name, steps) != nullptr;
        };
    }

    void diagnose() {
        reports::DiagnosisSubject subject{.iteration = m_known.iteration, .arms = {}};
        for (const Arm& arm : m_arms)
            subject.arms.push_back(arm.name);
        m_watch.begun(subject);
        recall();
        const std::int64_t chains = m_chain.work();
        const std::int64_t total = chains + m_flow.work();
        if (m_question.stored_only || total == 0)
            return;
        const FlowSubject loaded = load();
        measureChains(loaded, total);
        measureFlow(loaded, chains, total);
        m_watch.progress({"Done", total, total});
    }

private:
    void takeRecipe() {
        m_recipe = m_question.recipe;
        for (const std::string& assignment : m_question.overrides)
            settings::applyOverride(m_recipe, assignment);
        requireReverseSteps();
        m_known.draws = m_question.draws;
    }

    void takeRun() {
        const projects::RunFolder run = projects::RunFolder::open(m_question.run);
        const std::int64_t iteration =
            m_question.iteration ? run.nearestCheckpoint(*m_question.iteration) : run.newestCheckpoint();
        const std::filesystem::path file = run.checkpointFile(iteration);
        m_recipe = distillation::readCheckpoint(file, tensor::optionsFor({.kind = settings::DeviceKind::cpu}))
                       .recipe;
        for (const std::string& assignment : m_question.overrides)
            settings::applyOverride(m_recipe, assignment);
        requireReverseSteps();
        m_known.iteration = iteration;
        m_known.draws = m_question.draws;
        m_known.identity = identityOf(m_recipe, files::sha256Of(file));
        m_known = projects::storedDiagnosis(m_question.run, std::move(m_known));
    }

    void requireReverseSteps() const {
        if (m_recipe.prior.kind != settings::PriorKind::latent_diffusion)
            throw base::InputError(base::text("prior.kind = \"", settings::nameOf(m_recipe.prior.kind),
                                              "\" has no reverse steps to look into: diagnose a recipe with "
                                              "prior.kind = \"latent_diffusion\"."));
    }

    void chooseArms() {
        for (const std::string& name : withoutRepeats(m_question.arms))
            m_arms.push_back(armNamed(name));
        if (m_question.arms.empty())
            m_arms = {armNamed("off"), ownArm(m_recipe.prior)};
        for (const std::string& name : withoutRepeats(m_question.curves))
            m_arms.push_back(releasedWithCurve(name));
    }

    /// What is measured anew; other results of the checkpoint stay.
    void forgetAsked() {
        const auto asked = [this](const FlowPlan& plan) {
            return [this, &plan](const auto& result) {
                return std::ranges::find(plan.steps, result.steps) != plan.steps.end() &&
                       std::ranges::find(m_arms, result.arm, &Arm::name) != m_arms.end();
            };
        };
        std::erase_if(m_known.flow, asked(m_flow));
        std::erase_if(m_known.chains, asked(m_chain));
    }

    /// In the order in which it would be measured.
    void recall() const {
        const auto each = [&](const FlowPlan& plan, const auto& tell) {
            for (const std::int64_t steps : plan.steps)
                for (const Arm& arm : plan.arms)
                    tell(arm.name, steps);
        };
        each(m_chain, [&](const std::string& arm, std::int64_t steps) {
            if (const reports::GradientChain* chain = m_known.chainOf(arm, steps))
                m_watch.chain(*chain);
        });
        each(m_flow, [&](const std::string& arm, std::int64_t steps) {
            if (const FlowPoint* point = m_known.flowOf(arm, steps))
                m_watch.flow(*point);
        });
    }

    FlowSubject load() const {
        const LoadingProgress loading = [&](const char* what, std::int64_t done, std::int64_t total) {
            m_watch.progress({what, done, total});
        };
        return m_question.run.empty() ? subjectOfRecipe(m_recipe, loading, m_watch.checkpoint)
                                      : subjectOfRun(m_question.run, m_known.iteration, m_question.overrides,
                                                     loading, m_watch.checkpoint);
    }

    void measureChains(const FlowSubject& subject, std::int64_t total) {
        std::int64_t done = 0;
        for (const std::int64_t steps : m_chain.steps)
            for (const Arm& arm : m_chain.arms) {
                if (m_chain.known(arm, steps))
                    continue;
                const reports::GradientChain chain = measureGradientChain(
                    subject, arm, steps, m_chain.draws, m_watch.checkpoint, [&](std::int64_t) {
                        m_watch.progress({base::text("Chain of T = ", steps, ", ", arm.name), done, total});
                        done += steps;
                    });
                m_known.add(chain);
                store();
                m_watch.chain(chain);
            }
    }

    void measureFlow(const FlowSubject& subject, std::int64_t done_before, std::int64_t total) {
        if (m_flow.work() == 0)
            return;
        FlowWatch watch;
        watch.checkpoint = m_watch.checkpoint;
        watch.progress = [&](const Arm& arm, std::int64_t steps, std::int64_t done, std::int64_t) {
            m_watch.progress(
                {base::text("Gradients at T = ", steps, ", ", arm.name), done_before + done, total});
        };
        watch.measured = [&](const FlowPoint& point) {
            m_known.add(point);
            store();
            m_watch.flow(point);
        };
        measureGradientFlow(subject, m_flow, watch);
        m_watch.checkpoint(); // a stop ends the measurement without a word; here it is heard
    }

    /// A folder that cannot be written costs the memory of the result, not the result.
    void store() const {
        if (m_question.run.empty())
            return;
        try {
            projects::storeDiagnosis(m_question.run, m_known);
        } catch (const base::RunError& error) {
            base::log::warning(base::text("The diagnosis was not stored: ", error.what()));
        }
    }

    const reports::DiagnosisQuestion& m_question;
    const reports::DiagnosisWatch& m_watch;
    settings::Recipe m_recipe;
    std::vector<Arm> m_arms;
    FlowPlan m_flow;
    FlowPlan m_chain;
    reports::Diagnosis m_known; ///< stored, then grown by what is measured
};

} // namespace

void diagnose(const reports::DiagnosisQuestion& question, const reports::DiagnosisWatch& watch) {
    Diagnoser(question, watch).diagnose();
}

} // namespace ld3m::diagnostics
