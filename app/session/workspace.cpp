#include "app/session/workspace.h"

#include <algorithm>

#include "app/session/run_follower.h"
#include "core/base/error.h"
#include "core/projects/run_folder.h"
#include "core/settings/validation.h"

namespace fs = std::filesystem;

namespace ld3m::session {

using reports::RunState;

namespace {

constexpr int kSaveMilliseconds = 400;

QString text(const fs::path& path) {
    return QString::fromStdString(path.string());
}

} // namespace

Workspace::Workspace(Engine engine, QSettings& settings, QObject* parent)
    : QObject(parent), m_engine(std::move(engine)), m_recent(settings),
      m_recentSweeps(settings, "recent_sweeps"), m_comparedRuns(settings) {
    m_saveTimer.setSingleShot(true);
    connect(&m_saveTimer, &QTimer::timeout, this, &Workspace::saveRecipe);
    m_saver.setMaxThreadCount(1); // saves stay in order
    connect(&m_queue, &RunQueue::failed, this, &Workspace::problem);
}

Workspace::~Workspace() {
    settle();
}

void Workspace::setRecipe(const settings::Recipe& recipe) {
    m_recipe = recipe;
    if (m_project)
        m_saveTimer.start(kSaveMilliseconds);
    Q_EMIT recipeChanged();
}

void Workspace::edit(const std::string& key, const settings::Value& value) {
    const std::vector<settings::Field> fields = settings::fieldsOf(m_recipe);
    const settings::Field& field = settings::fieldNamed(fields, key);
    if (!attempt([&] { field.set(value); }))
        return;
    if (isOn() && field.about().live) {
        m_editedHere.insert(key);
        m_session->edit(key, value);
        if (m_twin && m_twin->changed() != key) // a turned knob is turned in both arms
            m_twin->session().edit(key, value);
    }
    if (m_project)
        m_saveTimer.start(kSaveMilliseconds);
    Q_EMIT settingEdited(key);
}

bool Workspace::start() {
    return start(projects::QueuedRun{{}, m_recipe, {}});
}

bool Workspace::resume(fs::path runFolder) {
    return attempt([&] {
        if (isOn())
            throw base::InputError("A run is on; stop it before you resume another one.");
        const projects::RunFolder run = projects::RunFolder::open(runFolder);
        m_planned.reset();
        begin(runFolder, run.recipe(), true);
    });
}

bool Workspace::retry() {
    bool begun = false;
    const bool known = attempt([&] {
        begun = m_session && projects::RunFolder::isRun(m_session->runFolder()) &&
                !projects::RunFolder::open(m_session->runFolder()).checkpoints().empty();
    });
    if (!known)
        return false;
    if (begun)
        return resume(m_session->runFolder());
    return m_planned && m_planned->branch ? start(*m_planned) : start();
}

void Workspace::show(const fs::path& runFolder) {
    if (!m_shown || m_shown->runFolder() != runFolder)
        setShown(historyOf(runFolder));
}

std::shared_ptr<RunHistory> Workspace::historyOf(const fs::path& runFolder) {
    for (const auto& known :
         {m_sessionHistory, m_twin ? m_twin->history() : nullptr, m_shown, m_pair.a, m_pair.b})
        if (known && known->runFolder() == runFolder)
            return known;
    auto history = std::make_shared<RunHistory>(runFolder);
    auto* follower = new RunFollower(runFolder, std::chrono::milliseconds(500), history.get());
    history->follow(*follower);
    connect(follower, &RunFollower::unreadable, this, &Workspace::problem);
    return history;
}

void Workspace::noteEvaluation(const fs::path& runFolder, const reports::EvaluationTable& table,
                               bool storedThere) {
    if (m_sessionHistory && m_sessionHistory->runFolder() == runFolder)
        m_sessionHistory->noteEvaluation(table);
    else if (m_shown && m_shown->runFolder() == runFolder && !storedThere)
        m_shown->noteEvaluation(table);
}

bool Workspace::attempt(const std::function<void()>& action) {
    try {
        action();
        return true;
    } catch (const std::exception& refused) {
        Q_EMIT problem(QString::fromUtf8(refused.what()));
        return false;
    }
}

void Workspace::settle() {
    if (m_saveTimer.isActive())
        saveRecipe();
    m_saver.waitForDone();
}

void Workspace::setProject(projects::Project project) {
    m_watcher.reset();
    m_session.reset();
    m_twin.reset();
    m_sessionHistory.reset();
    m_pair = {};
    m_planned.reset();
    setShown(nullptr);
    Q_EMIT pairChanged();
    m_runs.clear();
    m_found.clear();
    m_looseRuns.clear();
    m_firstLook = true;
    m_project = std::move(project);
    m_recipe = m_project->recipe();
    m_recent.add(text(m_project->path()));
    m_runs.setGroup(text(m_project->path()), QString::fromStdString(m_project->name()));
    watch();
    Q_EMIT projectChanged();
    Q_EMIT recipeChanged();
    attempt([&] { m_queue.open(m_project->path()); });
}

void Workspace::watch() {
    m_watcher = std::make_unique<RunWatcher>([project = m_project, loose = m_looseRuns] {
        std::vector<fs::path> folders = project ? project->runs() : std::vector<fs::path>();
        folders.insert(folders.end(), loose.begin(), loose.end());
        return folders;
    });
    connect(m_watcher.get(), &RunWatcher::runsChanged, this, &Workspace::runsFound);
}

void Workspace::runsFound(const std::vector<RunSummary>& runs) {
    m_found = runs;
    listRuns();
    const bool first = std::exchange(m_firstLook, false);
    const auto newest = std::ranges::find_if(m_found.rbegin(), m_found.rend(),
                                             [this](const RunSummary& run) { return !isLoose(run.folder); });
    if (!first || newest == m_found.rend() || isOn())
        return;
    const RunSummary run = *newest;
    if (!m_shown)
        show(run.folder);
    if (run.resumable())
        Q_EMIT unfinishedFound(run);
}

void Workspace::listRuns() {
    std::vector<RunSummary> own;
    std::vector<RunSummary> loose;
    for (const RunSummary& run : m_found)
        (isLoose(run.folder) ? loose : own).push_back(asSeenHere(run));
    m_runs.setRuns({}, loose);
    if (m_project)
        m_runs.setRuns(text(m_project->path()), own);
}

bool Workspace::isLoose(const fs::path& runFolder) const {
    return std::ranges::find(m_looseRuns, runFolder) != m_looseRuns.end();
}

/// This window knows of its own run what no folder tells: paused, evaluating, failed.
RunSummary Workspace::asSeenHere(RunSummary run) const {
    const bool second = m_twin && m_twin->history()->runFolder() == run.folder;
    const RunHistory* history = second ? m_twin->history().get() : m_sessionHistory.get();
    if (!history || history->runFolder() != run.folder)
        return run;
    const RunState state = history->state().state;
    if ((second ? m_twin->session() : *m_session).activity() != Activity::idle) {
        run.held = true;
        run.state = state;
    } else if (state == RunState::failed && !run.held && run.iteration == history->lastIteration()) {
        run.state = state;
    }
    return run;
}

void Workspace::begin(fs::path folder, const settings::Recipe& recipe, bool resume, Beginning beginning) {
    if (m_saveTimer.isActive())
        saveRecipe();
    m_editedHere.clear();
    m_afterStop = {};
    m_twin.reset();
    if (resume || !settings::difference(m_recipe, recipe).empty()) {
        m_recipe = recipe;
        Q_EMIT recipeChanged();
    }
    m_session = std::make_unique<RunSession>(m_engine, recipe, folder, resume, std::move(beginning));
    m_sessionHistory = std::make_shared<RunHistory>(folder);
    m_sessionHistory->follow(*m_session);
    listen(*m_session, {});
    connect(m_session.get(), &RunFeed::progressed, this, &Workspace::progressed);
    connect(m_session.get(), &RunFeed::settingChanged, this, &Workspace::sessionChanged);
    setShown(m_sessionHistory);
    Q_EMIT sessionStarted(m_session.get());
    Q_EMIT activityChanged(activity());
}

void Workspace::listen(RunSession& session, const QString& arm) {
    connect(&session, &RunSession::activityChanged, this, [this] {
        listRuns();
        Q_EMIT activityChanged(activity());
    });
    connect(&session, &RunSession::ended, this, &Workspace::lookAgain);
    connect(&session, &RunSession::ended, this, &Workspace::advance, Qt::QueuedConnection);
    connect(&session, &RunFeed::stateChanged, this, [this, arm](const reports::StateChange& change) {
        listRuns();
        lookAgain();
        if (change.state == RunState::failed)
            Q_EMIT runFailed(arm + QString::fromStdString(change.message));
    });
}

void Workspace::sessionChanged(const reports::SettingChange& change) {
    if (!m_editedHere.contains(change.key) && applyChange(m_recipe, change))
        Q_EMIT recipeChanged();
}

void Workspace::lookAgain() {
    if (m_watcher)
        m_watcher->refresh();
}

void Workspace::setShown(std::shared_ptr<RunHistory> history) {
    const std::shared_ptr<RunHistory> before =
        std::exchange(m_shown, std::move(history)); // pages let go of it first
    Q_EMIT shownChanged(m_shown.get());
}

void Workspace::saveRecipe() {
    m_saveTimer.stop();
    if (!m_project)
        return;
    m_saver.start([this, project = *m_project, recipe = m_recipe]() mutable {
        try {
            project.saveRecipe(recipe);
        } catch (const std::exception& refused) {
            QMetaObject::invokeMethod(
                this, [this, sentence = QString::fromUtf8(refused.what())] { Q_EMIT problem(sentence); });
        }
    });
}

} // namespace ld3m::session
