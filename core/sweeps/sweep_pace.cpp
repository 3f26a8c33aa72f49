#include "core/sweeps/sweep_pace.h"

#include <algorithm>

namespace ld3m::sweeps {

double workOf(const settings::Recipe& recipe) {
    const bool diffusion = recipe.prior.kind == settings::PriorKind::latent_diffusion;
    const double steps = diffusion ? static_cast<double>(recipe.prior.steps) : 0;
    return static_cast<double>(recipe.distillation.iterations) * (1 + steps);
}

void SweepPace::note(double seconds, double work, int processes) {
    if (!m_begun)
        m_first_work = work;
    else
        m_process_seconds += (seconds - m_last_seconds) * m_processes;
    m_begun = true;
    m_work = work;
    m_last_seconds = seconds;
    m_processes = processes;
}

std::optional<double> SweepPace::secondsFor(double left, int jobs) const {
    const double done = m_work - m_first_work;
    if (done <= 0 || m_process_seconds <= 0)
        return std::nullopt;
    return left * m_process_seconds / done / std::max(1, jobs);
}

} // namespace ld3m::sweeps
