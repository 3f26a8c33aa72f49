#include "app/workbench/telemetry_dock.h"

#include <algorithm>
#include <limits>
#include <thread>

#include <QEvent>
#include <QGridLayout>
#include <QLabel>
#include <QScrollArea>
#include <QStyle>

#include "app/workbench/run_toolbar.h"
#include "widgets/status/phase_bar.h"
#include "widgets/status/progress_strip.h"
#include "widgets/status/sparkline.h"
#include "widgets/theme/theme.h"

namespace ld3m::workbench {
namespace {

constexpr std::size_t kWindow = 20;
constexpr double kGibibyte = 1024.0 * 1024 * 1024;
constexpr double kGap = std::numeric_limits<double>::quiet_NaN();
constexpr int kMeterColumns = 3; ///< of the grid: name, line, number
constexpr int kWide = 440;       ///< pixels that two meters side by side take
const QString kNone = QStringLiteral("–");

QString percent(double share) {
    return QStringLiteral("%1 %").arg(share * 100, 0, 'f', 0);
}

QString ofTotal(std::int64_t used, std::int64_t total) {
    return TelemetryDock::tr("%1 / %2 GiB")
        .arg(double(used) / kGibibyte, 0, 'f', 1)
        .arg(double(total) / kGibibyte, 0, 'f', 0);
}

} // namespace

std::vector<QWidget*> TelemetryDock::Meter::parts() const {
    std::vector<QWidget*> parts{name, text};
    if (line)
        parts.push_back(line);
    return parts;
}

TelemetryDock::TelemetryDock(session::Workspace& workspace, QWidget* parent, std::string library)
    : QDockWidget(tr("Telemetry"), parent), m_workspace(workspace),
      m_telemetry(std::chrono::seconds(1), std::move(library)), m_scroll(new QScrollArea(this)),
      m_content(new QWidget), m_grid(new QGridLayout(m_content)), m_phases(new widgets::PhaseBar(m_content)),
      m_device(new QLabel(m_content)) {
    setObjectName("telemetryDock");
    m_grid->setContentsMargins(12, 4, 12, 8);
    m_grid->setHorizontalSpacing(8);
    m_grid->setVerticalSpacing(4);
    m_speed = makeMeter(tr("speed"), tr("Iterations a second, mean of the newest twenty"), 0);
    m_eta = makeMeter(tr("ETA"), tr("When the run will have all its iterations, at this speed"), -1);
    m_cpu = makeMeter(tr("CPU"), tr("Load of all processors; in brackets this program's share of them"), 3);
    m_memory = makeMeter(tr("memory"), tr("Memory of this program, of the computer's"), 7);
    m_gpu = makeMeter(tr("GPU"), tr("Load of the GPU"), 2);
    m_gpuMemory = makeMeter(tr("GPU mem."), tr("Memory in use on the GPU, by all programs"), 6);
    m_power = makeMeter(tr("power"), tr("Power that the GPU draws"), 1);
    m_temperature = makeMeter(tr("heat"), tr("Temperature of the GPU's die"), 4);
    m_device->setProperty("role", "muted");
    m_device->setWordWrap(true);
    m_scroll->setWidgetResizable(true);
    m_scroll->setFrameShape(QFrame::NoFrame);
    m_scroll->setHorizontalScrollBarPolicy(Qt::ScrollBarAlwaysOff);
    m_scroll->setWidget(m_content);
    setWidget(m_scroll);
    setGpuShown(false);
    arrange();
    m_scroll->setMinimumWidth(m_content->minimumSizeHint().width() +
                              m_scroll->style()->pixelMetric(QStyle::PM_ScrollBarExtent));
    m_scroll->viewport()->installEventFilter(this);
    connect(&m_telemetry, &session::Telemetry::sampled, this, &TelemetryDock::refresh);
    connect(&workspace, &session::Workspace::shownChanged, this, &TelemetryDock::refreshRun);
    refreshRun();
}

TelemetryDock::Meter TelemetryDock::makeMeter(const QString& name, const QString& help, int color) {
    Meter meter{new QLabel(name, m_content), color < 0 ? nullptr : new widgets::Sparkline(color, m_content),
                new QLabel(m_content)};
    meter.name->setProperty("role", "muted");
    meter.text->setFont(widgets::tabularFont(font()));
    for (QWidget* part : meter.parts())
        part->setToolTip(meter.line ? tr("%1. The line shows the last five minutes.").arg(help) : help + '.');
    if (meter.line)
        meter.line->setAccessibleName(name);
    meter.text->setMinimumWidth(
        QFontMetrics(meter.text->font()).horizontalAdvance(QStringLiteral("100 % (100 %)")));
    return meter;
}

/// Two meters side by side where the dock is wide enough.
void TelemetryDock::arrange() {
    const int columns = m_scroll->viewport()->width() >= kWide ? 2 : 1;
    if (columns == m_columns)
        return;
    m_columns = columns;
    while (m_grid->count() > 0)
        delete m_grid->takeAt(0); // the item, not its widget
    m_grid->addWidget(m_phases, 0, 0, 1, 2 * kMeterColumns);
    int place = 0;
    for (const Meter& meter : {m_speed, m_eta, m_cpu, m_memory, m_gpu, m_gpuMemory, m_power, m_temperature}) {
        const int row = 1 + place / columns;
        const int first = place % columns * kMeterColumns;
        m_grid->addWidget(meter.name, row, first);
        if (meter.line)
            m_grid->addWidget(meter.line, row, first + 1);
        m_grid->addWidget(meter.text, row, meter.line ? first + 2 : first + 1, 1, meter.line ? 1 : 2);
        ++place;
    }
    m_grid->addWidget(m_device, 10, 0, 1, 2 * kMeterColumns);
    m_grid->setRowStretch(11, 1);
    m_grid->setColumnStretch(1, 1);
    m_grid->setColumnStretch(kMeterColumns + 1, columns - 1);
}

bool TelemetryDock::eventFilter(QObject* watched, QEvent* event) {
    if (watched == m_scroll->viewport() && event->type() == QEvent::Resize)
        arrange();
    return QDockWidget::eventFilter(watched, event);
}

void TelemetryDock::showMeter(const Meter& meter, const QString& text, std::vector<double> values,
                              double full) {
    meter.text->setText(text);
    if (!meter.line)
        return;
    meter.line->setAccessibleDescription(text);
    meter.line->setValues(std::move(values), full, session::Telemetry::kKept);
}

void TelemetryDock::setGpuShown(bool shown) {
    for (const Meter& meter : {m_gpu, m_gpuMemory, m_power, m_temperature})
        for (QWidget* part : meter.parts())
            part->setVisible(shown);
}

template<typename Get>
std::vector<double> TelemetryDock::past(Get get) const {
    std::vector<double> values;
    for (const session::TelemetrySample& sample : m_telemetry.history())
        values.push_back(get(sample));
    return values;
}

void TelemetryDock::refresh() {
    const session::RunHistory* running = m_workspace.isOn() ? m_workspace.sessionHistory() : nullptr;
    m_rates.push_back(running ? recentRate(running->reports()) : 0);
    if (m_rates.size() > session::Telemetry::kKept)
        m_rates.erase(m_rates.begin());
    refreshRun();
    refreshHost();
    refreshGpu();
}

void TelemetryDock::refreshRun() {
    const session::RunHistory* shown = m_workspace.shown();
    if (!shown || shown->reports().empty()) {
        m_phases->clear();
        showMeter(m_speed, kNone, m_rates, 0);
        showMeter(m_eta, kNone, {}, 0);
        return;
    }
    const MeanTime time = meanTime(shown->reports());
    m_phases->setPhases(time.phases, time.whole);
    const double rate = recentRate(shown->reports());
    showMeter(m_speed,
              rate > 0 && rate < 0.1 ? tr("%1 s/it").arg(1 / rate, 0, 'f', 1)
                                     : tr("%1 it/s").arg(rate, 0, 'f', 2),
              m_rates, 0);
    const std::int64_t left = shown->iterations() - shown->lastIteration();
    const bool goesOn = m_workspace.isOn() && shown == m_workspace.sessionHistory() && rate > 0 && left > 0;
    showMeter(m_eta, goesOn ? widgets::spokenDuration(double(left) / rate) : kNone, {}, 0);
}

void TelemetryDock::refreshHost() {
    const base::HostUsage& now = m_telemetry.history().back().host;
    using Sample = const session::TelemetrySample&;
    showMeter(m_cpu, tr("%1 (%2)").arg(percent(now.machine_load), percent(now.process_load)),
              past([](Sample sample) { return sample.host.machine_load; }), 1);
    showMeter(m_memory, ofTotal(now.process_memory, now.total_memory),
              past([](Sample sample) { return double(sample.host.process_memory); }),
              double(now.total_memory));
}

void TelemetryDock::refreshGpu() {
    const std::optional<base::GpuUsage>& now = m_telemetry.history().back().gpu;
    setGpuShown(now.has_value());
    m_device->setText(now ? QString::fromStdString(now->name)
                          : tr("No NVIDIA GPU: computing on %n CPU threads", nullptr,
                               int(std::thread::hardware_concurrency())));
    if (!now)
        return;
    const auto of = [this](auto member) {
        return past([member](const session::TelemetrySample& sample) {
            return sample.gpu && (*sample.gpu).*member ? double(*((*sample.gpu).*member)) : kGap;
        });
    };
    const QString unknown = tr("not told");
    showMeter(m_gpu, now->load ? percent(*now->load) : unknown, of(&base::GpuUsage::load), 1);
    showMeter(m_gpuMemory, now->memory ? ofTotal(*now->memory, now->total_memory.value_or(0)) : unknown,
              of(&base::GpuUsage::memory), double(now->total_memory.value_or(0)));
    showMeter(m_power, now->watts ? tr("%1 W").arg(*now->watts, 0, 'f', 0) : unknown,
              of(&base::GpuUsage::watts), 0);
    showMeter(m_temperature, now->celsius ? tr("%1 °C").arg(*now->celsius, 0, 'f', 0) : unknown,
              of(&base::GpuUsage::celsius), 100);
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
