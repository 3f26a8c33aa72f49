#include "app/session/workspace.h"

#include <algorithm>

#include <QStandardPaths>

#include "app/session/run_follower.h"
#include "core/base/error.h"
#include "core/base/text.h"
#include "core/projects/run_folder.h"
#include "core/settings/recipe_file.h"
#include "core/settings/validation.h"

namespace fs = std::filesystem;

namespace ld3m::session {
namespace {

constexpr int kSaveMilliseconds = 400;

fs::path tidy(const fs::path& path) {
    fs::path absolute = fs::absolute(path).lexically_normal();
    return absolute.has_filename() ? absolute : absolute.parent_path();
}

bool isProject(const fs::path& folder) {
    return fs::is_regular_file(folder / "project.toml");
}

QString text(const fs::path& path) {
    return QString::fromStdString(path.string());
}

} // namespace

Workspace::Workspace(Engine engine, QSettings& settings, QObject* parent)
    : QObject(parent), m_engine(std::move(engine)), m_recent(settings) {
    m_saveTimer.setSingleShot(true);
    connect(&m_saveTimer, &QTimer::timeout, this, &Workspace::saveRecipe);
    m_saver.setMaxThreadCount(1); // saves stay in order
}

Workspace::~Workspace() {
    if (m_saveTimer.isActive())
        saveRecipe();
    m_saver.waitForDone();
}

bool Workspace::open(const fs::path& path) {
    const fs::path place = tidy(path);
    return attempt([&] {
        if (!fs::exists(place))
            throw base::InputError(base::text("There is no ", place.string(),
                                              "; give a project folder, a run folder or a recipe (.toml)."));
        if (fs::is_directory(place) && projects::RunFolder::isRun(place))
            openRun(place);
        else if (fs::is_directory(place) || place.filename() == "project.toml")
            setProject(projects::Project::open(place));
        else
            openRecipe(place, projectFolderOf(place));
    });
}

bool Workspace::createProject(const fs::path& folder, const QString& name, const settings::Recipe& recipe) {
    return attempt([&] { setProject(projects::Project::create(tidy(folder), name.toStdString(), recipe)); });
}

bool Workspace::openRecipe(const fs::path& recipeFile, const fs::path& projectFolder) {
    return attempt([&] {
        const fs::path file = tidy(recipeFile);
        const fs::path folder = tidy(projectFolder);
        const settings::Recipe recipe = settings::readRecipe(file);
        if (!isProject(folder)) {
            setProject(projects::Project::create(folder, file.stem().string(), recipe));
            return;
        }
        projects::Project project = projects::Project::open(folder);
        project.saveRecipe(recipe);
        setProject(std::move(project));
    });
}

fs::path Workspace::projectFolderOf(const fs::path& recipeFile) {
    const QString data = QStandardPaths::writableLocation(QStandardPaths::AppDataLocation);
    return fs::path(data.toStdString()) / "projects" / recipeFile.stem();
}

bool Workspace::openCopy(const fs::path& bundledProject) {
    return attempt([&] {
        const projects::Project bundled = projects::Project::open(tidy(bundledProject));
        const fs::path folder = projectFolderOf(bundled.path());
        if (!isProject(folder)) {
            setProject(projects::Project::create(folder, bundled.name(), bundled.recipe()));
            return;
        }
        projects::Project copy = projects::Project::open(folder);
        settings::Recipe recipe = copy.recipe();
        const bool datasetGone = !fs::exists(recipe.dataset.path);
        const bool priorGone = !recipe.prior.checkpoint.empty() && !fs::exists(recipe.prior.checkpoint);
        if (datasetGone)
            recipe.dataset.path = bundled.recipe().dataset.path;
        if (priorGone)
            recipe.prior.checkpoint = bundled.recipe().prior.checkpoint;
        if (datasetGone || priorGone)
            copy.saveRecipe(recipe);
        setProject(std::move(copy));
    });
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
    }
    if (m_project)
        m_saveTimer.start(kSaveMilliseconds);
}

bool Workspace::start() {
    return attempt([&] {
        if (!m_project)
            throw base::InputError("There is no project to run in; create or open one first.");
        if (isOn())
            throw base::InputError("A run is on; stop it before you start the next one.");
        settings::requireSound(m_recipe);
        begin(m_project->newRunFolder(), m_recipe, false);
    });
}

bool Workspace::resume(const fs::path& runFolder) {
    return attempt([&] {
        if (isOn())
            throw base::InputError("A run is on; stop it before you resume another one.");
        const projects::RunFolder run = projects::RunFolder::open(runFolder);
        begin(runFolder, run.recipe(), true);
    });
}

