// A run of this window: a job on a background thread, drained on a timer. Neither side waits for the other.
#pragma once

#include <filesystem>
#include <memory>

#include <QTimer>

#include "app/session/engine.h"
#include "app/session/run_feed.h"
#include "core/jobs/job.h"

namespace ld3m::session {

/// Applies a change that a run told. False, with the recipe as it was, when this version does not know the
/// setting.
bool applyChange(settings::Recipe& recipe, const reports::SettingChange& change);

/// How a run begins, where it is not simply started.
struct Beginning {
    /// On the job's thread, before the engine: makes the run folder and says what runs in it.
    std::function<settings::Recipe(jobs::Control& control)> prepare = {};
    std::shared_ptr<jobs::Turns> turns = {}; ///< with another run; null: alone
    int arm = 0;                             ///< 0 or 1 of these
};

/// What a person may ask for next.
enum class Activity { idle, running, pausing, paused, stopping };

class RunSession : public RunFeed {
    Q_OBJECT
public:
    /// Starts at once. With `resume`, what the folder holds up to its last checkpoint is told first.
    RunSession(Engine engine, settings::Recipe recipe, std::filesystem::path runFolder, bool resume,
               Beginning beginning = {}, QObject* parent = nullptr);
    /// Stops and joins the job.
    ~RunSession() override;

    const std::filesystem::path& runFolder() const { return m_runFolder; }
    /// Settings as they are now: live edits that took effect are in it.
    const settings::Recipe& recipe() const { return m_recipe; }
    Activity activity() const { return m_activity; }

    // Each returns at once; `activityChanged` tells when it took effect.
    void pause();
    void proceed();
    void step();
    void stop();
    /// Takes effect at the next iteration, then comes back as settingChanged().
    void edit(const std::string& key, const settings::Value& value);

Q_SIGNALS:
    void activityChanged(ld3m::session::Activity activity);
    /// The job has returned and everything it said has been delivered.
    void ended();

private:
    void drain();
    void noteState(const reports::StateChange& change);
    void setActivity(Activity activity);

    std::filesystem::path m_runFolder;
    settings::Recipe m_recipe;
    reports::RunState m_state = reports::RunState::preparing;
    Activity m_activity = Activity::running;
    QTimer m_timer;
    std::unique_ptr<jobs::Job> m_job;
};

} // namespace ld3m::session
