// Questions about one image, answered in the background; the newest wish wins.
#pragma once

#include <deque>

#include <QObject>
#include <QPointer>
#include <QTimer>

#include "app/session/background_task.h"
#include "core/reports/image_study.h"

namespace ld3m::session {

/// Norms, denoising strip or nearest real images of one image of a stored checkpoint. The window gets it
/// handed in, as it gets the engine. @throws base::InputError, jobs::Stopped
using StudyImage =
    std::function<void(const reports::StudyQuestion& question, const reports::StudyWatch& watch)>;

class ImageStudyJob : public QObject {
    Q_OBJECT
public:
    /// Without `study` every question fails with a sentence that says so. A minute after the last question it
    /// is told to free what it keeps: by a question without run.
    explicit ImageStudyJob(StudyImage study, QObject* parent = nullptr);
    ~ImageStudyJob() override;

    /// Gives up the question that is being answered. One that was answered before, of the very checkpoint it
    /// asked for, is answered from memory, before this returns.
    void ask(const reports::StudyQuestion& question);
    void cancel();
    void setIdleMilliseconds(int milliseconds) { m_idle.setInterval(milliseconds); }
    bool isBusy() const { return !m_task.isNull(); }
    /// What is being answered, or was last.
    const reports::StudyQuestion& question() const { return m_question; }

Q_SIGNALS:
    void answered(const ld3m::reports::StudyAnswer& answer);
    void progressed(const ld3m::reports::Progress& progress);
    /// One sentence; ended() follows.
    void failed(const QString& sentence);
    void ended();

private:
    struct Known {
        reports::StudyQuestion question;
        reports::StudyAnswer answer;
    };
    void take(const reports::StudyAnswer& answer);

    StudyImage m_study;
    reports::StudyQuestion m_question;
    std::deque<Known> m_known; ///< newest last
    QPointer<BackgroundTask> m_task;
    QTimer m_idle; ///< when nobody has asked for a while, what the study keeps is freed
};

} // namespace ld3m::session
