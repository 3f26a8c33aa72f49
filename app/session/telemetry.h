// What this computer does, looked at once a second on a thread of its own, with the last five minutes kept.
#pragma once

#include <chrono>
#include <deque>
#include <optional>
#include <string>

#include <QObject>

#include "app/session/background.h"
#include "core/base/gpu_telemetry.h"
#include "core/base/host_usage.h"

namespace ld3m::session {

struct TelemetrySample {
    base::HostUsage host;
    std::optional<base::GpuUsage> gpu; ///< the one that runs take; nothing where there is none
};

class Telemetry : public QObject {
    Q_OBJECT
public:
    static constexpr std::size_t kKept = 300; ///< samples: five minutes

    /// @param library where NVML is, for tests
    explicit Telemetry(std::chrono::milliseconds every = std::chrono::seconds(1),
                       std::string library = "libnvidia-ml.so.1", QObject* parent = nullptr);
    ~Telemetry() override;

    /// Oldest first.
    const std::deque<TelemetrySample>& history() const { return m_history; }

Q_SIGNALS:
    void sampled(const ld3m::session::TelemetrySample& sample);

private:
    void keep(const TelemetrySample& sample);

    std::deque<TelemetrySample> m_history;
    std::unique_ptr<Background> m_thread;
};

/// The first of CUDA_VISIBLE_DEVICES ("1,0") by its number; 0 when it is not set or names no number.
int firstVisibleGpu(const char* variable);

} // namespace ld3m::session
