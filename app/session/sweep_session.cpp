#include "app/session/sweep_session.h"

#include <mutex>

#include <QCoreApplication>
#include <QPointer>

#include "core/base/error.h"
#include "core/base/text.h"

namespace ld3m::session {
namespace {

constexpr int kDrainMilliseconds = 100;

QString sentenceOf(const std::exception_ptr& problem) {
    try {
        std::rethrow_exception(problem);
    } catch (const std::exception& refused) {
        return QString::fromUtf8(refused.what());
    } catch (...) {
        return QObject::tr("The sweep ended for a reason that names itself nowhere; see the log.");
    }
}

} // namespace

struct SweepSession::Shared {
    using Wish = std::function<void(sweeps::SweepRunner&)>;

    std::mutex mutex;
    std::unique_ptr<sweeps::SweepRunner> runner; ///< null until the job has made it
    std::vector<Wish> early;                     ///< what was wished before that

    sweeps::SweepRunner& make(const sweeps::SweepFolder& folder, const sweeps::RunnerOptions& options) {
        auto made = std::make_unique<sweeps::SweepRunner>(folder, options);
        const std::lock_guard lock(mutex);
        for (const Wish& wish : early)
            wish(*made);
        runner = std::move(made);
        return *runner;
    }

    std::optional<sweeps::SweepStatus> take() {
        const std::lock_guard lock(mutex);
        return runner ? runner->published().take() : std::nullopt;
    }
};

std::filesystem::path sweepProgram() {
    const std::filesystem::path program = QCoreApplication::applicationDirPath().toStdString() + "/ld3m";
    if (!std::filesystem::exists(program))
        throw base::InputError(base::text("There is no program ", program.string(),
                                          " to run the points of a sweep: install ld3m beside the window."));
    return program;
}

SweepSession::SweepSession(sweeps::SweepFolder folder, sweeps::RunnerOptions options, QObject* parent)
    : QObject(parent), m_folder(std::move(folder)), m_shared(std::make_shared<Shared>()) {
    connect(&m_timer, &QTimer::timeout, this, &SweepSession::drain);
    m_timer.start(kDrainMilliseconds);
    m_job = std::make_unique<jobs::Job>([shared = m_shared, sweep = m_folder,
                                         options = std::move(options)](jobs::Control&, reports::Published&) {
        shared->make(sweep, options).run();
    });
}

SweepSession::~SweepSession() {
    stop();
}

void SweepSession::tell(std::function<void(sweeps::SweepRunner&)> wish) {
    const std::lock_guard lock(m_shared->mutex);
    if (m_shared->runner)
        wish(*m_shared->runner);
    else
        m_shared->early.push_back(std::move(wish));
}

void SweepSession::drain() {
    const bool returned = m_job->done();      // asked first: its last status is then surely taken
    const QPointer<SweepSession> self = this; // a receiver may end what it receives from
    if (auto newest = m_shared->take()) {
        m_status = std::move(*newest);
        Q_EMIT statusChanged(m_status);
    }
    if (!self || !returned)
        return;
    m_timer.stop();
    const std::exception_ptr problem = m_job->problem();
    m_job.reset();
    m_shared->runner.reset(); // another may run the sweep now
    if (problem)
        Q_EMIT failed(sentenceOf(problem));
    if (self)
        Q_EMIT ended();
}

void SweepSession::pause() {
    tell([](sweeps::SweepRunner& runner) { runner.pause(); });
}
void SweepSession::proceed() {
    tell([](sweeps::SweepRunner& runner) { runner.proceed(); });
}
void SweepSession::stop() {
    tell([](sweeps::SweepRunner& runner) { runner.stop(); });
}
void SweepSession::cancel(const std::string& id) {
    tell([id](sweeps::SweepRunner& runner) { runner.cancel(id); });
}
void SweepSession::restore(const std::string& id) {
    tell([id](sweeps::SweepRunner& runner) { runner.restore(id); });
}
void SweepSession::reorder(const std::vector<std::string>& ids) {
    tell([ids](sweeps::SweepRunner& runner) { runner.reorder(ids); });
}
void SweepSession::setJobs(int jobs) {
    tell([jobs](sweeps::SweepRunner& runner) { runner.setJobs(jobs); });
}

} // namespace ld3m::session
