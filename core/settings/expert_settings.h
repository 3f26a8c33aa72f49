// How experts are trained: networks on real images, whose parameters after each epoch trajectory matching
// follows.
#pragma once

#include "core/settings/field.h"
#include "core/settings/network_settings.h"

namespace ld3m::settings {

struct ExpertSettings {
    std::int64_t count = 100;
    std::int64_t epochs = 15;
    std::int64_t batch = 256;
    double rate = 0.01;
    double momentum = 0;
    double weight_decay = 0;
    bool decay = false;
    std::vector<std::string> augmentation = {"color", "crop", "cutout", "flip", "scale", "rotate"};
    NetworkKind network = NetworkKind::convnet;
    std::int64_t width = 128;
    std::int64_t depth = 0;
    Norm norm = Norm::instance;
    Pooling pooling = Pooling::average;
    Activation activation = Activation::relu;
    std::int64_t at_once = 0;
    std::int64_t seed = 0;
    std::string folder;
};

void describe(Section& section, ExpertSettings& experts);

} // namespace ld3m::settings
