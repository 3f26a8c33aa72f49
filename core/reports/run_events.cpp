#include "core/reports/run_events.h"

namespace ld3m::reports {

std::string nameOf(RunState state) {
    switch (state) {
    case RunState::preparing:
        return "preparing";
    case RunState::running:
        return "running";
    case RunState::paused:
        return "paused";
    case RunState::evaluating:
        return "evaluating";
    case RunState::finished:
        return "finished";
    case RunState::stopped:
        return "stopped";
    case RunState::failed:
        return "failed";
    }
    return "unknown";
}

} // namespace ld3m::reports
