// What a workspace may be pointed at: projects, recipes, bundled projects and single run folders.
#include <algorithm>

#include <QStandardPaths>

#include "app/session/workspace.h"
#include "core/base/error.h"
#include "core/base/text.h"
#include "core/projects/run_folder.h"
#include "core/settings/recipe_file.h"

namespace fs = std::filesystem;

namespace ld3m::session {
namespace {

fs::path tidy(const fs::path& path) {
    fs::path absolute = fs::absolute(path).lexically_normal();
    return absolute.has_filename() ? absolute : absolute.parent_path();
}

bool isProject(const fs::path& folder) {
    return fs::is_regular_file(folder / "project.toml");
}

} // namespace

bool Workspace::open(const fs::path& path) {
    const fs::path place = tidy(path);
    return attempt([&] {
        if (!fs::exists(place))
            throw base::InputError(base::text("There is no ", place.string(),
                                              "; give a project folder, a run folder or a recipe (.toml)."));
        if (fs::is_directory(place) && projects::RunFolder::isRun(place))
            openRun(place);
        else if (fs::is_directory(place) || place.filename() == "project.toml")
            openProject(place);
        else
            takeRecipe(place, projectFolderOf(place));
    });
}

bool Workspace::createProject(const fs::path& folder, const QString& name, const settings::Recipe& recipe) {
    return attempt([&] {
        leaveProject();
        setProject(projects::Project::create(tidy(folder), name.toStdString(), recipe));
    });
}

bool Workspace::openRecipe(const fs::path& recipeFile, const fs::path& projectFolder) {
    return attempt([&] { takeRecipe(tidy(recipeFile), tidy(projectFolder)); });
}

fs::path Workspace::projectFolderOf(const fs::path& recipeFile) {
    const QString data = QStandardPaths::writableLocation(QStandardPaths::AppDataLocation);
    return fs::path(data.toStdString()) / "projects" / recipeFile.stem();
}

bool Workspace::openCopy(const fs::path& bundledProject) {
    return attempt([&] {
        leaveProject();
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

void Workspace::openProject(const fs::path& folderOrFile) {
    leaveProject();
    setProject(projects::Project::open(folderOrFile));
}

void Workspace::takeRecipe(const fs::path& file, const fs::path& folder) {
    leaveProject();
    const settings::Recipe recipe = settings::readRecipe(file);
    if (!isProject(folder)) {
        setProject(projects::Project::create(folder, file.stem().string(), recipe));
        return;
    }
    projects::Project project = projects::Project::open(folder);
    project.saveRecipe(recipe);
    setProject(std::move(project));
}

void Workspace::openRun(const fs::path& folder) {
    const fs::path owner = folder.parent_path().parent_path();
    if (isProject(owner)) {
        if (!m_project || m_project->path() != owner)
            openProject(owner);
    } else if (std::ranges::find(m_looseRuns, folder) == m_looseRuns.end()) {
        m_looseRuns.push_back(folder);
        m_runs.setGroup({}, tr("Opened runs"));
        watch();
    }
    show(folder);
}

/// Refuses before anything on the disk is touched; then what was edited a moment ago is in its file before
/// that file is read again.
void Workspace::leaveProject() {
    if (isOn())
        throw base::InputError("A run is on; stop it before you open another project.");
    settle();
}

} // namespace ld3m::session
