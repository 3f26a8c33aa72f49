#include "app/session/compared_runs.h"

#include <QCryptographicHash>
#include <QStringList>

#include "core/projects/run_folder.h"

namespace ld3m::session {
namespace {

QString keyOf(const std::filesystem::path& project) {
    const QByteArray digest =
        QCryptographicHash::hash(QByteArray::fromStdString(project.string()), QCryptographicHash::Sha1);
    return QStringLiteral("compared_runs/") + QString::fromLatin1(digest.toHex().left(16));
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
