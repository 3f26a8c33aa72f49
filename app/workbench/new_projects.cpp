#include "app/workbench/new_projects.h"

#include <QDir>
#include <QFileInfo>

#include "app/workbench/bundled.h"
#include "app/workbench/images_project_dialog.h"
#include "app/workbench/new_project_dialog.h"
#include "core/base/bundled.h"
#include "core/projects/run_folder.h"
#include "core/settings/recipe_file.h"
#include "core/sweeps/plan_file.h"

namespace ld3m::workbench {
namespace {

const QString kLocation = QStringLiteral("projects/location");

} // namespace

NewProjects::NewProjects(session::Workspace& workspace, session::Tools tools, QSettings& settings,
                         QWidget* window)
    : QObject(window), m_workspace(workspace), m_tools(std::move(tools)), m_settings(settings),
      m_window(window) {}

void NewProjects::fromRecipe() {
    auto* dialog = new NewProjectDialog(bundledRecipes(), m_window);
    dialog->setAttribute(Qt::WA_DeleteOnClose);
    connect(dialog, &QDialog::accepted, this, [this, dialog] {
        settings::Recipe recipe;
        try {
            if (!dialog->recipeFile().isEmpty())
                recipe = settings::readRecipe(dialog->recipeFile().toStdString());
        } catch (const std::exception& refused) {
            Q_EMIT m_workspace.problem(QString::fromUtf8(refused.what()));
            return;
        }
        m_workspace.createProject(dialog->folder(), dialog->name(), recipe);
    });
    dialog->open();
}

void NewProjects::fromImages(const QString& folder) {
    const QString location = m_settings.value(kLocation, QDir::homePath()).toString();
    auto* dialog = new ImagesProjectDialog(
        m_tools, location, base::bundledFile("resources/priors/cifar10-small.safetensors"), m_window);
    dialog->setAttribute(Qt::WA_DeleteOnClose);
    connect(dialog, &ImagesProjectDialog::wanted, this, [this, dialog](bool run) {
        if (!m_workspace.createProject(dialog->projectFolder(), dialog->name(), dialog->recipe()))
            return;
        m_settings.setValue(kLocation, dialog->location());
        if (run)
            m_workspace.start();
    });
    dialog->open();
    if (!folder.isEmpty())
        dialog->setFolder(folder);
}

void NewProjects::openDemo() {
    if (bundledDemo().empty())
        Q_EMIT m_workspace.problem(tr("The demo is missing: there is no projects/demo beside the program; "
                                      "install the program again or open a project of your own."));
    else
        m_workspace.openCopy(bundledDemo());
}

void NewProjects::open(const QString& place) {
    const std::filesystem::path path = place.toStdString();
    if (sweeps::mayBePlan(path)) {
        Q_EMIT sweepNamed(place);
        return;
    }
    const bool known = projects::Project::isProject(path) || projects::RunFolder::isRun(path);
    if (QFileInfo(place).isDir() && !known && !m_workspace.isOn() && m_tools.look_into)
        fromImages(place);
    else
        m_workspace.open(path);
}

} // namespace ld3m::workbench
