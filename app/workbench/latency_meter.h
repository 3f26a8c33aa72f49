// How late the event loop is: a precise timer that measures how much after its time it fires.
#pragma once

#include <vector>

#include <QElapsedTimer>
#include <QTimer>

#include "app/workbench/latency_histogram.h"

namespace ld3m::workbench {

class LatencyMeter : public QObject {
    Q_OBJECT
public:
    explicit LatencyMeter(QObject* parent = nullptr);

    /// Milliseconds that `share` of the measurements stay under; 0 before the first.
    double percentile(double share) const;
    double worst() const { return percentile(1); }
    LatencyHistogram histogram() const;
    std::size_t count() const { return m_late.size(); }
    void restart();

private:
    QTimer m_timer;
    QElapsedTimer m_clock;
    std::vector<float> m_late; ///< milliseconds, oldest overwritten
    std::size_t m_next = 0;
};

} // namespace ld3m::workbench
