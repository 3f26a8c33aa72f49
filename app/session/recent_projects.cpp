#include "app/session/recent_projects.h"

#include <QFileInfo>

namespace ld3m::session {
namespace {

const QString kKey = QStringLiteral("recent_projects");
constexpr int kMost = 10;

} // namespace

QStringList RecentProjects::folders() const {
    QStringList there;
    for (const QString& folder : m_settings.value(kKey).toStringList())
        if (QFileInfo(folder).isDir())
            there.append(folder);
    return there.mid(0, kMost);
}

void RecentProjects::add(const QString& folder) {
    QStringList all = m_settings.value(kKey).toStringList();
    all.removeAll(folder);
    all.prepend(folder);
    m_settings.setValue(kKey, all.mid(0, kMost));
}

void RecentProjects::clear() {
    m_settings.remove(kKey);
}

} // namespace ld3m::session
