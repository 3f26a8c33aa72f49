#include "core/networks/convnet.h"

#include <algorithm>
#include <bit>

#include <ATen/ATen.h>

#include "core/base/error.h"
#include "core/base/text.h"
#include "core/networks/layers.h"
#include "core/networks/norm_relu_pool.h"

namespace ld3m::networks {
namespace {

constexpr std::int64_t kGroups = 4; // of the published "groupnorm"
constexpr double kSlope = 0.01;     // of the published "leakyrelu", below zero

std::int64_t parametersPerBlock(settings::Norm norm) {
    return norm == settings::Norm::none ? 2 : 4;
}

void requireFitting(const NetworkShape& shape, std::int64_t depth) {
    if (shape.pooling != settings::Pooling::none && (shape.resolution >> depth) < 1)
        throw base::InputError(base::text("images of ", shape.resolution,
                                          " px are too small for a ConvNet of depth ", depth,
                                          ": lower objective.depth or raise dataset.resolution"));
    if (shape.norm == settings::Norm::group && shape.width % kGroups != 0)
        throw base::InputError(base::text("group norm needs a network width that is a multiple of ", kGroups,
                                          ", not ", shape.width, ": change objective.width"));
}

at::Tensor activate(const at::Tensor& x, settings::Activation activation) {
    switch (activation) {
    case settings::Activation::leaky_relu:
        return at::leaky_relu(x, kSlope);
    case settings::Activation::sigmoid:
        return at::sigmoid(x);
    case settings::Activation::relu:
        break;
    }
    return at::relu(x);
}

at::Tensor pool(const at::Tensor& x_BCHW, settings::Pooling pooling) {
    switch (pooling) {
    case settings::Pooling::max:
        return halveByMax(x_BCHW);
    case settings::Pooling::none:
        return x_BCHW;
    case settings::Pooling::average:
        break;
    }
    return at::avg_pool2d(x_BCHW, {2, 2}, {2, 2});
}

} // namespace

std::int64_t convNetDepth(std::int64_t resolution) {
    const auto powers = static_cast<std::int64_t>(std::bit_width(static_cast<std::uint64_t>(resolution))) - 1;
    return std::max<std::int64_t>(powers - 2, 1);
}

ConvNet::ConvNet(const NetworkShape& shape)
    : m_norm(shape.norm), m_pooling(shape.pooling), m_activation(shape.activation),
      m_depth(shape.depth > 0 ? shape.depth : convNetDepth(shape.resolution)) {
    requireFitting(shape, m_depth);
    const bool normed = m_norm != settings::Norm::none;
    const bool pooled = m_pooling != settings::Pooling::none;
    std::int64_t channels = shape.channels;
    std::int64_t size = shape.resolution;
    int position = 0; // in the published sequence of modules
    for (std::int64_t d = 0; d < m_depth; ++d) {
        addLearned(m_specs, base::text("features.", position), {shape.width, channels, 3, 3});
        if (m_norm == settings::Norm::layer)
            addNorm(m_specs, base::text("features.", position + 1), {shape.width, size, size});
        else if (normed)
            addNorm(m_specs, base::text("features.", position + 1), {shape.width});
        position += 2 + (normed ? 1 : 0) + (pooled ? 1 : 0);
        channels = shape.width;
        if (pooled)
            size /= 2;
    }
    addLearned(m_specs, "classifier", {shape.classes, channels * size * size});
}

at::Tensor ConvNet::block(const at::Tensor& x_BCHW, const at::Tensor* parameters) const {
    at::Tensor h = at::conv2d(x_BCHW, parameters[0], parameters[1], 1, 1);
    switch (m_norm) {
    case settings::Norm::instance:
        if (m_activation == settings::Activation::relu && m_pooling == settings::Pooling::average)
            return normReluPool(h, parameters[2], parameters[3]);
        h = at::group_norm(h, h.size(1), parameters[2], parameters[3]);
        break;
    case settings::Norm::group:
        h = at::group_norm(h, kGroups, parameters[2], parameters[3]);
        break;
    case settings::Norm::layer:
        h = at::layer_norm(h, h.sizes().slice(1), parameters[2], parameters[3]);
        break;
    case settings::Norm::none:
        break;
    }
    return pool(activate(h, m_activation), m_pooling);
}

at::Tensor ConvNet::features(const at::Tensor& x_BCHW, const Parameters& parameters, at::Generator*) const {
    at::Tensor h = x_BCHW;
    for (std::int64_t d = 0; d < m_depth; ++d)
        h = block(h, parameters.data() + d * parametersPerBlock(m_norm));
    return h.flatten(1);
}

at::Tensor ConvNet::scores(const at::Tensor& x_BCHW, const Parameters& parameters, at::Generator*) const {
    return at::linear(features(x_BCHW, parameters, nullptr), parameters[parameters.size() - 2],
                      parameters.back());
}

} // namespace ld3m::networks
