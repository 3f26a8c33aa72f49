#include "app/workbench/log_dock.h"

#include "app/workbench/run_plots.h"
#include "widgets/status/log_view.h"
#include "widgets/status/progress_strip.h"

namespace ld3m::workbench {
namespace {

constexpr int kDrainMilliseconds = 100;

widgets::LogLevel toLogLevel(base::log::Level level) {
    switch (level) {
    case base::log::Level::debug:
        return widgets::LogLevel::debug;
    case base::log::Level::info:
        return widgets::LogLevel::info;
    case base::log::Level::warning:
        return widgets::LogLevel::warning;
    case base::log::Level::error:
        return widgets::LogLevel::error;
    }
    return widgets::LogLevel::info;
}

} // namespace

LogDock::LogDock(session::Workspace& workspace, QWidget* parent)
    : QDockWidget(tr("Log"), parent), m_view(new widgets::LogView(this)),
      m_lines(std::make_shared<base::Channel<Line>>()) {
    setObjectName("logDock");
    setWidget(m_view);
    base::log::setSink([lines = m_lines](base::log::Level level, const std::string& text) {
        lines->send({level, text, QTime::currentTime()});
    });
    connect(&m_timer, &QTimer::timeout, this, &LogDock::drain);
    m_timer.start(kDrainMilliseconds);
    connect(&workspace, &session::Workspace::sessionStarted, this, &LogDock::follow);
    connect(&workspace, &session::Workspace::problem, this,
            [this](const QString& sentence) { m_view->append(widgets::LogLevel::error, sentence); });
}

LogDock::~LogDock() {
    base::log::setSink({});
}

void LogDock::drain() {
    for (const Line& line : m_lines->drain())
        m_view->append(toLogLevel(line.level), QString::fromStdString(line.text), line.time);
}

void LogDock::follow(session::RunSession* session) {
    const QString run = QString::fromStdString(session->runFolder().filename().string());
    const auto say = [this, run](widgets::LogLevel level, const QString& text) {
        m_view->append(level, QStringLiteral("%1  %2").arg(run, text));
    };
    connect(session, &session::RunFeed::stateChanged, this, [say](const reports::StateChange& change) {
        const QString state = QString::fromStdString(reports::nameOf(change.state));
        if (change.state == reports::RunState::failed)
            say(widgets::LogLevel::error,
                QStringLiteral("%1: %2").arg(state, QString::fromStdString(change.message)));
        else
            say(widgets::LogLevel::info, state);
    });
    connect(session, &session::RunFeed::checkpointWritten, this,
            [say](const reports::CheckpointWritten& checkpoint) {
                say(widgets::LogLevel::info,
                    tr("checkpoint of iteration %1 written").arg(widgets::grouped(checkpoint.iteration)));
            });
    connect(session, &session::RunFeed::settingChanged, this, [say](const reports::SettingChange& change) {
        say(widgets::LogLevel::notice,
            tr("%1, from iteration %2 on").arg(markText(change), widgets::grouped(change.iteration)));
    });
    connect(session, &session::RunFeed::evaluated, this, [say](const reports::EvaluationTable& table) {
        for (const reports::EvaluationRow& row : table.rows)
            say(widgets::LogLevel::info,
                tr("%1 images, %2 at iteration %3: %4 ± %5 %")
                    .arg(QString::fromStdString(row.set), QString::fromStdString(row.network),
                         widgets::grouped(table.iteration))
                    .arg(row.mean() * 100, 0, 'f', 1)
                    .arg(row.deviation() * 100, 0, 'f', 1));
    });
}

} // namespace ld3m::workbench
