// How long a sweep will take, by what its processes have got done since it was started.
#pragma once

#include <optional>

#include "core/settings/recipe.h"

namespace ld3m::sweeps {

/// A run's work in units of its own: roughly what an iteration without a diffusion model costs. Only ratios
/// between points of one sweep matter: T = 40 takes some twenty times as long as T = 1.
double workOf(const settings::Recipe& recipe);

class SweepPace {
public:
    /// At time `seconds` so much work has been done in all, and so many processes are at it from now on.
    void note(double seconds, double work, int processes);
    /// Of `left` work with `jobs` processes at once; nothing before anything got done.
    std::optional<double> secondsFor(double left, int jobs) const;

private:
    bool m_begun = false;
    double m_first_work = 0;
    double m_work = 0;
    double m_last_seconds = 0;
    double m_process_seconds = 0; ///< summed over processes
    int m_processes = 0;
};

} // namespace ld3m::sweeps
