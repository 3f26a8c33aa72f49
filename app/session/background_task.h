// One piece of long work beside the window: an evaluation, an export, a look into a folder. It runs on a
// thread of its own; progress, parts of the result and the end arrive on the thread that made this object.
#pragma once

#include <functional>
#include <memory>
#include <vector>

#include <QObject>
#include <QTimer>

#include "core/jobs/job.h"

namespace ld3m::session {

/// What the work is given, on its own thread.
struct TaskContext {
    jobs::Control& control;        ///< call control.checkpoint() often: it serves cancel()
    reports::Published& published; ///< publish progress here: what, done, total
    /// Hands a result, or a part of it, over: the function is called where the task was made, in order, and
    /// not at all once the task was abandoned or destroyed. Capture values only.
    std::function<void(std::function<void()>)> deliver;
};

class BackgroundTask : public QObject {
    Q_OBJECT
public:
    using Work = std::function<void(TaskContext&)>;
    enum class Outcome { underway, done, failed, cancelled };

    /// Starts at once. `title` is what people see while it lasts: "Evaluating iteration 120". What `work`
    /// throws becomes failed() with its sentence; jobs::Stopped becomes cancelled().
    BackgroundTask(QString title, Work work, QObject* parent = nullptr);
    /// Cancels and waits; abandon() does not wait.
    ~BackgroundTask() override;

    /// All of the program, the abandoned ones that still compute included. UI thread.
    static std::vector<BackgroundTask*> allUnderway();

    const QString& title() const { return m_title; }
    const reports::Progress& progress() const { return m_progress; }
    Outcome outcome() const { return m_outcome; }
    bool isUnderway() const { return m_outcome == Outcome::underway; }

    // Both return at once.
    void cancel();
    /// Nobody wants it any more: cancels, says nothing further, and deletes itself when the work has
    /// returned.
    void abandon();

Q_SIGNALS:
    void progressed(const ld3m::reports::Progress& progress);
    /// Everything that was delivered has been called before it.
    void done();
    /// One sentence.
    void failed(const QString& sentence);
    void cancelled();
    /// After one of the three above; nothing follows.
    void ended();

private:
    void drain();

    QString m_title;
    reports::Progress m_progress;
    Outcome m_outcome = Outcome::underway;
    bool m_abandoned = false;
    QTimer m_timer;
    std::shared_ptr<base::Channel<std::function<void()>>> m_deliveries;
    std::unique_ptr<jobs::Job> m_job;
};

} // namespace ld3m::session
