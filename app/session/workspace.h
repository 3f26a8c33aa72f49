// What the window works on: one project, its recipe, its runs, the run that is on and the run that is shown.
// No widgets here; every page listens to this object and asks it for changes.
#pragma once

#include <memory>
#include <optional>
#include <set>

#include <QThreadPool>
#include <QTimer>

#include "app/session/compared_runs.h"
#include "app/session/recent_projects.h"
#include "app/session/run_history.h"
#include "app/session/run_queue.h"
#include "app/session/run_session.h"
#include "app/session/run_tree_model.h"
#include "app/session/run_watcher.h"
#include "app/session/twin.h"
#include "core/projects/project.h"
#include "core/projects/run_notes.h"

namespace ld3m::session {

class Workspace : public QObject {
    Q_OBJECT
public:
    /// `settings` remembers recent projects and must outlive this object.
    Workspace(Engine engine, QSettings& settings, QObject* parent = nullptr);
    /// Stops a run that is on and waits for it.
    ~Workspace() override;

    // What cannot be done is said by problem(), and false is returned.
    /// A project folder or its project.toml, a run folder, or a recipe file.
    bool open(const std::filesystem::path& path);
    bool createProject(const std::filesystem::path& folder, const QString& name,
                       const settings::Recipe& recipe = {});
    /// A recipe outside a project: opens `projectFolder`, made when it is not there, with this recipe.
    bool openRecipe(const std::filesystem::path& recipeFile, const std::filesystem::path& projectFolder);
    /// Where open() puts a recipe that is in no project: <application data>/projects/<recipe's stem>.
    static std::filesystem::path projectFolderOf(const std::filesystem::path& recipeFile);

    /// The user's own copy of a project that came with the program: its recipe, made at the first time, in
    /// projectFolderOf(its folder). Bundled files that have moved since are found again.
    bool openCopy(const std::filesystem::path& bundledProject);

    const projects::Project* project() const { return m_project ? &*m_project : nullptr; }
    RecentProjects& recent() { return m_recent; }
    RecentProjects& recentSweeps() { return m_recentSweeps; }
    ComparedRuns& comparedRuns() { return m_comparedRuns; }
    RunTreeModel& runs() { return m_runs; }

    /// Of the run that is on, else of the next one.
    const settings::Recipe& recipe() const { return m_recipe; }
    void setRecipe(const settings::Recipe& recipe);
    /// One setting; reaches the run that is on when it may change live. Saved with the project, off this
    /// thread.
    void edit(const std::string& key, const settings::Value& value);

    /// Starts a new run of the project with the recipe.
    bool start();
    /// Goes on with a run of this or another day from its last checkpoint. By value: the session that it
    /// takes the place of may own the path.
    bool resume(std::filesystem::path runFolder);
    /// After a failure: goes on with the run of this window where it left a checkpoint, else starts a new
    /// one.
    bool retry();
    /// Of the run that is on, or of both arms of a twin.
    Activity activity() const;
    void pause();
    void proceed();
    void step();
    void stop();
    /// Stops what is on, then does this (at once when nothing is); the queue waits.
    void afterStop(std::function<void()> next);

    // Branches and the queue; see workspace_branch.cpp.
    /// Without one nothing can branch.
    void useBrancher(Brancher brancher) { m_brancher = std::move(brancher); }
    /// A run from the stored iteration of a known run with these changes; nothing, and problem(), when that
    /// cannot be.
    std::optional<projects::QueuedRun> plan(const RunHistory& parent, std::int64_t iteration,
                                            const std::vector<projects::Change>& changes,
                                            const QString& name);
    bool start(projects::QueuedRun run);
    bool enqueue(projects::QueuedRun run);
    RunQueue& queue() { return m_queue; }
    /// The first of the queue. The next ones follow by themselves until a run is stopped by hand.
    bool startNext();

    // Twins: two arms that share every random draw.
    /// From the beginning, with the recipe; arm B has the change.
    bool startTwin(const TwinPlan& plan);
    /// From a stored iteration. A run that ends there is arm A itself, else it branches off without a change.
    bool startTwin(const TwinPlan& plan, const RunHistory& from, std::int64_t iteration);
    const Twin* twin() const { return m_twin.get(); }
    /// What is held side by side: the arms of the last twin, or any two runs.
    const RunPair& pair() const { return m_pair; }
    void showPair(const std::filesystem::path& a, const std::filesystem::path& b);

