#include "core/diagnostics/measured_iteration.h"

#include <algorithm>
#include <chrono>
#include <cmath>

#include <ATen/Parallel.h>
#include <ATen/ops/norm.h>

#include "core/priors/memory_prediction.h"
#include "core/priors/memory_probe.h"

namespace ld3m::diagnostics {
namespace {

/// Classes that the objective has in hand at a time: on the CPU one a core. Only the first of them is on the
/// thread whose memory is counted.
std::int64_t classesAtOnce(const FlowSubject& subject) {
    const bool by_class = subject.recipe.objective.kind != settings::ObjectiveKind::trajectory_matching;
    return by_class && subject.learnables.latents.is_cpu()
               ? std::min<std::int64_t>(at::get_num_threads(), subject.train ? subject.train->classes() : 1)
               : 1;
}

} // namespace

MeasuredIteration measureIteration(priors::Prior& prior, const FlowSubject& subject, std::int64_t draw,
                                   const std::function<void()>& checkpoint) {
    using Clock = std::chrono::steady_clock;
    MeasuredIteration made;
    at::Tensor images_M3HW;
    objectives::Match match;
    priors::Learnables gradients;
    const auto timed = [](double& seconds, const std::function<void()>& work) {
        const Clock::time_point begin = Clock::now();
        const priors::Spent spent = priors::spentBy(work);
        seconds = std::chrono::duration<double>(Clock::now() - begin).count();
        return spent;
    };
    const priors::Spent images =
        timed(made.phases.synthesize, [&] { images_M3HW = prior.synthesize(subject.learnables, draw); });
    const priors::Spent matching =
        timed(made.phases.match, [&] { match = subject.objective->match(images_M3HW, draw, checkpoint); });
    const priors::Spent pulling = timed(made.phases.pull_back, [&] {
        gradients = prior.pullBack(match.gradient_M3HW);
        made.norms.latents = gradients.latents.norm().item<double>(); // waits for the device
        if (gradients.conditioning.defined())
            made.norms.conditioning = gradients.conditioning.norm().item<double>();
    });
    const std::int64_t alive = std::max({images.peak, images.left + classesAtOnce(subject) * matching.peak,
                                         images.left + matching.left + pulling.peak});
    const double heap = subject.learnables.latents.is_cpu() ? priors::kHostHeap : 1;
    made.peak_bytes = std::llround(heap * static_cast<double>(alive));
    return made;
}

} // namespace ld3m::diagnostics
