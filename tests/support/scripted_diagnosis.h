// A diagnosis without arithmetic: known norms for each T, at the pace of the test; remembers what was
// measured of each run and iteration, as run folders do.
#pragma once

#include <atomic>
#include <chrono>
#include <memory>
#include <mutex>
#include <stdexcept>
#include <thread>

#include "app/session/tools.h"

namespace ld3m::tests {

/// ||dL/dZ|| 30 ± 1 with the residual and 10 / T ± 0.1 without; ||dL/dc|| 2 and 16.
inline reports::FlowPoint scriptedFlow(const std::string& arm, std::int64_t steps) {
    if (arm == "off")
        return {arm, steps, {10 / double(steps) - 0.1, 10 / double(steps) + 0.1}, {16, 16}};
    return {arm, steps, {29, 31}, {2, 2}};
}

/// Step k of the network passes on k + 1, the residual takes its weight.
inline reports::GradientChain scriptedChain(const std::string& arm, std::int64_t steps) {
    reports::GradientChain chain;
    chain.arm = arm;
    chain.steps = steps;
    for (std::int64_t k = 0; k < steps; ++k) {
        const double weight = 1 - double(k) / double(steps - 1);
        reports::ChainStep step{
            .timestep = 1000 - k, .weight = weight, .network = {double(k) + 1}, .residual = {}};
        if (arm != "off")
            step.residual = {weight};
        chain.chain.push_back(step);
    }
    chain.images = {double(steps)};
    chain.latents = chain.latents_network = {1};
    chain.latents_residual = {0};
    return chain;
}

class ScriptedDiagnosis {
public:
    session::Tools::Diagnose tool() const {
        return [script = m_script](const reports::DiagnosisQuestion& question,
                                   const reports::DiagnosisWatch& watch) {
            const std::string of =
                question.run.string() + " " + std::to_string(question.iteration.value_or(-1));
            const std::vector<std::string> arms = {"off", "released"};
            reports::Diagnosis known;
            {
                const std::lock_guard lock(script->mutex);
                known = script->stored[of];
                script->last = question;
            }
            watch.begun({.iteration = question.iteration.value_or(0), .arms = arms});
            for (const reports::GradientChain& chain : known.chains)
                watch.chain(chain);
            for (const reports::FlowPoint& point : known.flow)
                if (std::ranges::find(question.flow_steps, point.steps) != question.flow_steps.end())
                    watch.flow(point);
            if (question.stored_only)
                return;
            if (script->fails)
                throw std::runtime_error("the prior is gone: choose another.");
            watch.progress({"Decoding training images", 1, 2});
            const auto keep = [&](auto result) {
                const std::lock_guard lock(script->mutex);
                script->stored[of].add(result);
                ++script->measured;
                return result;
            };
            for (const std::int64_t steps : question.chain_steps)
                for (const std::string& arm : arms)
                    if (!known.chainOf(arm, steps))
                        watch.chain(keep(scriptedChain(arm, steps)));
            std::int64_t done = 0;
            for (const std::int64_t steps : question.flow_steps)
                for (const std::string& arm : arms) {
                    if (known.flowOf(arm, steps))
                        continue;
                    watch.progress({"Gradients at T = " + std::to_string(steps), done, 100});
                    done += 10;
                    do {
                        watch.checkpoint();
                        std::this_thread::sleep_for(std::chrono::milliseconds(1));
                    } while (script->held && script->measured >= script->holdsAfter);
                    watch.flow(keep(scriptedFlow(arm, steps)));
                }
        };
    }
    /// Goes no further once so many results were measured.
    void holdAfter(int results) {
        m_script->holdsAfter = results;
        m_script->held = true;
    }
    void goOn() { m_script->held = false; }
    void fail(bool fails) { m_script->fails = fails; }
    /// Results that were measured rather than remembered.
    int measured() const { return m_script->measured; }
    reports::DiagnosisQuestion last() const {
        const std::lock_guard lock(m_script->mutex);
        return m_script->last;
    }

private:
    struct Script {
        std::atomic<bool> held = false;
        std::atomic<bool> fails = false;
        std::atomic<int> holdsAfter = 0;
        std::atomic<int> measured = 0;
        std::mutex mutex;
        std::map<std::string, reports::Diagnosis> stored; ///< under mutex, as the next
        reports::DiagnosisQuestion last;
    };
    std::shared_ptr<Script> m_script = std::make_shared<Script>();
};

} // namespace ld3m::tests
