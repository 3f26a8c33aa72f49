#include "app/session/preflight_watch.h"

namespace ld3m::session {
namespace {

constexpr int kQuietMilliseconds = 500; ///< after the last edit

} // namespace

PreflightWatch::PreflightWatch(Tools::Preflight check, Workspace& workspace, QObject* parent)
    : QObject(parent), m_check(std::move(check)), m_workspace(workspace) {
    m_timer.setSingleShot(true);
    m_timer.setInterval(kQuietMilliseconds);
    connect(&m_timer, &QTimer::timeout, this, &PreflightWatch::check);
    connect(&workspace, &Workspace::projectChanged, this, &PreflightWatch::forget);
    connect(&workspace, &Workspace::recipeChanged, this, &PreflightWatch::checkSoon);
    connect(&workspace, &Workspace::settingEdited, this, &PreflightWatch::checkSoon);
    connect(&workspace, &Workspace::activityChanged, this, &PreflightWatch::checkSoon);
    checkSoon();
}

PreflightWatch::~PreflightWatch() {
    drop();
}

bool PreflightWatch::isCurrent() const {
    return m_report && settings::difference(m_checked, m_workspace.recipe()).empty();
}

QString PreflightWatch::doing() const {
    return m_task ? QString::fromStdString(m_task->progress().what) : QString();
}

const reports::CheckLine* PreflightWatch::obstacle() const {
    return isCurrent() ? m_report->firstProblem() : nullptr;
}

void PreflightWatch::checkSoon() {
    drop();
    if (m_check && m_workspace.project() && !m_workspace.isOn())
        m_timer.start();
    else
        m_timer.stop();
    Q_EMIT changed();
}

void PreflightWatch::check() {
    const settings::Recipe recipe = m_workspace.recipe();
    m_task = new BackgroundTask(
        tr("Checking the recipe"),
        [this, check = m_check, recipe, runs = m_workspace.project()->runsFolder()](TaskContext& context) {
            reports::CheckWatch watch;
            watch.checkpoint = [&context] { context.control.checkpoint(); };
            watch.progress = [&context](const reports::Progress& now) {
                context.published.progress.publish(now);
            };
            watch.found = [&](const reports::PreflightReport& report) {
                context.deliver([this, report, recipe] { take(report, recipe); });
            };
            const reports::PreflightReport report = check(recipe, runs, watch);
            context.deliver([this, report, recipe] { take(report, recipe); });
        },
        this);
    connect(m_task, &BackgroundTask::progressed, this, &PreflightWatch::changed);
    connect(m_task, &BackgroundTask::ended, this, [this] {
        m_task->deleteLater();
        m_task = nullptr;
        Q_EMIT changed();
    });
    connect(m_task, &BackgroundTask::failed, this, [this, recipe](const QString& sentence) {
        reports::PreflightReport report;
        report.lines.push_back({reports::CheckLevel::warning, "Check", sentence.toStdString()});
        take(report, recipe);
    });
    Q_EMIT changed();
}

void PreflightWatch::take(reports::PreflightReport report, const settings::Recipe& of) {
    m_report = std::move(report);
    m_checked = of;
    Q_EMIT changed();
}

void PreflightWatch::forget() {
    m_report.reset();
    checkSoon();
}

void PreflightWatch::drop() {
    if (BackgroundTask* task = std::exchange(m_task, nullptr)) {
        task->disconnect(this);
        task->abandon();
    }
}

} // namespace ld3m::session
