#include "app/session/compared_runs.h"

#include <QStringList>

#include "app/session/project_key.h"
#include "core/projects/run_folder.h"

namespace ld3m::session {
namespace {

QString keyOf(const std::filesystem::path& project) {
    return QStringLiteral("compared_runs/") + projectKey(QString::fromStdString(project.string()));
}

} // namespace

void ComparedRuns::remember(const std::filesystem::path& project,
                            const std::vector<std::filesystem::path>& runs) {
    QStringList places;
    for (const std::filesystem::path& run : runs)
        places << QString::fromStdString(run.string());
    m_settings.setValue(keyOf(project), places);
}

std::vector<std::filesystem::path> ComparedRuns::of(const std::filesystem::path& project) const {
    std::vector<std::filesystem::path> runs;
    for (const QString& place : m_settings.value(keyOf(project)).toStringList())
        if (projects::RunFolder::isRun(place.toStdString()))
            runs.emplace_back(place.toStdString());
    return runs.size() < 2 ? std::vector<std::filesystem::path>() : runs;
}

} // namespace ld3m::session
