// The ways into a project: from a recipe, from a folder of images, or what is dropped or named.
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
    /// A copy of the bundled demo.
    void openDemo();
    /// What is dropped on the window or named on the command line: a project, run or recipe is opened, any
    /// other folder is taken for images; of a file that is a sweep's, sweepNamed() tells.
    void open(const QString& place);

Q_SIGNALS:
    void sweepNamed(const QString& file);

private:
    session::Workspace& m_workspace;
    session::Tools m_tools;
    QSettings& m_settings;
    QWidget* m_window;
};

} // namespace ld3m::workbench
