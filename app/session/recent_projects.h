// Places opened before, newest first, remembered in the user's settings: projects, or sweeps.
#pragma once

#include <QSettings>
#include <QStringList>

namespace ld3m::session {

class RecentProjects {
public:
    /// `settings` must outlive this object.
    explicit RecentProjects(QSettings& settings, QString key = QStringLiteral("recent_projects"))
        : m_settings(settings), m_key(std::move(key)) {}

    /// At most ten; what is gone is left out.
    QStringList folders() const;
    void add(const QString& folder);
    void clear();

private:
    QSettings& m_settings;
    QString m_key;
};

} // namespace ld3m::session
