#include "core/base/gpu_telemetry.h"

#include <dlfcn.h>

namespace ld3m::base {
namespace {

// The part of nvml.h that is needed; its interface is stable by promise.
using Device = void*;
struct Utilization {
    unsigned gpu;
    unsigned memory;
};
struct MemoryInfo {
    unsigned long long total;
    unsigned long long free;
    unsigned long long used;
};
constexpr int kSuccess = 0;
constexpr int kOnDie = 0; ///< NVML_TEMPERATURE_GPU

} // namespace

struct GpuTelemetry::Library {
    void* handle = nullptr;
    int (*shutdown)() = nullptr;
    int (*device)(unsigned, Device*) = nullptr;
    int (*name)(Device, char*, unsigned) = nullptr;
    int (*utilization)(Device, Utilization*) = nullptr;
    int (*memory)(Device, MemoryInfo*) = nullptr;
    int (*power)(Device, unsigned*) = nullptr;
    int (*temperature)(Device, int, unsigned*) = nullptr;

    template<typename Function>
    void find(Function& function, const char* symbol) const {
        function = reinterpret_cast<Function>(dlsym(handle, symbol));
    }

    ~Library() {
        if (shutdown)
            shutdown();
        if (handle)
            dlclose(handle);
    }
};

GpuTelemetry::GpuTelemetry(const std::string& library) : m_library(std::make_unique<Library>()) {
    m_library->handle = dlopen(library.c_str(), RTLD_NOW | RTLD_LOCAL);
    if (!m_library->handle)
        return;
    int (*init)() = nullptr;
    int (*countDevices)(unsigned*) = nullptr;
    m_library->find(init, "nvmlInit_v2");
    m_library->find(countDevices, "nvmlDeviceGetCount_v2");
    m_library->find(m_library->device, "nvmlDeviceGetHandleByIndex_v2");
    if (!init || !countDevices || !m_library->device || init() != kSuccess)
        return;
    m_library->find(m_library->shutdown, "nvmlShutdown");
    m_library->find(m_library->name, "nvmlDeviceGetName");
    m_library->find(m_library->utilization, "nvmlDeviceGetUtilizationRates");
    m_library->find(m_library->memory, "nvmlDeviceGetMemoryInfo");
    m_library->find(m_library->power, "nvmlDeviceGetPowerUsage");
    m_library->find(m_library->temperature, "nvmlDeviceGetTemperature");
    unsigned count = 0;
    if (countDevices(&count) == kSuccess)
        m_count = static_cast<int>(count);
}

GpuTelemetry::~GpuTelemetry() = default;

std::optional<GpuUsage> GpuTelemetry::look(int index) const {
    Device device = nullptr;
    if (index < 0 || index >= m_count || m_library->device(static_cast<unsigned>(index), &device) != kSuccess)
        return std::nullopt;
    GpuUsage usage;
    if (char text[96] = {}; m_library->name && m_library->name(device, text, sizeof text) == kSuccess)
        usage.name = text;
    if (Utilization rates{}; m_library->utilization && m_library->utilization(device, &rates) == kSuccess)
        usage.load = rates.gpu / 100.0;
    if (MemoryInfo memory{}; m_library->memory && m_library->memory(device, &memory) == kSuccess) {
        usage.memory = static_cast<std::int64_t>(memory.used);
        usage.total_memory = static_cast<std::int64_t>(memory.total);
    }
    if (unsigned milliwatts = 0; m_library->power && m_library->power(device, &milliwatts) == kSuccess)
        usage.watts = milliwatts / 1000.0;
    if (unsigned degrees = 0;
        m_library->temperature && m_library->temperature(device, kOnDie, &degrees) == kSuccess)
        usage.celsius = degrees;
    return usage;
}

} // namespace ld3m::base
