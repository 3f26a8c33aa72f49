// Runs that come from other runs: branches, the queue, twins; and steering what is on.
#include "app/session/run_follower.h"
#include "app/session/workspace.h"
#include "core/base/error.h"
#include "core/base/text.h"
#include "core/projects/run_lock.h"
#include "core/settings/validation.h"

namespace fs = std::filesystem;

namespace ld3m::session {

using projects::Branch;
using projects::QueuedRun;

Activity Workspace::activity() const {
    const Activity first = m_session ? m_session->activity() : Activity::idle;
    return m_twin ? together(first, m_twin->session().activity()) : first;
}

void Workspace::pause() {
    if (m_session)
        m_session->pause();
    if (m_twin)
        m_twin->session().pause();
}

void Workspace::proceed() {
    if (m_session)
        m_session->proceed();
    if (m_twin)
        m_twin->session().proceed();
}

void Workspace::step() {
    if (m_session)
        m_session->step();
    if (m_twin)
        m_twin->session().step();
}

void Workspace::stop() {
    if (m_session)
        m_session->stop();
    if (m_twin)
        m_twin->session().stop();
}

void Workspace::afterStop(std::function<void()> next) {
    if (!isOn()) {
        next();
        return;
    }
    m_afterStop = std::move(next);
    stop();
}

std::optional<QueuedRun> Workspace::plan(const RunHistory& parent, std::int64_t iteration,
                                         const std::vector<projects::Change>& changes, const QString& name) {
    std::optional<QueuedRun> planned;
    attempt([&] {
        requireBrancher();
        if (!parent.run())
            throw base::InputError(base::text("The run in ", parent.runFolder().string(),
                                              " is not read yet; try again in a moment."));
        const settings::Recipe before =
            projects::recipeAt(parent.run()->recipe(), parent.changes(), iteration);
        planned = QueuedRun{name.toStdString(), projects::branchedRecipe(before, iteration, changes),
                            Branch{parent.runFolder(), iteration, changes, {}, name.toStdString()}};
    });
    return planned;
}

bool Workspace::start(QueuedRun run) {
    return attempt([&] {
        if (!m_project)
            throw base::InputError("There is no project to run in; create or open one first.");
        requireIdle();
        settings::requireSound(run.recipe);
        const fs::path folder = m_project->newRunFolder();
        m_planned = run;
        if (!run.branch) {
            begin(folder, run.recipe, false);
            return;
        }
        requireBrancher();
        run.branch->target = folder;
        begin(folder, run.recipe, true, {preparation(m_brancher, *run.branch)});
    });
}

bool Workspace::enqueue(QueuedRun run) {
    return attempt([&] {
        if (!m_project)
            throw base::InputError("There is no project to queue in; create or open one first.");
        settings::requireSound(run.recipe);
        m_queue.add(std::move(run));
    });
}

bool Workspace::startNext() {
    if (m_queue.isEmpty() || isOn() || !m_project)
        return false;
    return start(*m_queue.take(m_project->newRunFolder()));
}

/// After the end of a run, once its session may be replaced.
void Workspace::advance() {
    if (isOn())
        return;
    m_queue.done();
    if (m_afterStop)
        std::exchange(m_afterStop, {})();
    else if (m_sessionHistory && m_sessionHistory->state().state != reports::RunState::stopped)
        startNext();
}

bool Workspace::startTwin(const TwinPlan& plan) {
    return attempt([&] {
        if (!m_project)
            throw base::InputError("There is no project to run in; create or open one first.");
        requireIdle();
        requireBrancher();
        const settings::Recipe recipe = m_recipe;
        settings::requireSound(recipe);
        const settings::Recipe changed = projects::branchedRecipe(recipe, 0, {plan.change});
        if (settings::difference(recipe, changed).empty())
            throw base::InputError(base::text("Both arms would have ", plan.change.key, " = ",
                                              settings::toText(plan.change.value),
                                              ": choose another change."));
        const auto turns = std::make_shared<jobs::Turns>(plan.order);
        const fs::path a = m_project->newRunFolder();
        m_planned.reset();
        begin(a, recipe, false, {{}, turns, 0});
        beginTwin({a, 0, {plan.change}, fs::path(a) += "-twin", changesText(recipe, changed).toStdString()},
                  changed, turns);
    });
}

bool Workspace::startTwin(const TwinPlan& plan, const RunHistory& from, std::int64_t iteration) {
    const std::optional<QueuedRun> b = this->plan(from, iteration, {plan.change}, {});
    const std::optional<QueuedRun> a = b ? this->plan(from, iteration, {}, {}) : std::nullopt;
    return a && attempt([&] {
               if (!m_project)
                   throw base::InputError("There is no project to run in; create or open one first.");
               requireIdle();
               if (settings::difference(a->recipe, b->recipe).empty())
                   throw base::InputError(base::text("Both arms would have ", plan.change.key, " = ",
                                                     settings::toText(plan.change.value),
                                                     ": choose another change."));
               const auto turns = std::make_shared<jobs::Turns>(plan.order);
               const fs::path parent = from.runFolder();
               const settings::Recipe own = from.run()->recipe(); // another run is shown from here on
               const std::vector<std::int64_t> stored = from.run()->checkpoints();
               const bool endsThere = !stored.empty() && stored.back() == iteration && !isLoose(parent) &&
                                      !projects::RunLock::held(from.run()->lockFile());
               const fs::path folder = m_project->newRunFolder();
               const std::string change = changesText(a->recipe, b->recipe).toStdString();
               Branch first{parent,
                            iteration,
                            {},
                            folder,
                            base::text(nameOf(parent).toStdString(), " from ", iteration)};
               m_planned.reset();
               if (endsThere)
                   begin(parent, own, true, {{}, turns, 0});
               else
                   begin(folder, a->recipe, true, {preparation(m_brancher, first), turns, 0});
               beginTwin({parent, iteration, {plan.change}, fs::path(folder) += "-twin", change}, b->recipe,
                         turns);
           });
}

void Workspace::beginTwin(const Branch& branch, const settings::Recipe& recipe,
                          const std::shared_ptr<jobs::Turns>& turns) {
    m_twin = std::make_unique<Twin>(m_engine, m_brancher, branch, recipe, turns);
    listen(m_twin->session(), tr("Arm B: "));
    m_pair = {m_sessionHistory, m_twin->history()};
    Q_EMIT pairChanged();
    Q_EMIT activityChanged(activity());
}

void Workspace::showPair(const fs::path& a, const fs::path& b) {
    m_pair = {historyOf(a), historyOf(b)};
    Q_EMIT pairChanged();
}

void Workspace::setNotes(const fs::path& runFolder, const projects::RunNotes& notes) {
    m_saver.start([this, runFolder, notes] {
        QString refused;
        try {
            projects::writeNotes(runFolder, notes);
        } catch (const std::exception& problem) {
            refused = QString::fromUtf8(problem.what());
        }
        QMetaObject::invokeMethod(this, [this, refused] {
            if (!refused.isEmpty())
                Q_EMIT problem(refused);
            lookAgain();
        });
    });
}

QString Workspace::nameOf(const fs::path& runFolder) const {
    if (const RunSummary* run = m_runs.run(runFolder))
        return QString::fromStdString(run->name);
    for (const auto& known : {m_shown, m_pair.a, m_pair.b})
        if (known && known->runFolder() == runFolder && known->run())
            return QString::fromStdString(known->run()->name());
    return QString::fromStdString(runFolder.filename().string());
}

void Workspace::requireIdle() const {
    if (isOn())
        throw base::InputError("A run is on; stop it before you start the next one.");
}

void Workspace::requireBrancher() const {
    if (!m_brancher)
        throw base::InputError("This program was built without branches; run ld3m branch instead.");
}

} // namespace ld3m::session
