#include "app/workbench/telemetry_dock.h"

#include <algorithm>

#include <QGridLayout>
#include <QLabel>
#include <QProgressBar>

#include "app/workbench/host_memory.h"
#include "app/workbench/run_toolbar.h"
#include "widgets/status/phase_bar.h"
#include "widgets/theme/theme.h"

namespace ld3m::workbench {
namespace {

constexpr int kRefreshMilliseconds = 1000;
constexpr std::size_t kWindow = 20;
constexpr double kGibibyte = 1024.0 * 1024 * 1024;

QLabel* named(const QString& text, QWidget* parent) {
    auto* label = new QLabel(text, parent);
    label->setProperty("role", "muted");
    return label;
}

} // namespace

TelemetryDock::TelemetryDock(session::Workspace& workspace, QWidget* parent)
    : QDockWidget(tr("Telemetry"), parent), m_workspace(workspace), m_phases(new widgets::PhaseBar(this)),
      m_speed(new QLabel(this)), m_memory(new QProgressBar(this)), m_memoryText(new QLabel(this)) {
    setObjectName("telemetryDock");
    auto* content = new QWidget(this);
    auto* grid = new QGridLayout(content);
    grid->setContentsMargins(12, 8, 12, 8);
    grid->setHorizontalSpacing(12);
    grid->setVerticalSpacing(8);
    grid->addWidget(named(tr("time / iter"), content), 0, 0, Qt::AlignTop);
    grid->addWidget(m_phases, 0, 1, 1, 2);
    grid->addWidget(named(tr("speed"), content), 1, 0);
    grid->addWidget(m_speed, 1, 1, 1, 2);
    grid->addWidget(named(tr("host memory"), content), 2, 0);
    grid->addWidget(m_memory, 2, 1);
    grid->addWidget(m_memoryText, 2, 2);
    grid->setColumnStretch(1, 1);
    grid->setRowStretch(3, 1);
    m_memory->setTextVisible(false);
    m_memory->setRange(0, 1000);
    for (QLabel* label : {m_speed, m_memoryText})
        label->setFont(widgets::tabularFont(label->font()));
    setWidget(content);
    connect(&m_timer, &QTimer::timeout, this, &TelemetryDock::refresh);
    connect(&workspace, &session::Workspace::shownChanged, this, &TelemetryDock::refresh);
    m_timer.start(kRefreshMilliseconds);
    refresh();
}

void TelemetryDock::refresh() {
    const HostMemory memory = hostMemory();
    m_memory->setValue(memory.total > 0 ? int(1000 * memory.used / memory.total) : 0);
    m_memoryText->setText(tr("%1 / %2 GB")
                              .arg(double(memory.used) / kGibibyte, 0, 'f', 1)
                              .arg(double(memory.total) / kGibibyte, 0, 'f', 0));
    const session::RunHistory* shown = m_workspace.shown();
    if (!shown || shown->reports().empty()) {
        m_phases->clear();
        m_speed->setText(tr("no iterations yet"));
        return;
    }
    const MeanTime time = meanTime(shown->reports());
    m_phases->setPhases(time.phases, time.whole);
    m_speed->setText(tr("%1 it/s").arg(recentRate(shown->reports()), 0, 'f', 2));
}

MeanTime meanTime(const std::vector<reports::IterationReport>& reports) {
    MeanTime mean;
    const std::size_t count = std::min(kWindow, reports.size());
    for (std::size_t i = reports.size() - count; i < reports.size(); ++i) {
        const double share = 1.0 / double(count);
        mean.phases.synthesize += share * reports[i].phases.synthesize;
        mean.phases.match += share * reports[i].phases.match;
        mean.phases.pull_back += share * reports[i].phases.pull_back;
        mean.phases.update += share * reports[i].phases.update;
        mean.whole += share * reports[i].seconds;
    }
    return mean;
}

} // namespace ld3m::workbench
