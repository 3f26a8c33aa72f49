// Pictures of the window at given moments, for the documentation.
#pragma once

#include <vector>

#include <QWidget>

#include "app/session/workspace.h"
#include "app/workbench/arguments.h"

namespace ld3m::workbench {

class Screenshooter : public QObject {
    Q_OBJECT
public:
    Screenshooter(QWidget& window, session::Workspace& workspace, std::vector<Screenshot> wanted,
                  QObject* parent = nullptr);

Q_SIGNALS:
    /// The last one is written.
    void done();
    void failed(const QString& sentence);

private:
    void plan(const Screenshot& screenshot);
    void shoot(const Screenshot& screenshot);

    QWidget& m_window;
    session::Workspace& m_workspace;
    std::size_t m_left;
};

} // namespace ld3m::workbench
