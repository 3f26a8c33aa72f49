// Words for classifier architectures and what varies in them.
#pragma once

#include "core/settings/choices.h"

namespace ld3m::settings {

enum class NetworkKind { convnet, alexnet, vgg11, resnet18, vit };
enum class Norm { instance, group, layer, none };
enum class Pooling { average, max, none };
enum class Activation { relu, leaky_relu, sigmoid };

template<>
struct Choices<NetworkKind> {
    static constexpr const char* names[] = {"convnet", "alexnet", "vgg11", "resnet18", "vit"};
};
template<>
struct Choices<Norm> {
    static constexpr const char* names[] = {"instance", "group", "layer", "none"};
};
template<>
struct Choices<Pooling> {
    static constexpr const char* names[] = {"average", "max", "none"};
};
template<>
struct Choices<Activation> {
    static constexpr const char* names[] = {"relu", "leaky_relu", "sigmoid"};
};

} // namespace ld3m::settings
