// A library that answers as NVML does, for two GPUs that do not exist.
#include <cstdio>

extern "C" {

static int g_devices[2] = {0, 1};

int nvmlInit_v2() {
    return 0;
}
int nvmlShutdown() {
    return 0;
}
int nvmlDeviceGetCount_v2(unsigned* count) {
    *count = 2;
    return 0;
}
int nvmlDeviceGetHandleByIndex_v2(unsigned index, void** device) {
    if (index > 1)
        return 2;
    *device = &g_devices[index];
    return 0;
}
int nvmlDeviceGetName(void* device, char* name, unsigned length) {
    std::snprintf(name, length, "Fake A%d000", 6 + *static_cast<int*>(device));
    return 0;
}
int nvmlDeviceGetUtilizationRates(void* device, unsigned* rates) {
    rates[0] = *static_cast<int*>(device) == 0 ? 96 : 3;
    rates[1] = 50;
    return 0;
}
int nvmlDeviceGetMemoryInfo(void*, unsigned long long* memory) {
    memory[0] = 24ull << 30;
    memory[1] = 16ull << 30;
    memory[2] = 8ull << 30;
    return 0;
}
// The second GPU tells neither power nor temperature, as some do not: NVML_ERROR_NOT_SUPPORTED.
int nvmlDeviceGetPowerUsage(void* device, unsigned* milliwatts) {
    *milliwatts = 312500;
    return *static_cast<int*>(device) == 0 ? 0 : 3;
}
int nvmlDeviceGetTemperature(void* device, int sensor, unsigned* degrees) {
    *degrees = sensor == 0 ? 71 : 999;
    return *static_cast<int*>(device) == 0 ? 0 : 3;
}
}
