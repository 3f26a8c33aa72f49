// The two ways to a new project: from a recipe, or from a folder of images.
#pragma once

#include <QSettings>
#include <QWidget>

#include "app/session/tools.h"
#include "app/session/workspace.h"

namespace ld3m::workbench {

class NewProjects : public QObject {
    Q_OBJECT
public:
    /// All must outlive this object.
    NewProjects(session::Workspace& workspace, session::Tools tools, QSettings& settings, QWidget* window);

    void fromRecipe();
    /// Asks for the folder in its dialog when none is given.
    void fromImages(const QString& folder = {});
    /// What is dropped on the window: a project, run or recipe is opened, any other folder is taken for
    /// images.
    void drop(const QString& place);

private:
    session::Workspace& m_workspace;
    session::Tools m_tools;
    QSettings& m_settings;
    QWidget* m_window;
};

} // namespace ld3m::workbench
