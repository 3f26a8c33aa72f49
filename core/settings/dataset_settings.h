// Which real images a run distils.
#pragma once

#include "core/settings/field.h"

namespace ld3m::settings {

/// How images in [0,1] become network input: (x - mean) / std per channel.
enum class Normalisation { cifar10, imagenet, half };

template<>
struct Choices<Normalisation> {
    static constexpr const char* names[] = {"cifar10", "imagenet", "half"};
};

struct DatasetSettings {
    std::string path;
    std::int64_t resolution = 32;
    std::vector<std::string> classes;
    Normalisation normalisation = Normalisation::cifar10;
    bool skip_broken = false;
};

void describe(Section& section, DatasetSettings& dataset);

} // namespace ld3m::settings
