#include "app/session/background_task.h"

#include <algorithm>
#include <iterator>

#include <QCoreApplication>
#include <QPointer>

#include "core/base/channel.h"

namespace ld3m::session {
namespace {

constexpr int kDrainMilliseconds = 33;

std::vector<BackgroundTask*>& allTasks() {
    static std::vector<BackgroundTask*> tasks;
    return tasks;
}

QString sentenceOf(const std::exception_ptr& problem) {
    try {
        std::rethrow_exception(problem);
    } catch (const std::exception& refused) {
        return QString::fromUtf8(refused.what());
    } catch (...) {
        return QObject::tr("It ended for a reason that names itself nowhere; see the log.");
    }
}

} // namespace

BackgroundTask::BackgroundTask(QString title, Work work, QObject* parent)
    : QObject(parent), m_title(std::move(title)),
      m_deliveries(std::make_shared<base::Channel<std::function<void()>>>()) {
    allTasks().push_back(this);
    connect(&m_timer, &QTimer::timeout, this, &BackgroundTask::drain);
    m_timer.start(kDrainMilliseconds);
    m_job = std::make_unique<jobs::Job>([work = std::move(work), deliveries = m_deliveries](
                                            jobs::Control& control, reports::Published& published) {
        TaskContext context{control, published,
                            [&deliveries](std::function<void()> part) { deliveries->send(std::move(part)); }};
        work(context);
    });
}

BackgroundTask::~BackgroundTask() {
    std::erase(allTasks(), this);
}

std::vector<BackgroundTask*> BackgroundTask::allUnderway() {
    std::vector<BackgroundTask*> underway;
    std::ranges::copy_if(allTasks(), std::back_inserter(underway), &BackgroundTask::isUnderway);
    return underway;
}

void BackgroundTask::cancel() {
    if (m_job)
        m_job->control().stop();
}

void BackgroundTask::abandon() {
    cancel();
    m_abandoned = true;
    setParent(QCoreApplication::instance()); // which waits for it, should the program end before
    if (!m_job)
        deleteLater();
}

void BackgroundTask::drain() {
    const bool returned = m_job->done(); // asked first: what was delivered before it is then surely drained
    const QPointer<BackgroundTask> self = this; // a receiver may end what it receives from
    for (const std::function<void()>& part : m_deliveries->drain()) {
        if (!m_abandoned)
            part();
        if (!self)
            return;
    }
    if (const auto progress = m_job->published().progress.take(); progress && !m_abandoned) {
        m_progress = *progress;
        Q_EMIT progressed(m_progress);
    }
    if (!self || !returned)
        return;
    m_timer.stop();
    const std::exception_ptr problem = m_job->problem();
    // A job that was stopped says so in its events; one that came to its end before it heard of it is done.
    bool stopped = false;
    for (const reports::Event& event : m_job->published().events.drain())
        if (const auto* change = std::get_if<reports::StateChange>(&event))
            stopped = stopped || change->state == reports::RunState::stopped;
    m_job.reset();
    if (m_abandoned) {
        deleteLater();
        return;
    }
    m_outcome = problem ? Outcome::failed : stopped ? Outcome::cancelled : Outcome::done;
    if (problem)
        Q_EMIT failed(sentenceOf(problem));
    else if (stopped)
        Q_EMIT cancelled();
    else
        Q_EMIT done();
    if (self)
        Q_EMIT ended();
}

} // namespace ld3m::session
