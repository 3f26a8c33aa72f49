#include "app/session/diagnosis.h"

namespace ld3m::session {

Diagnosis::Diagnosis(Tools::Diagnose diagnose, QObject* parent)
    : QObject(parent), m_diagnose(std::move(diagnose)) {}

Diagnosis::~Diagnosis() {
    drop();
}

void Diagnosis::ask(const reports::DiagnosisQuestion& question) {
    drop();
    m_subject.reset();
    m_results = {};
    m_progress = {};
    m_clock.invalidate();
    Q_EMIT cleared();
    if (!m_diagnose)
        return;
    m_lookingUp = question.stored_only;
    const auto work = [this, question, diagnose = m_diagnose](TaskContext& context) {
        reports::DiagnosisWatch watch;
        watch.checkpoint = [&context] { context.control.checkpoint(); };
        watch.progress = [&context](const reports::Progress& now) {
            context.published.progress.publish(now);
        };
        watch.begun = [&](const reports::DiagnosisSubject& subject) {
            context.deliver([this, subject] {
                m_subject = subject;
                m_results.iteration = subject.iteration;
                Q_EMIT begun();
            });
        };
        watch.flow = [&](const reports::FlowPoint& point) {
            context.deliver([this, point] {
                m_results.add(point);
                Q_EMIT flowMeasured(point);
            });
        };
        watch.chain = [&](const reports::GradientChain& chain) {
            context.deliver([this, chain] {
                m_results.add(chain);
                Q_EMIT chainMeasured(chain);
            });
        };
        diagnose(question, watch);
    };
    m_task = new BackgroundTask(tr("Diagnosing"), work, this);
    connect(m_task, &BackgroundTask::progressed, this, [this](const reports::Progress& now) {
        const bool another = now.what.substr(0, 8) == "Decoding" || m_progress.total != now.total;
        m_progress = now;
        if (another || !m_clock.isValid()) {
            m_clock.start();
            m_clockBegin = now.done;
        }
        Q_EMIT progressed();
    });
    connect(m_task, &BackgroundTask::failed, this, [this](const QString& sentence) {
        if (!m_lookingUp)
            Q_EMIT failed(sentence);
    });
    connect(m_task, &BackgroundTask::ended, this, [this] {
        m_task->deleteLater();
        m_task = nullptr;
        m_lookingUp = false;
        Q_EMIT ended();
    });
}

void Diagnosis::cancel() {
    if (m_task)
        m_task->cancel();
}

std::optional<double> Diagnosis::remaining() const {
    const std::int64_t done = m_progress.done - m_clockBegin;
    if (!isUnderway() || !m_clock.isValid() || done <= 0 || m_progress.total <= 0)
        return {};
    return double(m_clock.elapsed()) / 1000 * double(m_progress.total - m_progress.done) / double(done);
}

void Diagnosis::drop() {
    if (BackgroundTask* task = std::exchange(m_task, nullptr)) {
        task->disconnect(this);
        task->abandon();
    }
    m_lookingUp = false;
}

} // namespace ld3m::session
