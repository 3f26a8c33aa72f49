// A sweep of this window: a SweepRunner on a thread of its own, its status as signals on a timer.
#pragma once

#include <filesystem>
#include <functional>
#include <memory>

#include <QObject>
#include <QTimer>

#include "core/jobs/job.h"
#include "core/sweeps/sweep_runner.h"

namespace ld3m::session {

/// The program that runs points: `ld3m` beside this one. @throws base::InputError when it is not there.
std::filesystem::path sweepProgram();

class SweepSession : public QObject {
    Q_OBJECT
public:
    /// Takes the sweep's lock, reads its runs and starts, all on its thread: what is wrong comes as failed(),
    /// such as that another process runs the sweep. With `options.stay` it serves until stop(), so that
    /// points can be restored when all is done; with `options.proceed` off a paused sweep is opened without
    /// starting.
    SweepSession(sweeps::SweepFolder folder, sweeps::RunnerOptions options, QObject* parent = nullptr);
    /// Stops; waits until the running points have saved their state.
    ~SweepSession() override;

    const sweeps::SweepFolder& folder() const { return m_folder; }
    /// The newest that was told; empty before the runs have been read.
    const sweeps::SweepStatus& status() const { return m_status; }
    bool isUnderway() const { return m_job != nullptr; }

    // Each returns at once; statusChanged() tells when it took effect.
    void pause();
    void proceed();
    void stop();
    void cancel(const std::string& id);
    void restore(const std::string& id);
    void reorder(const std::vector<std::string>& ids);
    void setJobs(int jobs);

Q_SIGNALS:
    void statusChanged(const ld3m::sweeps::SweepStatus& status);
    /// One sentence.
    void failed(const QString& sentence);
    /// After the last status or failed(); nothing is running any more.
    void ended();

private:
    void tell(std::function<void(sweeps::SweepRunner&)> wish);
    void drain();

    sweeps::SweepFolder m_folder;
    sweeps::SweepStatus m_status;
    struct Shared;
    std::shared_ptr<Shared> m_shared; ///< with the job's thread
    QTimer m_timer;
    std::unique_ptr<jobs::Job> m_job;
};

} // namespace ld3m::session
