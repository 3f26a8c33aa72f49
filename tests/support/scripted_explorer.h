// A T explorer without arithmetic: known values for each T, at the pace of the test.
#pragma once

#include <atomic>
#include <chrono>
#include <memory>
#include <thread>

#include "app/session/tools.h"
#include "tests/support/scripted_values.h"

namespace ld3m::tests {

/// ||dL/dZ|| 20 with the residual and 10 / T without; T/10 s and T MiB.
inline reports::StepPoint scriptedPoint(std::int64_t steps, bool whole = true) {
    reports::StepPoint point;
    point.steps = steps;
    point.reverse_steps = steps;
    point.sheet = scriptedSheet(steps, 1);
    if (!whole)
        return point;
    point.with = reports::StepNorms{20, 1};
    point.without = reports::StepNorms{10 / double(steps), 5};
    point.seconds = double(steps) / 10;
    point.peak_bytes = steps << 20;
    point.memory = "keep";
    return point;
}

class ScriptedExplorer {
public:
    session::Tools::ExploreSteps tool() const {
        return [script = m_script](const reports::StepQuestion& question, const reports::StepWatch& watch) {
            if (question.recipe.prior.kind == settings::PriorKind::pixel && question.run.empty())
                throw std::runtime_error("pixel has no reverse steps");
            watch.progress({"Decoding training images", 1, 2});
            watch.begun({.iteration = question.iteration,
                         .of_run = !question.run.empty(),
                         .recipe_steps = 5,
                         .residual = "released",
                         .device = "scripted device",
                         .memory_total = std::int64_t{8} << 30,
                         .images = 4});
            std::int64_t done = 0;
            for (const std::int64_t steps : question.steps) {
                ++script->explored;
                watch.progress({"Images at T = " + std::to_string(steps), done, 100});
                watch.measured(scriptedPoint(steps, false));
                while (script->held) {
                    watch.checkpoint();
                    std::this_thread::sleep_for(std::chrono::milliseconds(1));
                }
                watch.measured(scriptedPoint(steps));
                done += 10;
            }
        };
    }
    void hold(bool held) { m_script->held = held; }
    /// Numbers of steps that the engine was asked for, all together.
    int explored() const { return m_script->explored; }

private:
    struct Script {
        std::atomic<bool> held = false;
        std::atomic<int> explored = 0;
    };
    std::shared_ptr<Script> m_script = std::make_shared<Script>();
};

} // namespace ld3m::tests
