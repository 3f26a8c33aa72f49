#include "app/workbench/screenshooter.h"

#include <QDir>
#include <QFileInfo>
#include <QPixmap>
#include <QTimer>

namespace ld3m::workbench {
namespace {

constexpr int kSettleMilliseconds = 800; ///< so that plots and images of the last event are painted

} // namespace

Screenshooter::Screenshooter(QWidget& window, session::Workspace& workspace, std::vector<Screenshot> wanted,
                             QObject* parent)
    : QObject(parent), m_window(window), m_workspace(workspace), m_left(wanted.size()) {
    for (const Screenshot& screenshot : wanted)
        plan(screenshot);
}

void Screenshooter::plan(const Screenshot& screenshot) {
    const auto soon = [this, screenshot](int milliseconds) {
        QTimer::singleShot(milliseconds, this, [this, screenshot] { shoot(screenshot); });
    };
    switch (screenshot.moment.kind) {
    case Moment::Kind::after:
        soon(int(screenshot.moment.value));
        return;
    case Moment::Kind::finished:
        connect(&m_workspace, &session::Workspace::activityChanged, this, [soon](session::Activity activity) {
            if (activity == session::Activity::idle)
                soon(kSettleMilliseconds);
        });
        return;
    case Moment::Kind::iteration:
        connect(&m_workspace, &session::Workspace::sessionStarted, this, [=](session::RunSession* session) {
            auto* once = new QObject(session);
            connect(session, &session::RunFeed::reported, once,
                    [=](const std::vector<reports::IterationReport>& batch) {
                        if (batch.back().iteration < screenshot.moment.value)
                            return;
                        once->deleteLater();
                        soon(kSettleMilliseconds / 4);
                    });
        });
        return;
    }
}

void Screenshooter::shoot(const Screenshot& screenshot) {
    QDir().mkpath(QFileInfo(screenshot.file).absolutePath());
    if (!m_window.grab().save(screenshot.file)) {
        Q_EMIT failed(tr("Cannot write %1; give a folder that can be written and a name that ends in .png.")
                          .arg(screenshot.file));
        return;
    }
    if (--m_left == 0)
        Q_EMIT done();
}

} // namespace ld3m::workbench
