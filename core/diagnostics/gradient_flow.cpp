#include "core/diagnostics/gradient_flow.h"

#include "core/base/error.h"
#include "core/base/text.h"
#include "core/diagnostics/measured_iteration.h"
#include "core/diffusion/reverse_schedule.h"
#include "core/jobs/control.h"
#include "core/settings/validation.h"

namespace ld3m::diagnostics {
namespace {

settings::Recipe recipeOf(const settings::Recipe& recipe, const Arm& arm, std::int64_t steps) {
    settings::Recipe changed = recipe;
    changed.prior = arm.on(recipe.prior, steps);
    return changed;
}

} // namespace

std::int64_t FlowPlan::work() const {
    std::int64_t total = 0;
    for (const std::int64_t each : steps)
        for (const Arm& arm : arms)
            total += known(arm, each) ? 0 : each * draws;
    return total;
}

void requireMeasurable(const settings::Recipe& recipe, const FlowPlan& plan) {
    if (plan.arms.empty() || plan.steps.empty())
        throw base::InputError("There is nothing to measure: name an arm or a curve, and a number of steps.");
    if (plan.draws < 1)
        throw base::InputError(base::text("draws = ", plan.draws, " measures nothing: take 1 or more."));
    for (const std::int64_t steps : plan.steps) {
        settings::Recipe checked = recipe;
        const auto fields = settings::fieldsOf(checked);
        settings::fieldNamed(fields, "prior.steps").set(steps);
        diffusion::timestepsOf(recipe.prior.timesteps, steps);
        for (const Arm& arm : plan.arms)
            settings::requireSound(recipeOf(recipe, arm, steps));
    }
}

std::vector<FlowPoint> measureGradientFlow(const FlowSubject& subject, const FlowPlan& plan,
                                           const FlowWatch& watch) {
    std::vector<FlowPoint> points;
    const std::int64_t total = plan.work();
    std::int64_t done = 0;
    const auto measure = [&](const Arm& arm, std::int64_t steps) {
        priors::PriorContext context = subject.context;
        context.checkpoint = watch.checkpoint;
        const auto prior = priors::makePrior(recipeOf(subject.recipe, arm, steps), std::move(context),
                                             subject.options, subject.model);
        FlowPoint point{.arm = arm.name, .steps = steps, .latent_norms = {}, .conditioning_norms = {}};
        for (std::int64_t draw = 1; draw <= plan.draws; ++draw, done += steps) {
            watch.checkpoint();
            watch.progress(arm, steps, done, total);
            const MeasuredIteration made = measureIteration(*prior, subject, draw, watch.checkpoint);
            point.latent_norms.push_back(made.norms.latents);
            if (made.norms.conditioning)
                point.conditioning_norms.push_back(*made.norms.conditioning);
        }
        return point;
    };
    try {
        for (const std::int64_t steps : plan.steps)
            for (const Arm& arm : plan.arms) {
                if (plan.known(arm, steps))
                    continue;
                points.push_back(measure(arm, steps));
                watch.measured(points.back());
            }
    } catch (const jobs::Stopped&) {
        // What is complete is worth keeping; the caller sees that it is less than the plan.
    }
    return points;
}

} // namespace ld3m::diagnostics
