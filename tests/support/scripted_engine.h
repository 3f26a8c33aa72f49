// A run without arithmetic: what session and window are tested with. It keeps the contract of session::Engine
// and does to the run folder what the real engine does, with the values of scripted_values.h.
#pragma once

#include <chrono>
#include <condition_variable>
#include <limits>
#include <memory>
#include <mutex>
#include <optional>

#include "app/session/engine.h"
#include "core/base/error.h"
#include "core/files/atomic_file.h"
#include "core/projects/metrics_file.h"
#include "core/projects/run_folder.h"
#include "core/projects/run_lock.h"
#include "core/projects/sheet_file.h"
#include "core/reports/run_events_json.h"
#include "core/settings/recipe_file.h"
#include "tests/support/scripted_values.h"

namespace ld3m::tests {

/// What a test tells the engine; both threads use it.
class Script {
public:
    /// Waits until `iteration` may begin, obeying the control meanwhile.
    void awaitTurn(std::int64_t iteration, jobs::Control& control) {
        control.checkpoint();
        for (std::unique_lock lock(m_mutex); iteration > m_last;) {
            m_changed.wait_for(lock, std::chrono::milliseconds(2));
            lock.unlock();
            control.checkpoint();
            lock.lock();
        }
    }
    void failWhenDue(std::int64_t iteration) {
        std::lock_guard lock(m_mutex);
        if (m_failure && iteration >= m_failAfter)
            throw base::RunError(*m_failure);
    }
    void goTo(std::int64_t iteration) {
        std::lock_guard lock(m_mutex);
        m_last = iteration;
        m_changed.notify_all();
    }
    void fail(std::int64_t after, std::optional<std::string> sentence) {
        std::lock_guard lock(m_mutex);
        m_failAfter = after;
        m_failure = std::move(sentence);
    }

private:
    std::mutex m_mutex;
    std::condition_variable m_changed;
    std::int64_t m_last = std::numeric_limits<std::int64_t>::max();
    std::int64_t m_failAfter = 0;
    std::optional<std::string> m_failure;
};

/// One run of the script, on the job's thread.
class ScriptedRun {
public:
    ScriptedRun(Script& script, const projects::RunFolder& folder, jobs::Control& control,
                reports::Published& published)
        : m_script(script), m_folder(folder), m_control(control), m_published(published),
          m_recipe(folder.recipe()) {
        if (const auto checkpoints = folder.checkpoints(); !checkpoints.empty())
            takeUp(checkpoints.back());
        m_control.onPause([this](bool paused) {
            if (paused)
                saveCheckpoint();
            announce(paused ? reports::RunState::paused : reports::RunState::running);
        });
    }
    ~ScriptedRun() { m_control.onPause({}); }

