#include "app/workbench/latency_run.h"

#include <iomanip>
#include <sstream>

#include <QDockWidget>
#include <QTabBar>
#include <QTabWidget>

#include "app/workbench/latency_meter.h"

namespace ld3m::workbench {
namespace {

constexpr int kSettleMilliseconds =
    3000; ///< a start loads and lays out; the limits are about a run that goes on
constexpr int kTurnMilliseconds = 700;
constexpr double kFrame = 16; ///< milliseconds, of 99.9 % of all
constexpr double kWorst = 50; ///< milliseconds

const char* kept(bool yes) {
    return yes ? "kept" : "NOT kept";
}

} // namespace

LatencyRun::LatencyRun(MainWindow& window, session::Workspace& workspace, EventWatch& watch, double minutes,
                       QObject* parent)
    : QObject(parent), m_window(window), m_workspace(workspace), m_watch(watch), m_minutes(minutes) {
    connect(&m_workspace, &session::Workspace::sessionStarted, this, &LatencyRun::begin);
    connect(&m_workspace, &session::Workspace::activityChanged, this, [this](session::Activity activity) {
        if (activity == session::Activity::idle)
            end();
    });
    connect(&m_turning, &QTimer::timeout, this, &LatencyRun::turnPages);
}

void LatencyRun::begin() {
    openEverything(m_window);
    m_turning.start(kTurnMilliseconds);
    QTimer::singleShot(kSettleMilliseconds, this, [this] {
        m_window.latency().restart();
        m_watch.restart();
        if (m_minutes > 0)
            QTimer::singleShot(std::chrono::milliseconds(std::int64_t(m_minutes * 60000)), this, [this] {
                end();
                if (m_workspace.isOn())
                    m_workspace.session()->stop();
            });
    });
}

/// One tab further, in one of the tab bars after the other: docks that lie upon each other, pages with tabs.
void LatencyRun::turnPages() {
    const QList<QTabBar*> bars = m_window.findChildren<QTabBar*>();
    for (qsizetype tried = 0; tried < bars.size(); ++tried) {
        QTabBar* bar = bars[m_turn++ % bars.size()];
        if (!bar->isVisible() || bar->count() < 2)
            continue;
        bar->setCurrentIndex((bar->currentIndex() + 1) % bar->count());
        return;
    }
}

void LatencyRun::end() {
    if (std::exchange(m_ended, true))
        return;
    m_turning.stop();
    Q_EMIT done();
}

std::string LatencyRun::report() const {
    const LatencyMeter& latency = m_window.latency();
    std::ostringstream out;
    out << std::fixed << std::setprecision(1) << "event loop latency over " << latency.count()
        << " ticks: median " << latency.percentile(0.5) << " ms, 99 % under " << latency.percentile(0.99)
        << " ms, 99.9 % under " << latency.percentile(0.999) << " ms, worst " << latency.worst() << " ms\n"
        << toText(latency.histogram()) << toText(m_watch) << "99.9 % of the latency under " << kFrame
        << " ms: " << kept(latency.percentile(0.999) < kFrame) << "; worst under " << kWorst
        << " ms: " << kept(latency.worst() < kWorst) << "\n";
    return out.str();
}

void openEverything(QMainWindow& window) {
    for (QDockWidget* dock : window.findChildren<QDockWidget*>())
        dock->show();
}

} // namespace ld3m::workbench
