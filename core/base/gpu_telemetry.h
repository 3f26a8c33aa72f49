// What NVIDIA's GPUs do at this moment, as their driver's own library (NVML) says.
#pragma once

#include <cstdint>
#include <memory>
#include <optional>
#include <string>

namespace ld3m::base {

/// What a GPU does not tell stays empty.
struct GpuUsage {
    std::string name;
    std::optional<double> load;               ///< 0 to 1
    std::optional<std::int64_t> memory;       ///< bytes in use, whoever uses them
    std::optional<std::int64_t> total_memory; ///< bytes
    std::optional<double> watts;
    std::optional<double> celsius;
};

/// The library is loaded when the object is made: a computer without it has no GPUs here, and nothing else
/// happens. One thread.
class GpuTelemetry {
public:
    explicit GpuTelemetry(const std::string& library = "libnvidia-ml.so.1");
    ~GpuTelemetry();
    GpuTelemetry(const GpuTelemetry&) = delete;
    GpuTelemetry& operator=(const GpuTelemetry&) = delete;

    int count() const { return m_count; }
    /// GPU number `index`, counted by bus as nvidia-smi counts; nothing when there is no such one.
    std::optional<GpuUsage> look(int index) const;

private:
    struct Library;
    std::unique_ptr<Library> m_library;
    int m_count = 0;
};

} // namespace ld3m::base