void Workspace::show(const fs::path& runFolder) {
    if (m_shown && m_shown->runFolder() == runFolder)
        return;
    if (m_sessionHistory && m_sessionHistory->runFolder() == runFolder) {
        setShown(m_sessionHistory);
        return;
    }
    auto history = std::make_shared<RunHistory>(runFolder);
    auto* follower = new RunFollower(runFolder, std::chrono::milliseconds(500), history.get());
    history->follow(*follower);
    connect(follower, &RunFollower::unreadable, this, &Workspace::problem);
    setShown(std::move(history));
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

void Workspace::setProject(projects::Project project) {
    if (isOn())
        throw base::InputError("A run is on; stop it before you open another project.");
    if (m_saveTimer.isActive())
        saveRecipe();
    m_saveTimer.stop();
    m_watcher.reset();
    m_session.reset();
    m_sessionHistory.reset();
    setShown(nullptr);
    m_runs.clear();
    m_looseRuns.clear();
    m_project = std::move(project);
    m_recipe = m_project->recipe();
    m_recent.add(text(m_project->path()));
    m_runs.setGroup(text(m_project->path()), QString::fromStdString(m_project->name()));
    watch();
    Q_EMIT projectChanged();
    Q_EMIT recipeChanged();
}

void Workspace::openRun(const fs::path& folder) {
    const fs::path owner = folder.parent_path().parent_path();
    if (isProject(owner)) {
        if (!m_project || m_project->path() != owner)
            setProject(projects::Project::open(owner));
    } else if (std::ranges::find(m_looseRuns, folder) == m_looseRuns.end()) {
        m_looseRuns.push_back(folder);
        m_runs.setGroup({}, tr("Opened runs"));
        watch();
    }
    show(folder);
}

void Workspace::watch() {
    m_firstLook = true;
    m_watcher = std::make_unique<RunWatcher>([project = m_project, loose = m_looseRuns] {
        std::vector<fs::path> folders = project ? project->runs() : std::vector<fs::path>();
        folders.insert(folders.end(), loose.begin(), loose.end());
        return folders;
    });
    connect(m_watcher.get(), &RunWatcher::runsChanged, this, &Workspace::runsFound);
}

void Workspace::runsFound(const std::vector<RunSummary>& runs) {
    const auto isLoose = [this](const RunSummary& run) {
        return std::ranges::find(m_looseRuns, run.folder) != m_looseRuns.end();
    };
    std::vector<RunSummary> own;
    std::vector<RunSummary> loose;
    std::ranges::partition_copy(runs, std::back_inserter(loose), std::back_inserter(own), isLoose);
    m_runs.setRuns({}, loose);
    if (m_project)
        m_runs.setRuns(text(m_project->path()), own);
    if (!std::exchange(m_firstLook, false) || own.empty() || isOn())
        return;
    if (!m_shown)
        show(own.back().folder);
    if (own.back().resumable())
        Q_EMIT unfinishedFound(own.back());
}

void Workspace::begin(const fs::path& folder, const settings::Recipe& recipe, bool resume) {
    if (m_saveTimer.isActive()) {
        m_saveTimer.stop();
        saveRecipe();
    }
    m_editedHere.clear();
    if (resume) {
        m_recipe = recipe;
        Q_EMIT recipeChanged();
    }
    m_session = std::make_unique<RunSession>(m_engine, recipe, folder, resume);
    m_sessionHistory = std::make_shared<RunHistory>(folder);
    m_sessionHistory->follow(*m_session);
    connect(m_session.get(), &RunSession::activityChanged, this, &Workspace::activityChanged);
    connect(m_session.get(), &RunFeed::progressed, this, &Workspace::progressed);
    connect(m_session.get(), &RunFeed::settingChanged, this, &Workspace::sessionChanged);
    connect(m_session.get(), &RunFeed::stateChanged, this, [this](const reports::StateChange& change) {
        if (m_watcher)
            m_watcher->refresh();
        if (change.state == reports::RunState::failed)
            Q_EMIT runFailed(QString::fromStdString(change.message));
    });
    setShown(m_sessionHistory);
    Q_EMIT sessionStarted(m_session.get());
    Q_EMIT activityChanged(activity());
}

void Workspace::sessionChanged(const reports::SettingChange& change) {
    if (m_editedHere.contains(change.key))
        return;
    settings::fieldNamed(settings::fieldsOf(m_recipe), change.key).set(change.after);
    Q_EMIT recipeChanged();
}

void Workspace::setShown(std::shared_ptr<RunHistory> history) {
    const std::shared_ptr<RunHistory> before =
        std::exchange(m_shown, std::move(history)); // pages let go of it first
    Q_EMIT shownChanged(m_shown.get());
}

void Workspace::saveRecipe() {
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
