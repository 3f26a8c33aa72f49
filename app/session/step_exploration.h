// The T explorer of the window: asks the engine in the background, shows each T as it comes, and remembers
// what was explored, so that coming back costs nothing.
#pragma once

#include <map>
#include <memory>
#include <mutex>
#include <optional>

#include <QElapsedTimer>
#include <QObject>

#include "app/session/background_task.h"
#include "app/session/tools.h"
#include "core/reports/step_exploration.h"

namespace ld3m::session {

/// What was explored, by latents and T. Any thread.
class ExploredSteps {
public:
    struct Known {
        reports::StepSubject subject;
        std::map<std::int64_t, reports::StepPoint> points; ///< whole ones, by T
    };

    Known find(const std::string& latents) const;
    void begin(const std::string& latents, const reports::StepSubject& subject);
    /// Forgets other latents when there are too many images.
    void add(const std::string& latents, const reports::StepPoint& point);

private:
    mutable std::mutex m_mutex;
    std::map<std::string, Known> m_known;
};

class StepExploration : public QObject {
    Q_OBJECT
public:
    explicit StepExploration(Tools::ExploreSteps explore, QObject* parent = nullptr);
    ~StepExploration() override;

    bool canExplore() const { return bool(m_explore); }
    /// Drops what is being explored and asks this. What is remembered arrives first; the engine is asked for
    /// the rest, or not at all with `rememberedOnly`.
    void ask(const reports::StepQuestion& question, bool rememberedOnly = false);
    /// What has arrived stays.
    void cancel();

    /// The engine is asked; looking up what is remembered does not count.
    bool isUnderway() const { return m_task && !m_lookingUp; }
    const std::optional<reports::StepSubject>& subject() const { return m_subject; }
    const std::map<std::int64_t, reports::StepPoint>& points() const { return m_points; } ///< by T
    const reports::Progress& progress() const { return m_progress; }
    /// Seconds left; nothing while it cannot be told.
    std::optional<double> remaining() const;

Q_SIGNALS:
    /// Another question: everything was forgotten.
    void cleared();
    void begun(const ld3m::reports::StepSubject& subject);
    void measured(const ld3m::reports::StepPoint& point);
    void progressed();
    void failed(const QString& sentence);
    /// No longer underway.
    void ended();

private:
    void drop();

    Tools::ExploreSteps m_explore;
    std::shared_ptr<ExploredSteps> m_explored = std::make_shared<ExploredSteps>();
    BackgroundTask* m_task = nullptr;
    bool m_lookingUp = false; ///< the task only asks for what is remembered
    std::optional<reports::StepSubject> m_subject;
    std::map<std::int64_t, reports::StepPoint> m_points;
    reports::Progress m_progress;
    QElapsedTimer m_clock; ///< since the first T was begun
};

} // namespace ld3m::session
