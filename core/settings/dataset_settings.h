// Which real images a run distils.
#pragma once

#include "core/settings/field.h"

namespace ld3m::settings {

/// Ten classes of ImageNet each, as the field numbers them (core/data/subsets.h).
enum class Subset {
    none,
    imagenet_a,
    imagenet_b,
    imagenet_c,
    imagenet_d,
    imagenet_e,
    imagenette,
    imagewoof,
    birds,
    fruits,
    cats,
    yellow,
    geo,
    food,
    mammals,
    marine
};
/// bytes: resized as 8 bit, then normalised. released: normalised, then resized as floats.
enum class ResizeOrder { bytes, released };

/// How images in [0,1] become network input: (x - mean) / std per channel.
enum class Normalisation { cifar10, imagenet, half };

template<>
struct Choices<Normalisation> {
    static constexpr const char* names[] = {"cifar10", "imagenet", "half"};
};

template<>
struct Choices<Subset> {
    static constexpr const char* names[] = {"none",       "imagenet_a", "imagenet_b", "imagenet_c",
                                            "imagenet_d", "imagenet_e", "imagenette", "imagewoof",
                                            "birds",      "fruits",     "cats",       "yellow",
                                            "geo",        "food",       "mammals",    "marine"};
};
template<>
struct Choices<ResizeOrder> {
    static constexpr const char* names[] = {"bytes", "released"};
};

struct DatasetSettings {
    std::string path;
    std::int64_t resolution = 32;
    Subset subset = Subset::none;
    std::vector<std::string> classes;
    ResizeOrder resize_order = ResizeOrder::bytes;
    bool antialias = true;
    Normalisation normalisation = Normalisation::cifar10;
    bool skip_broken = false;
};

void describe(Section& section, DatasetSettings& dataset);

} // namespace ld3m::settings
