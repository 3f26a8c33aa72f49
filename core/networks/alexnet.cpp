#include "core/networks/alexnet.h"

#include <ATen/ATen.h>

#include "core/base/error.h"
#include "core/base/text.h"
#include "core/networks/layers.h"

namespace ld3m::networks {
namespace {

struct Layer {
    int position; ///< in the published sequence of modules
    std::int64_t width;
    std::int64_t kernel;
    bool pooled;
};

constexpr Layer kLayers[] = {
    {0, 128, 5, true}, {3, 192, 5, true}, {6, 256, 3, false}, {8, 192, 3, false}, {10, 192, 3, true}};
constexpr std::int64_t kShrinkage = 8; // by three poolings

} // namespace

AlexNet::AlexNet(const NetworkShape& shape) {
    const std::int64_t size = shape.resolution / kShrinkage;
    if (size < 1)
        throw base::InputError(base::text("images of ", shape.resolution,
                                          " px are too small for AlexNet: raise "
                                          "dataset.resolution to ",
                                          kShrinkage, " or more, or choose convnet"));
    std::int64_t channels = shape.channels;
    for (const Layer& layer : kLayers) {
        addLearned(m_specs, base::text("features.", layer.position),
                   {layer.width, channels, layer.kernel, layer.kernel});
        channels = layer.width;
    }
    addLearned(m_specs, "fc", {shape.classes, channels * size * size});
}

at::Tensor AlexNet::features(const at::Tensor& x_BCHW, const Parameters& parameters, at::Generator*) const {
    ParameterReader reader(parameters);
    at::Tensor h = x_BCHW;
    for (const Layer& layer : kLayers) {
        const at::Tensor& weight = reader.next();
        const at::Tensor& bias = reader.next();
        h = at::relu(at::conv2d(h, weight, bias, 1, layer.kernel / 2));
        if (layer.pooled)
            h = halveByMax(h);
    }
    return h.flatten(1);
}

at::Tensor AlexNet::scores(const at::Tensor& x_BCHW, const Parameters& parameters, at::Generator*) const {
    return at::linear(features(x_BCHW, parameters, nullptr), parameters[parameters.size() - 2],
                      parameters.back());
}

} // namespace ld3m::networks
