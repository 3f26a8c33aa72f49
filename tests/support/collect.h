// Runs a job to its end on the caller's thread and keeps everything it published.
#pragma once

#include <vector>

#include "core/distillation/distil.h"

namespace ld3m::tests {

struct Outcome {
    std::vector<reports::Event> events;

    template<typename Kind>
    std::vector<Kind> all() const {
        std::vector<Kind> chosen;
        for (const reports::Event& event : events)
            if (const Kind* kind = std::get_if<Kind>(&event))
                chosen.push_back(*kind);
        return chosen;
    }
    reports::RunState lastState() const { return all<reports::StateChange>().back().state; }
};

inline Outcome runToEnd(const settings::Recipe& recipe, const std::filesystem::path& folder, bool resume,
                        jobs::Control& control) {
    reports::Published published;
    distillation::distil(recipe, folder, resume, control, published);
    return {published.events.drain()};
}

inline Outcome runToEnd(const settings::Recipe& recipe, const std::filesystem::path& folder,
                        bool resume = false) {
    jobs::Control control;
    return runToEnd(recipe, folder, resume, control);
}

} // namespace ld3m::tests
