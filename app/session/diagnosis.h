// A diagnosis in the window: asks the engine in the background and shows what comes, stored results first.
#pragma once

#include <optional>

#include <QElapsedTimer>
#include <QObject>

#include "app/session/background_task.h"
#include "app/session/tools.h"
#include "core/reports/diagnosis.h"

namespace ld3m::session {

class Diagnosis : public QObject {
    Q_OBJECT
public:
    explicit Diagnosis(Tools::Diagnose diagnose, QObject* parent = nullptr);
    ~Diagnosis() override;

    bool canMeasure() const { return bool(m_diagnose); }
    /// Drops what is being measured and asks this. With `question.stored_only` only what the run folder
    /// remembers is told, and a question that makes no sense is told by nobody.
    void ask(const reports::DiagnosisQuestion& question);
    /// What has arrived stays.
    void cancel();

    /// The engine measures; looking up what is stored does not count.
    bool isUnderway() const { return m_task && !m_lookingUp; }
    const std::optional<reports::DiagnosisSubject>& subject() const { return m_subject; }
    /// What has arrived.
    const reports::Diagnosis& results() const { return m_results; }
    const reports::Progress& progress() const { return m_progress; }
    /// Seconds left; nothing while it cannot be told.
    std::optional<double> remaining() const;

Q_SIGNALS:
    /// Another question: everything was forgotten.
    void cleared();
    void begun();
    void flowMeasured(const ld3m::reports::FlowPoint& point);
    void chainMeasured(const ld3m::reports::GradientChain& chain);
    void progressed();
    void failed(const QString& sentence);
    /// No longer underway.
    void ended();

private:
    void drop();

    Tools::Diagnose m_diagnose;
    BackgroundTask* m_task = nullptr;
    bool m_lookingUp = false; ///< the task only asks for what is stored
    std::optional<reports::DiagnosisSubject> m_subject;
    reports::Diagnosis m_results;
    reports::Progress m_progress;
    QElapsedTimer m_clock;          ///< since the first reverse step was begun
    std::int64_t m_clockBegin = -1; ///< reverse steps done then
};

} // namespace ld3m::session
