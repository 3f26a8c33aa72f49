// Where docks and splitters are, remembered for each project in the user's settings, never in the project.
#pragma once

#include <QSettings>
#include <QString>

class QMainWindow;

namespace ld3m::workbench {

class LivePage;

class WindowLayout {
public:
    /// Call when all docks exist: how they are now is what reset() goes back to.
    WindowLayout(QMainWindow& window, LivePage& page, QSettings& settings);

    /// `project`: its folder; empty for the window without one. A window that nobody has seen is not saved.
    void save(const QString& project);
    /// As this project was left; unchanged for one that was never open.
    void restore(const QString& project);
    void reset();

private:
    static QString key(const QString& project);

    QMainWindow& m_window;
    LivePage& m_page;
    QSettings& m_settings;
    QByteArray m_firstDocks;
    QByteArray m_firstSplitters;
};

} // namespace ld3m::workbench
