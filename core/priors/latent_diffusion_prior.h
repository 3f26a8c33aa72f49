// LD3M's prior: Z and c through a frozen latent diffusion model, D(p(z_0 given z_T, c)), with or without
// residual.
#pragma once

#include <optional>

#include "core/diffusion/latent_diffusion_model.h"
#include "core/diffusion/rollout.h"
#include "core/priors/chain_norms.h"
#include "core/priors/latent_images.h"
#include "core/priors/memory_plan.h"

namespace ld3m::priors {

/// Noise comes from the streams "noise.start" (one draw of all images) and "noise.step" (one draw a step),
/// keyed by the iteration (by 0 with prior.noise = run) and by nothing else, so twins share their draws. With
/// prior.noise = redraw the pull-back recomputes everything with draws of its own ("noise.redraw.start",
/// "noise.redraw.step").
class LatentDiffusionPrior final : public Prior {
public:
    /// @throws base::InputError when the model has no U-Net, lacks what its conditioning or the guidance
    /// needs, or the settings make no schedule.
    LatentDiffusionPrior(const diffusion::LatentDiffusionModel& model, const settings::PriorSettings& prior,
                         PriorContext context, const c10::TensorOptions& options);

    /// c is the class embedding of each image, or Gaussian noise of its shape.
    Learnables initialLearnables(const at::Tensor& real_M3HW, settings::Init init) override;
    at::Tensor synthesize(const Learnables& learnables, std::int64_t iteration) override;
    Learnables pullBack(const at::Tensor& gradient_M3HW) override;
    /// The same walk as pullBack(), told by its norms; callable in its place.
    ChainNorms pullBackChain(const at::Tensor& gradient_M3HW);
    NoiseDraw noise(const Learnables& learnables, std::int64_t iteration) const override;
    at::Tensor render(const Learnables& learnables, const NoiseDraw& noise) override;
    at::Tensor pixels(const at::Tensor& images_M3HW) const override;
    /// What every state of the way decodes to, z_T first and z_0 last: normalised images of steps + 1 states.
    std::vector<at::Tensor> renderStates(const Learnables& learnables, const NoiseDraw& noise);
    const diffusion::ReverseSchedule& schedule() const { return m_schedule; }
    /// Takes steps, guidance, residual and curve. @throws base::InputError, changing nothing.
    void apply(const settings::PriorSettings& prior) override;

    /// How the last synthesize() or preview() spent memory.
    const MemoryPlan& plan() const { return m_plan; }

private:
    /// What pullBack() needs of the last synthesize().
    struct Held {
        std::shared_ptr<const diffusion::ReverseProcess> process;
        MemoryPlan plan;
        std::vector<diffusion::Rollout> rollouts; ///< one a batch; empty when noise is redrawn
        std::optional<diffusion::ReverseInputs> redrawn;
    };

    void eachPullBack(const at::Tensor& gradient_M3HW,
                      const std::function<void(const diffusion::ReverseGradients&)>& use);
    bool conditional() const { return m_model.unet->conditional(); }
    const std::vector<std::int64_t>& classIds() const; ///< of each image, as this prior numbers classes
    diffusion::ReverseSchedule scheduleOf(const settings::PriorSettings& prior) const;
    NoiseDraw draw(const Learnables& learnables, std::int64_t iteration, const std::string& stream) const;
    diffusion::ReverseInputs inputsOf(const Learnables& learnables, NoiseDraw noise) const;
    void prepare(const diffusion::ReverseInputs& inputs);
    MemoryPlan planFor(const diffusion::ReverseProcess& process,
                       const diffusion::ReverseInputs& inputs) const;
    at::Tensor sample(const diffusion::ReverseInputs& inputs) const;

    diffusion::LatentDiffusionModel m_model;
    settings::PriorSettings m_prior;
    PriorContext m_context;
    c10::TensorOptions m_options;
    LatentImages m_images;
    diffusion::ReverseSchedule m_schedule;
    std::shared_ptr<const diffusion::ReverseProcess> m_process; ///< null until prepare()
    MemoryPlan m_plan;
    std::vector<std::int64_t> m_prepared; ///< shape of the latents that m_process and m_plan were made for
    std::optional<Held> m_held;
};

} // namespace ld3m::priors
