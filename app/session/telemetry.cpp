#include "app/session/telemetry.h"

#include <charconv>
#include <cstdlib>
#include <string_view>

namespace ld3m::session {

Telemetry::Telemetry(std::chrono::milliseconds every, std::string library, QObject* parent)
    : QObject(parent) {
    struct Watches { // made and used on the thread: the driver takes its time to load
        base::HostWatch host;
        std::unique_ptr<base::GpuTelemetry> gpu;
    };
    const int index = firstVisibleGpu(std::getenv("CUDA_VISIBLE_DEVICES"));
    m_thread = std::make_unique<Background>(
        every, [this, index, library = std::move(library), watches = std::make_shared<Watches>()] {
            if (!watches->gpu)
                watches->gpu = std::make_unique<base::GpuTelemetry>(library);
            const TelemetrySample sample{watches->host.look(), watches->gpu->look(index)};
            QMetaObject::invokeMethod(
                this, [this, sample] { keep(sample); }, Qt::QueuedConnection);
        });
}

Telemetry::~Telemetry() = default;

void Telemetry::keep(const TelemetrySample& sample) {
    m_history.push_back(sample);
    if (m_history.size() > kKept)
        m_history.pop_front();
    Q_EMIT sampled(sample);
}

int firstVisibleGpu(const char* variable) {
    const std::string_view text(variable ? variable : "");
    int index = 0;
    const auto [end, problem] = std::from_chars(text.data(), text.data() + text.size(), index);
    return problem == std::errc{} && index >= 0 ? index : 0;
}

} // namespace ld3m::session
