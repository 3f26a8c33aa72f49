// How often a run saves and shows itself, and what it computes on.
#pragma once

#include "core/settings/field.h"

namespace ld3m::settings {

enum class DeviceKind { automatic, cpu, cuda };
enum class Precision { fp32, fp64 };

template<>
struct Choices<DeviceKind> {
    static constexpr const char* names[] = {"automatic", "cpu", "cuda"};
};
template<>
struct Choices<Precision> {
    static constexpr const char* names[] = {"fp32", "fp64"};
};

struct RunSettings {
    std::int64_t checkpoint_every = 100;
    std::int64_t preview_every = 10;
    double published_accuracy = 0; ///< per cent
    bool tensorboard = false;
    bool csv = false;
};

struct DeviceSettings {
    DeviceKind kind = DeviceKind::automatic;
    Precision precision = Precision::fp32;
    std::int64_t threads = 0;
};

void describe(Section& section, RunSettings& run);
void describe(Section& section, DeviceSettings& device);

} // namespace ld3m::settings