    /// Off this thread; the tree follows.
    void setNotes(const std::filesystem::path& runFolder, const projects::RunNotes& notes);
    /// What people call a run: its note's, its own, or its folder's name.
    QString nameOf(const std::filesystem::path& runFolder) const;
    bool isOn() const { return activity() != Activity::idle; }
    /// The run of this window; null before the first one.
    RunSession* session() { return m_session.get(); }
    const RunHistory* sessionHistory() const { return m_sessionHistory.get(); }

    /// Shows a run, live when it is the one that is on.
    void show(const std::filesystem::path& runFolder);
    RunHistory* shown() { return m_shown.get(); }
    std::shared_ptr<RunHistory> sharedShown() { return m_shown; }
    /// Tells the run's history of an evaluation made in this window, unless the followed folder will.
    void noteEvaluation(const std::filesystem::path& runFolder, const reports::EvaluationTable& table,
                        bool storedThere);
    bool shownIsOn() const { return isOn() && m_shown == m_sessionHistory; }

Q_SIGNALS:
    void projectChanged();
    /// Another recipe altogether (single edits are not told back).
    void recipeChanged();
    /// One setting, by a person.
    void settingEdited(const std::string& key);
    void activityChanged(ld3m::session::Activity activity);
    /// A run of this window begins; the session lives until the next one.
    void sessionStarted(ld3m::session::RunSession* session);
    /// The run of this window wants to say how far a long piece of work is.
    void progressed(const ld3m::reports::Progress& progress);
    /// Another history; may be null.
    void shownChanged(ld3m::session::RunHistory* history);
    /// Something could not be done: one sentence.
    void problem(const QString& sentence);
    void runFailed(const QString& sentence);
    void pairChanged();
    /// The newest run of a project that was just opened could go on.
    void unfinishedFound(const ld3m::session::RunSummary& run);

private:
    bool attempt(const std::function<void()>& action);
    void leaveProject();
    void settle();
    void setProject(projects::Project project);
    void openProject(const std::filesystem::path& folderOrFile);
    void takeRecipe(const std::filesystem::path& file, const std::filesystem::path& folder);
    void openRun(const std::filesystem::path& folder);
    void watch();
    void runsFound(const std::vector<RunSummary>& runs);
    void listRuns();
    void lookAgain();
    bool isLoose(const std::filesystem::path& runFolder) const;
    RunSummary asSeenHere(RunSummary run) const;
    void begin(std::filesystem::path folder, const settings::Recipe& recipe, bool resume,
               Beginning beginning = {});
    void beginTwin(const projects::Branch& branch, const settings::Recipe& recipe,
                   const std::shared_ptr<jobs::Turns>& turns);
    void listen(RunSession& session, const QString& arm);
    void advance();
    void requireIdle() const;
    void requireBrancher() const;
    std::shared_ptr<RunHistory> historyOf(const std::filesystem::path& runFolder);
    void sessionChanged(const reports::SettingChange& change);
    void setShown(std::shared_ptr<RunHistory> history);
    void saveRecipe();

    Engine m_engine;
    RecentProjects m_recent;
    RecentProjects m_recentSweeps;
    ComparedRuns m_comparedRuns;
    std::optional<projects::Project> m_project;
    settings::Recipe m_recipe;
    std::set<std::string>
        m_editedHere; ///< keys whose newest value is this window's, whatever the run still reports
    RunTreeModel m_runs;
    std::vector<RunSummary> m_found;                ///< on the disk, oldest first
    std::vector<std::filesystem::path> m_looseRuns; ///< opened, in no project
    std::unique_ptr<RunWatcher> m_watcher;
    bool m_firstLook = false;
    std::unique_ptr<RunSession> m_session;
    std::shared_ptr<RunHistory> m_sessionHistory;
    std::shared_ptr<RunHistory> m_shown;
    Brancher m_brancher;
    std::optional<projects::QueuedRun>
        m_planned; ///< what the session was begun with; nothing for resumed runs
    std::unique_ptr<Twin> m_twin;
    RunPair m_pair;
    RunQueue m_queue;
    std::function<void()> m_afterStop;
    QTimer m_saveTimer;
    QThreadPool m_saver;
};

} // namespace ld3m::session
