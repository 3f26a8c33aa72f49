#include "app/session/run_session.h"

#include "core/base/error.h"
#include "core/base/log.h"
#include "core/projects/metrics_file.h"
#include "core/projects/run_folder.h"

namespace ld3m::session {
namespace {

constexpr int kDrainMilliseconds = 33;

bool isTerminal(reports::RunState state) {
    return state == reports::RunState::finished || state == reports::RunState::stopped ||
           state == reports::RunState::failed;
}

std::int64_t iterationOf(const reports::Event& event) {
    return std::visit([](const auto& value) { return value.iteration; }, event);
}

/// The past of a run that is taken up again, as the engine will keep it: nothing after the last checkpoint.
void tellPast(const std::filesystem::path& folder, reports::Published& published) {
    const projects::RunFolder run = projects::RunFolder::open(folder);
    const std::vector<std::int64_t> checkpoints = run.checkpoints();
    const std::int64_t last = checkpoints.empty() ? 0 : checkpoints.back();
    for (reports::Event& event : projects::MetricsReader(run.metricsFile()).readNew())
        if (iterationOf(event) <= last && !std::holds_alternative<reports::StateChange>(event))
            published.events.send(std::move(event));
}

} // namespace

RunSession::RunSession(Engine engine, settings::Recipe recipe, std::filesystem::path runFolder, bool resume,
                       Beginning beginning, QObject* parent)
    : RunFeed(parent), m_runFolder(std::move(runFolder)), m_recipe(std::move(recipe)) {
    connect(this, &RunFeed::stateChanged, this, &RunSession::noteState);
    connect(this, &RunFeed::settingChanged, this,
            [this](const reports::SettingChange& change) { applyChange(m_recipe, change); });
    connect(&m_timer, &QTimer::timeout, this, &RunSession::drain);
    m_timer.start(kDrainMilliseconds);
    m_job = std::make_unique<jobs::Job>(
        [engine = std::move(engine), started = m_recipe, folder = m_runFolder, resume,
         beginning = std::move(beginning)](jobs::Control& control, reports::Published& published) {
            if (beginning.turns)
                control.takeTurns(beginning.turns, beginning.arm);
            const settings::Recipe wanted = beginning.prepare ? beginning.prepare(control) : started;
            if (resume)
                tellPast(folder, published);
            engine(wanted, folder, resume, control, published);
        });
}

RunSession::~RunSession() = default;

void RunSession::pause() {
    if (!m_job || m_activity != Activity::running)
        return;
    m_job->control().pause();
    setActivity(Activity::pausing);
}

void RunSession::proceed() {
    if (!m_job || (m_activity != Activity::paused && m_activity != Activity::pausing))
        return;
    m_job->control().resume();
    setActivity(Activity::running);
}

void RunSession::step() {
    if (!m_job || m_activity == Activity::stopping)
        return;
    m_job->control().step();
    setActivity(Activity::pausing);
}

void RunSession::stop() {
    if (!m_job || m_activity == Activity::stopping)
        return;
    m_job->control().stop();
    setActivity(Activity::stopping);
}

void RunSession::edit(const std::string& key, const settings::Value& value) {
    if (m_job)
        m_job->control().edit(key, value);
}

void RunSession::drain() {
    const bool done = m_job->done(); // asked first: what was published before it is then surely drained
    deliver(m_job->published().events.drain());
    if (const auto sheet = m_job->published().sheet.take())
        Q_EMIT sheetArrived(*sheet);
    if (const auto progress = m_job->published().progress.take())
        Q_EMIT progressed(*progress);
    if (!done)
        return;
    m_timer.stop();
    m_job.reset();
    if (!isTerminal(m_state))
        Q_EMIT stateChanged({reports::RunState::finished, 0, {}});
    setActivity(Activity::idle);
    Q_EMIT ended();
}

void RunSession::noteState(const reports::StateChange& change) {
    m_state = change.state;
    if (m_activity == Activity::stopping)
        return;
    if (change.state == reports::RunState::paused)
        setActivity(Activity::paused);
    else if (m_activity == Activity::paused)
        setActivity(Activity::running);
}

void RunSession::setActivity(Activity activity) {
    if (m_activity == activity)
        return;
    m_activity = activity;
    Q_EMIT activityChanged(activity);
}

bool applyChange(settings::Recipe& recipe, const reports::SettingChange& change) {
    try {
        settings::fieldNamed(settings::fieldsOf(recipe), change.key).set(change.after);
        return true;
    } catch (const base::InputError& unknown) {
        base::log::warning(unknown.what());
        return false;
    }
}

} // namespace ld3m::session
