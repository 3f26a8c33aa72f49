#include "app/session/recent_projects.h"

#include <QFileInfo>

namespace ld3m::session {
namespace {

constexpr int kMost = 10;

} // namespace

QStringList RecentProjects::folders() const {
    QStringList there;
    for (const QString& folder : m_settings.value(m_key).toStringList())
        if (QFileInfo::exists(folder))
            there.append(folder);
    return there.mid(0, kMost);
}

void RecentProjects::add(const QString& folder) {
    QStringList all = m_settings.value(m_key).toStringList();
    all.removeAll(folder);
    all.prepend(folder);
    m_settings.setValue(m_key, all.mid(0, kMost));
}

void RecentProjects::clear() {
    m_settings.remove(m_key);
}

} // namespace ld3m::session
