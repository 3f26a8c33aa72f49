#include "core/diagnostics/gradient_chain.h"

#include "core/priors/latent_diffusion_prior.h"

namespace ld3m::diagnostics {
namespace {

reports::GradientChain emptyChain(const Arm& arm, std::int64_t steps,
                                  const diffusion::ReverseSchedule& schedule) {
    reports::GradientChain chain;
    chain.arm = arm.name;
    chain.steps = steps;
    for (const diffusion::StepNumbers& step : schedule.steps)
        chain.chain.push_back({.timestep = step.t, .weight = step.weight, .network = {}, .residual = {}});
    return chain;
}

void add(reports::GradientChain& chain, const priors::ChainNorms& norms) {
    for (std::size_t k = 0; k < chain.chain.size(); ++k) {
        chain.chain[k].network.push_back(norms.states[k]);
        if (!norms.residual.empty())
            chain.chain[k].residual.push_back(norms.residual[k]);
    }
    chain.images.push_back(norms.states.back());
    chain.latents.push_back(norms.latents);
    chain.latents_network.push_back(norms.latents_network);
    chain.latents_residual.push_back(norms.latents_residual);
}

} // namespace

reports::GradientChain measureGradientChain(const FlowSubject& subject, const Arm& arm, std::int64_t steps,
                                            std::int64_t draws, const std::function<void()>& checkpoint,
                                            const std::function<void(std::int64_t draw)>& begun) {
    priors::PriorContext context = subject.context;
    context.checkpoint = checkpoint;
    priors::LatentDiffusionPrior prior(subject.model, arm.on(subject.recipe.prior, steps), std::move(context),
                                       subject.options);
    reports::GradientChain chain = emptyChain(arm, steps, prior.schedule());
    for (std::int64_t draw = 1; draw <= draws; ++draw) {
        checkpoint();
        begun(draw);
        const at::Tensor images_M3HW = prior.synthesize(subject.learnables, draw);
        const objectives::Match match = subject.objective->match(images_M3HW, draw, checkpoint);
        add(chain, prior.pullBackChain(match.gradient_M3HW));
    }
    return chain;
}

} // namespace ld3m::diagnostics
