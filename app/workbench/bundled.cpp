#include "app/workbench/bundled.h"

#include <QCoreApplication>
#include <QDir>

namespace fs = std::filesystem;

namespace ld3m::workbench {

fs::path bundledProjects() {
    const fs::path program = QCoreApplication::applicationDirPath().toStdString();
    const fs::path installed = program / "../share/ld3m-workbench/projects";
    if (fs::is_directory(installed))
        return installed.lexically_normal();
    for (fs::path folder = program; folder != folder.parent_path(); folder = folder.parent_path())
        if (fs::is_regular_file(folder / "projects/demo/project.toml"))
            return folder / "projects";
    return {};
}

fs::path bundledDemo() {
    const fs::path projects = bundledProjects();
    return projects.empty() ? fs::path() : projects / "demo";
}

QStringList bundledRecipes() {
    const fs::path projects = bundledProjects();
    QStringList files;
    if (projects.empty())
        return files;
    const QDir folder(QString::fromStdString(projects.string()));
    for (const QString& name : folder.entryList({QStringLiteral("*.toml")}, QDir::Files, QDir::Name))
        files << folder.filePath(name);
    return files;
}

} // namespace ld3m::workbench
