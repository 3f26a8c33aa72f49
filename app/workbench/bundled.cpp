#include "app/workbench/bundled.h"

#include <QDir>

#include "core/base/bundled.h"

namespace fs = std::filesystem;

namespace ld3m::workbench {

fs::path bundledProjects() {
    return base::bundledFile("projects/demo/project.toml").parent_path().parent_path();
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
