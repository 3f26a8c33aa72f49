// Projects opened before, newest first, remembered in the user's settings.
#pragma once

#include <QSettings>
#include <QStringList>

namespace ld3m::session {

class RecentProjects {
public:
    /// `settings` must outlive this object.
    explicit RecentProjects(QSettings& settings) : m_settings(settings) {}

    /// At most ten; folders that are gone are left out.
    QStringList folders() const;
    void add(const QString& folder);
    void clear();

private:
    QSettings& m_settings;
};

} // namespace ld3m::session