    void run() {
        m_metrics.emplace(m_folder.metricsFile());
        announce(reports::RunState::preparing);
        m_published.progress.publish({"Decoding images", 30, 40});
        try {
            m_script.awaitTurn(m_done, m_control);
            announce(reports::RunState::running);
            finishIteration();
            while (m_done < m_recipe.distillation.iterations) {
                m_script.failWhenDue(m_done);
                m_script.awaitTurn(m_done + 1, m_control);
                m_script.failWhenDue(m_done); // perhaps asked for while it waited
                applyEdits();
                tell(scriptedReport(++m_done, m_recipe));
                finishIteration();
                m_control.iterationDone();
            }
            announce(reports::RunState::finished);
        } catch (const jobs::Stopped&) {
            saveCheckpoint();
            announce(reports::RunState::stopped);
        }
    }

private:
    void takeUp(std::int64_t checkpoint) {
        m_done = checkpoint;
        const auto file = m_folder.checkpointFile(checkpoint);
        m_recipe = settings::parseRecipe(files::readText(file), file.string());
        projects::MetricsWriter::truncateAfter(m_folder.metricsFile(), checkpoint);
        for (const std::int64_t sheet : m_folder.sheets())
            if (sheet > checkpoint)
                std::filesystem::remove(m_folder.sheetFile(sheet));
    }
    void applyEdits() {
        for (const jobs::Control::Edit& edit : m_control.takeEdits()) {
            const auto fields = settings::fieldsOf(m_recipe);
            const settings::Field& field = settings::fieldNamed(fields, edit.key);
            const settings::Value before = field.value();
            field.set(edit.value);
            tell(reports::SettingChange{m_done + 1, edit.key, before, edit.value});
        }
    }
    bool due(std::int64_t every) const {
        return m_done == 0 || m_done == m_recipe.distillation.iterations || m_done % every == 0;
    }
    void finishIteration() {
        if (due(m_recipe.run.preview_every)) {
            const reports::ImageSheet sheet = scriptedSheet(m_done, m_recipe.distillation.ipc);
            projects::writeSheet(m_folder.sheetFile(m_done), sheet);
            m_published.sheet.publish(sheet);
        }
        const auto evaluation = m_folder.evaluationFile(m_done);
        if (m_recipe.evaluation.every > 0 && due(m_recipe.evaluation.every) &&
            !std::filesystem::exists(evaluation)) {
            announce(reports::RunState::evaluating);
            files::writeAtomically(evaluation, reports::toJsonLine(scriptedTable(m_done)));
            tell(scriptedTable(m_done));
            announce(reports::RunState::running);
        }
        if (due(m_recipe.run.checkpoint_every))
            saveCheckpoint();
    }
    void saveCheckpoint() {
        const auto file = m_folder.checkpointFile(m_done);
        if (std::filesystem::exists(file))
            return;
        files::writeAtomically(file, settings::toToml(m_recipe));
        m_published.events.send(
            reports::CheckpointWritten{m_done, "checkpoints/" + file.filename().string()});
    }
    void tell(const reports::Event& event) {
        m_metrics->append(event);
        m_published.events.send(event);
    }
    void announce(reports::RunState state) {
        m_published.events.send(reports::StateChange{state, m_done, {}});
    }

    Script& m_script;
    const projects::RunFolder& m_folder;
    jobs::Control& m_control;
    reports::Published& m_published;
    settings::Recipe m_recipe;
    std::optional<projects::MetricsWriter> m_metrics;
    std::int64_t m_done = 0;
};

class ScriptedEngine {
public:
    /// To hand in; this object steers every run of it.
    session::Engine engine() const {
        return [script = m_script](const settings::Recipe& recipe, const std::filesystem::path& path,
                                   bool resume, jobs::Control& control, reports::Published& published) {
            script->failWhenDue(-1);
            projects::Provenance provenance;
            provenance.device = "scripted device";
            const projects::RunFolder folder = resume ? projects::RunFolder::open(path)
                                                      : projects::RunFolder::create(path, recipe, provenance);
            const projects::RunLock lock(folder.lockFile());
            ScriptedRun(*script, folder, control, published).run();
        };
    }
    /// Nothing beyond this iteration happens until it is called again; -1 stays in preparation.
    void goTo(std::int64_t iteration) { m_script->goTo(iteration); }
    /// The run throws after this iteration, as when its process dies: nothing is saved. -1: before it has a
    /// folder.
    void failAfter(std::int64_t iteration, const std::string& sentence) {
        m_script->fail(iteration, sentence);
    }
    void failNoMore() { m_script->fail(0, std::nullopt); }

private:
    std::shared_ptr<Script> m_script = std::make_shared<Script>();
};

/// A run folder as a finished run leaves it.
inline projects::RunFolder finishedRun(const std::filesystem::path& folder,
                                       const settings::Recipe& recipe = scriptedRecipe()) {
    jobs::Control control;
    reports::Published published;
    ScriptedEngine().engine()(recipe, folder, false, control, published);
    return projects::RunFolder::open(folder);
}

/// These iterations at the end of a run's metrics.
inline void appendReports(const std::filesystem::path& run, int first, int last) {
    projects::MetricsWriter metrics(projects::RunFolder::open(run).metricsFile());
    for (int i = first; i <= last; ++i)
        metrics.append(scriptedReport(i));
}

/// A run folder as it is when the process dies after an iteration.
inline projects::RunFolder interruptedRun(const std::filesystem::path& folder, std::int64_t iteration,
                                          const settings::Recipe& recipe = scriptedRecipe()) {
    jobs::Control control;
    reports::Published published;
    ScriptedEngine script;
    script.failAfter(iteration, "killed");
    try {
        script.engine()(recipe, folder, false, control, published);
    } catch (const base::RunError&) {
    }
    return projects::RunFolder::open(folder);
}

} // namespace ld3m::tests
