#include "core/networks/vgg.h"

#include <ATen/ATen.h>

#include "core/base/error.h"
#include "core/base/text.h"
#include "core/networks/layers.h"

namespace ld3m::networks {
namespace {

struct Layer {
    std::int64_t width;
    bool pooled;
};

constexpr Layer kLayers[] = {{64, true},   {128, true}, {256, false}, {256, true},
                             {512, false}, {512, true}, {512, false}, {512, true}};
constexpr std::int64_t kSmallest = 32;
constexpr std::int64_t kCells = 7; // of the adaptive pooling, each way

} // namespace

Vgg11::Vgg11(const NetworkShape& shape) : m_adaptive(shape.resolution > kSmallest) {
    if (shape.resolution < kSmallest)
        throw base::InputError(base::text("images of ", shape.resolution,
                                          " px are too small for VGG-11: raise "
                                          "dataset.resolution to ",
                                          kSmallest, " or more, or choose convnet"));
    std::int64_t channels = shape.channels;
    int position = 0; // in the published sequence of modules: conv, norm, ReLU and perhaps a pooling
    for (const Layer& layer : kLayers) {
        addLearned(m_specs, base::text("features.", position), {layer.width, channels, 3, 3});
        addNorm(m_specs, base::text("features.", position + 1), {layer.width});
        channels = layer.width;
        position += layer.pooled ? 4 : 3;
    }
    addLearned(m_specs, "classifier", {shape.classes, m_adaptive ? channels * kCells * kCells : channels});
}

at::Tensor Vgg11::features(const at::Tensor& x_BCHW, const Parameters& parameters, at::Generator*) const {
    ParameterReader reader(parameters);
    at::Tensor h = x_BCHW;
    for (const Layer& layer : kLayers) {
        const at::Tensor& weight = reader.next();
        const at::Tensor& bias = reader.next();
        h = at::relu(instanceNorm(at::conv2d(h, weight, bias, 1, 1), reader));
        if (layer.pooled)
            h = halveByMax(h);
    }
    if (m_adaptive)
        h = std::get<0>(at::adaptive_max_pool2d(h, {kCells, kCells}));
    return h.flatten(1);
}

at::Tensor Vgg11::scores(const at::Tensor& x_BCHW, const Parameters& parameters, at::Generator*) const {
    return at::linear(features(x_BCHW, parameters, nullptr), parameters[parameters.size() - 2],
                      parameters.back());
}

} // namespace ld3m::networks
