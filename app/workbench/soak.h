// The soak behind --monkey: the demo runs, the monkey plays, and memory and Qt's warnings are watched.
#pragma once

#include <string>
#include <vector>

#include <QTemporaryDir>

#include "app/workbench/main_window.h"
#include "app/workbench/monkey.h"

namespace ld3m::workbench {

/// What Qt warned of since installed; messages go on to where they went before. One at a time.
class WarningCount {
public:
    WarningCount();
    ~WarningCount();

    std::int64_t count() const;
    /// The first of each kind, at most twenty.
    QStringList kinds() const;
};

/// The program's settings, data and home in a folder of its own, removed at the end. Before the first
/// QSettings.
class Sandbox {
public:
    Sandbox();
    QString folder() const { return m_folder.path(); }

private:
    QTemporaryDir m_folder;
};

struct SoakVerdict {
    bool good = true;
    std::string text; ///< why, in lines
};

/// `resting` is resident memory in bytes between runs, one a minute, the first after a minute. Flat: the
/// median of the last quarter of the minutes after the fifth lies at most `growth` (a share) over the median
/// of their first quarter. Shorter soaks are not judged by memory.
SoakVerdict judgeSoak(const std::vector<std::int64_t>& resting, std::int64_t warnings,
                      const QStringList& kinds, double growth = 0.05);

class Soak : public QObject {
    Q_OBJECT
public:
    /// Starts the monkey. Keeps a run of the workspace's recipe going: a run that ended, or that the monkey
    /// stopped, is followed by a new one. After each `restMilliseconds` all rests for a moment, whatever
    /// computes ends and what is freed goes back to the system: what is resident then can be compared, while
    /// a run takes what the monkey made of its settings. Both are printed.
    Soak(MainWindow& window, session::Workspace& workspace, std::uint32_t seed, double minutes,
         int restMilliseconds = 60000, QObject* parent = nullptr);

    const std::vector<std::int64_t>& resting() const { return m_resting; }
    std::int64_t acts() const { return m_monkey.acts(); }

Q_SIGNALS:
    void done();

private:
    void keepRunning();
    void go();
    void rest();
    void measure();
    void end();
    void leave();

    session::Workspace& m_workspace;
    Monkey m_monkey;
    settings::Recipe m_recipe;
    QTimer m_keeper;
    QTimer m_rest;
    std::vector<std::int64_t> m_resting;
    std::int64_t m_running = 0; ///< bytes resident when the last rest began
    int m_runs = 0;
    bool m_ended = false;
};

} // namespace ld3m::workbench
