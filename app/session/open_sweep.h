// The sweep that a page shows: a file that was not begun, a folder, a sweep that this window runs, or one
// that another process runs and this window follows. Whatever reads or writes the disk does so on other
// threads.
#pragma once

#include <functional>
#include <memory>
#include <optional>

#include <QObject>
#include <QStringList>
#include <QThreadPool>

#include "app/session/background_task.h"
#include "app/session/sweep_follower.h"
#include "app/session/sweep_session.h"
#include "core/sweeps/sweep_table.h"

namespace ld3m::session {

class OpenSweep : public QObject {
    Q_OBJECT
public:
    enum class Doing {
        nothing,  ///< no sweep is open
        opening,  ///< a file or folder is read
        resting,  ///< nobody runs it
        running,  ///< this window does, or has paused it
        stopping, ///< the runs that are on save their state
        followed, ///< another process runs it: nothing can be changed here
    };
    using Program = std::function<std::filesystem::path()>;

    /// `program` says what runs the points.
    explicit OpenSweep(Program program = sweepProgram, QObject* parent = nullptr);
    /// Stops a sweep that is on and waits until its runs have saved their state.
    ~OpenSweep() override;

    /// A sweep's file (SWEEP.toml) or folder. A file's sweep goes into `home`/<its stem>, which is made when
    /// it is started; one that is there already is opened. Answered by opened() or failed().
    void open(const std::filesystem::path& place, const std::filesystem::path& home);
    /// Writes a file in `home` that varies the reverse steps of this recipe, and opens it.
    void openSteps(const settings::Recipe& recipe, const std::filesystem::path& home);

    Doing doing() const { return m_doing; }
    bool isOpen() const { return m_plan != nullptr; }
    bool isOn() const { return m_session != nullptr; }
    QString name() const;
    /// The sweep's folder; it may be still to be made.
    const std::filesystem::path& folder() const { return m_folderPath; }
    bool isBegun() const { return m_folder != nullptr; }
    /// What was opened: a file or a folder.
    const std::filesystem::path& place() const { return m_place; }
    const sweeps::SweepPlan& plan() const { return *m_plan; }
    const sweeps::SweepTable& table() const { return m_table; }
    const sweeps::SweepStatus& status() const { return m_status; }
    std::filesystem::path runFolder(const QString& point) const;

    // Each returns at once; statusChanged() or doingChanged() tells when it took effect.
    void start();
    void pause();
    void proceed();
    void stop();
    void setJobs(int jobs);
    int jobs() const { return m_jobs; }
    void cancel(const QStringList& points);
    /// Cancelled and failed points are put back.
    void restore(const QStringList& points);
    /// Among those that are not finished.
    void moveEarlier(const QStringList& points);
    void moveLater(const QStringList& points);

Q_SIGNALS:
    void opened();
    void statusChanged();
    void doingChanged();
    /// One sentence.
    void failed(const QString& sentence);

private:
    /// What reading a place gives.
    struct Found {
        std::filesystem::path place, folderPath;
        std::shared_ptr<const sweeps::SweepFolder> folder; ///< null: still to be made
        std::shared_ptr<const sweeps::SweepPlan> plan;
        sweeps::SweepTable table;
        sweeps::Arrangement arrangement;
    };
    static Found read(const std::filesystem::path& place, const std::filesystem::path& home);
    void attempt(const QString& title, std::function<void(TaskContext&)> work);
    void take(Found found);
    void takeStatus(const sweeps::SweepStatus& status);
    void begin();
    void sessionEnded();
    void setDoing(Doing doing);
    void move(const QStringList& points, bool earlier);
    void arrange(const std::function<void(sweeps::Arrangement&)>& change,
                 const std::vector<std::filesystem::path>& forgotten = {});

    Program m_program;
    Doing m_doing = Doing::nothing;
    std::filesystem::path m_place, m_folderPath;
    std::shared_ptr<const sweeps::SweepFolder> m_folder;
    std::shared_ptr<const sweeps::SweepPlan> m_plan;
    sweeps::Arrangement m_arrangement; ///< while nobody runs it
    sweeps::SweepTable m_table;
    sweeps::SweepStatus m_status;
    int m_jobs = 1;
    QThreadPool m_saver;
    SweepFollower m_follower;
    std::unique_ptr<BackgroundTask> m_task;
    std::unique_ptr<SweepSession> m_session;
};

/// Writes "reverse-steps.toml" and the recipe that it starts from into `home`, under a name that is free:
/// T = 2, 5, 10, 20, 40. @returns the sweep's file. @throws base::RunError
std::filesystem::path writeStepsSweep(const settings::Recipe& recipe, const std::filesystem::path& home);

} // namespace ld3m::session
