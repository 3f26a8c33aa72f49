// The window without a project: what this program does, and the buttons that begin.
#pragma once

#include <QWidget>

#include "app/session/recent_projects.h"

class QLabel;
class QVBoxLayout;

namespace ld3m::workbench {

class Actions;

class StartPage : public QWidget {
    Q_OBJECT
public:
    StartPage(const Actions& actions, QWidget* parent = nullptr);

    void setRecent(const QStringList& folders);

Q_SIGNALS:
    void projectChosen(const QString& folder);

private:
    QLabel* m_recentTitle;
    QVBoxLayout* m_recent;
};

} // namespace ld3m::workbench
