#include "app/workbench/program_modes.h"

#include <cstdio>

#include "app/workbench/guide_pictures.h"
#include "app/workbench/latency_run.h"
#include "app/workbench/screenshooter.h"
#include "app/workbench/soak.h"

namespace ld3m::workbench {
namespace {

constexpr int kFailed = 1;

void leave() {
    QApplication::exit(0);
}

void leaveFailed(const QString& sentence) {
    std::fprintf(stderr, "%s\n", qPrintable(sentence));
    QApplication::exit(kFailed);
}

} // namespace

struct ProgramModes::Parts {
    EventWatch watch;
    std::unique_ptr<LatencyRun> latency;
    std::unique_ptr<WarningCount> warnings;
    std::unique_ptr<Soak> soak;
    std::unique_ptr<GuidePlayer> guide;
    std::unique_ptr<Screenshooter> screenshooter;
};

ProgramModes::ProgramModes(const Arguments& arguments, WatchedApplication& application, MainWindow& window,
                           session::Workspace& workspace)
    : m_arguments(arguments), m_application(application), m_window(window), m_workspace(workspace),
      m_parts(std::make_unique<Parts>()) {
    if (m_arguments.latency)
        measureLatency();
    if (m_arguments.monkey)
        m_parts->warnings = std::make_unique<WarningCount>();
    takeScreenshots();
}

ProgramModes::~ProgramModes() {
    m_application.setWatch(nullptr);
}

void ProgramModes::measureLatency() {
    m_application.setWatch(&m_parts->watch);
    m_parts->latency =
        std::make_unique<LatencyRun>(m_window, m_workspace, m_parts->watch, m_arguments.minutes);
    QObject::connect(m_parts->latency.get(), &LatencyRun::done, &m_application, [this] {
        m_application.setWatch(nullptr);
        std::fputs(m_parts->latency->report().c_str(), stdout);
        leave();
    });
}

void ProgramModes::takeScreenshots() {
    m_parts->screenshooter = std::make_unique<Screenshooter>(m_window, m_workspace, m_arguments.screenshots);
    QObject::connect(m_parts->screenshooter.get(), &Screenshooter::done, &m_application, leave);
    QObject::connect(m_parts->screenshooter.get(), &Screenshooter::failed, &m_application, leaveFailed);
}

void ProgramModes::begin() {
    if (!m_arguments.guide.isEmpty()) {
        m_parts->guide = std::make_unique<GuidePlayer>(
            m_window,
            guidePictures(m_window, m_workspace,
                          {m_arguments.place.toStdString(), m_arguments.images,
                           std::filesystem::absolute(m_arguments.sweep.toStdString())}),
            m_arguments.guide, m_arguments.theme.isEmpty() ? "system" : m_arguments.theme);
        QObject::connect(m_parts->guide.get(), &GuidePlayer::done, &m_application, leave);
        QObject::connect(m_parts->guide.get(), &GuidePlayer::failed, &m_application, leaveFailed);
    }
    if (!m_arguments.monkey)
        return;
    m_parts->soak = std::make_unique<Soak>(m_window, m_workspace, *m_arguments.monkey, m_arguments.minutes);
    QObject::connect(m_parts->soak.get(), &Soak::done, &m_application, [this] {
        const SoakVerdict verdict =
            judgeSoak(m_parts->soak->resting(), m_parts->warnings->count(), m_parts->warnings->kinds());
        std::printf("%lld acts\n%s", static_cast<long long>(m_parts->soak->acts()), verdict.text.c_str());
        std::fflush(stdout);
        QApplication::exit(verdict.good ? 0 : kFailed);
    });
}

} // namespace ld3m::workbench
