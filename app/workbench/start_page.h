// The window without a project: what this program does, and the buttons that begin.
#pragma once

#include <QWidget>

#include "app/session/recent_projects.h"

namespace ld3m::workbench {

class Actions;
class RecentPlaces;

class StartPage : public QWidget {
    Q_OBJECT
public:
    StartPage(const Actions& actions, QWidget* parent = nullptr);

    void setRecent(const QStringList& folders);

Q_SIGNALS:
    void projectChosen(const QString& folder);

private:
    RecentPlaces* m_recent;
};

} // namespace ld3m::workbench
