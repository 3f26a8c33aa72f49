#include "core/networks/network.h"

#include <algorithm>
#include <cmath>
#include <numeric>

#include <ATen/ATen.h>

#include "core/networks/alexnet.h"
#include "core/networks/convnet.h"
#include "core/networks/resnet.h"
#include "core/networks/vgg.h"
#include "core/networks/vit.h"

namespace ld3m::networks {
namespace {

/// PyTorch computes a weight's bound as sqrt(3) times Kaiming's deviation for a = sqrt(5) and a bias'
/// directly; both are 1 / sqrt(fan_in) up to the last bit, which seeded draws show.
double boundOf(const ParameterSpec& spec) {
    const double root = std::sqrt(static_cast<double>(spec.fan_in));
    return spec.shape.size() == 1 ? 1.0 / root : std::sqrt(3.0) * (std::sqrt(2.0 / (1.0 + 5.0)) / root);
}

at::Tensor draw(const ParameterSpec& spec, at::Generator& generator) {
    const c10::TensorOptions cpu(c10::kFloat);
    switch (spec.start) {
    case Start::uniform_fan_in: {
        const double bound = boundOf(spec);
        return at::empty(spec.shape, cpu).uniform_(-bound, bound, generator);
    }
    case Start::ones:
        return at::ones(spec.shape, cpu);
    case Start::normal:
        return at::randn(spec.shape, generator, cpu);
    case Start::zeros:
        break;
    }
    return at::zeros(spec.shape, cpu);
}

} // namespace

std::unique_ptr<Network> makeNetwork(settings::NetworkKind kind, const NetworkShape& shape) {
    switch (kind) {
    case settings::NetworkKind::alexnet:
        return std::make_unique<AlexNet>(shape);
    case settings::NetworkKind::vgg11:
        return std::make_unique<Vgg11>(shape);
    case settings::NetworkKind::resnet18:
        return std::make_unique<ResNet18>(shape);
    case settings::NetworkKind::vit:
        return std::make_unique<ViT>(shape);
    case settings::NetworkKind::convnet:
        break;
    }
    return std::make_unique<ConvNet>(shape);
}

Parameters initialise(const Network& network, at::Generator& generator, const c10::TensorOptions& options) {
    const std::vector<ParameterSpec>& specs = network.specs();
    std::vector<std::size_t> order(specs.size());
    std::iota(order.begin(), order.end(), std::size_t{0});
    std::ranges::stable_sort(order, {}, [&](std::size_t i) { return specs[i].turn; });
    Parameters parameters(specs.size());
    for (const std::size_t i : order)
        parameters[i] = draw(specs[i], generator).to(options);
    return parameters;
}

} // namespace ld3m::networks
