#include "app/workbench/latency_meter.h"

#include <algorithm>

namespace ld3m::workbench {
namespace {

constexpr int kPeriodMilliseconds = 20;
constexpr std::size_t kKept = 180000; // an hour

} // namespace

LatencyMeter::LatencyMeter(QObject* parent) : QObject(parent) {
    m_timer.setTimerType(Qt::PreciseTimer);
    m_timer.setSingleShot(
        true); // started anew each time: a blocked loop must not be forgiven by dropped ticks
    connect(&m_timer, &QTimer::timeout, this, [this] {
        const float late = float(std::max(0.0, double(m_clock.nsecsElapsed()) / 1e6 - kPeriodMilliseconds));
        if (m_late.size() < kKept)
            m_late.push_back(late);
        else
            m_late[m_next++ % kKept] = late;
        m_clock.start();
        m_timer.start(kPeriodMilliseconds);
    });
    restart();
}

double LatencyMeter::percentile(double share) const {
    if (m_late.empty())
        return 0;
    std::vector<float> sorted = m_late;
    const auto rank = std::size_t(share * double(sorted.size() - 1));
    std::nth_element(sorted.begin(), sorted.begin() + std::ptrdiff_t(rank), sorted.end());
    return sorted[rank];
}

LatencyHistogram LatencyMeter::histogram() const {
    LatencyHistogram histogram = {};
    for (const float late : m_late)
        ++histogram[latencyBucket(late)];
    return histogram;
}

void LatencyMeter::restart() {
    m_late.clear();
    m_next = 0;
    m_clock.start();
    m_timer.start(kPeriodMilliseconds);
}

} // namespace ld3m::workbench
