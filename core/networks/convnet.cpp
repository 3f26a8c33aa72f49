#include "core/networks/convnet.h"

#include <algorithm>
#include <bit>

#include <ATen/ATen.h>

#include "core/base/error.h"
#include "core/base/text.h"
#include "core/networks/norm_relu_pool.h"

namespace ld3m::networks {
namespace {

constexpr std::int64_t kGroups = 4; // of the published "groupnorm"

std::int64_t parametersPerBlock(settings::Norm norm) {
    return norm == settings::Norm::none ? 2 : 4;
}

void requireFitting(const NetworkShape& shape, std::int64_t depth) {
    if ((shape.resolution >> depth) < 1)
        throw base::InputError(base::text("images of ", shape.resolution,
                                          " px are too small for a ConvNet of depth ", depth,
                                          ": lower objective.depth or raise dataset.resolution"));
    if (shape.norm == settings::Norm::group && shape.width % kGroups != 0)
        throw base::InputError(base::text("group norm needs a network width that is a multiple of ", kGroups,
                                          ", not ", shape.width, ": change objective.width"));
}

/// Weight and bias of a convolution or of the classifier.
void addLearned(std::vector<ParameterSpec>& specs, const std::string& name,
                std::vector<std::int64_t> weight) {
    std::int64_t fanIn = 1;
    for (std::size_t i = 1; i < weight.size(); ++i)
        fanIn *= weight[i];
    const std::int64_t outputs = weight[0];
    specs.push_back({name + ".weight", std::move(weight), Start::uniform_fan_in, fanIn});
    specs.push_back({name + ".bias", {outputs}, Start::uniform_fan_in, fanIn});
}

} // namespace

std::int64_t convNetDepth(std::int64_t resolution) {
    const auto powers = static_cast<std::int64_t>(std::bit_width(static_cast<std::uint64_t>(resolution))) - 1;
    return std::max<std::int64_t>(powers - 2, 1);
}

ConvNet::ConvNet(const NetworkShape& shape)
    : m_norm(shape.norm), m_depth(shape.depth > 0 ? shape.depth : convNetDepth(shape.resolution)) {
    requireFitting(shape, m_depth);
    const std::int64_t modules =
        m_norm == settings::Norm::none ? 3 : 4; // of one block, in the published numbering
    std::int64_t channels = shape.channels;
    std::int64_t size = shape.resolution;
    for (std::int64_t d = 0; d < m_depth; ++d, channels = shape.width, size /= 2) {
        addLearned(m_specs, base::text("features.", modules * d), {shape.width, channels, 3, 3});
        if (m_norm == settings::Norm::none)
            continue;
        const std::string norm = base::text("features.", modules * d + 1);
        const std::vector<std::int64_t> extent = m_norm == settings::Norm::layer
                                                     ? std::vector<std::int64_t>{shape.width, size, size}
                                                     : std::vector<std::int64_t>{shape.width};
        m_specs.push_back({norm + ".weight", extent, Start::ones});
        m_specs.push_back({norm + ".bias", extent, Start::zeros});
    }
    addLearned(m_specs, "classifier", {shape.classes, channels * size * size});
}

at::Tensor ConvNet::block(const at::Tensor& x_BCHW, const at::Tensor* parameters) const {
    at::Tensor h = at::conv2d(x_BCHW, parameters[0], parameters[1], 1, 1);
    switch (m_norm) {
    case settings::Norm::instance:
        return normReluPool(h, parameters[2], parameters[3]);
    case settings::Norm::group:
        h = at::group_norm(h, kGroups, parameters[2], parameters[3]);
        break;
    case settings::Norm::layer:
        h = at::layer_norm(h, h.sizes().slice(1), parameters[2], parameters[3]);
        break;
    case settings::Norm::none:
        break;
    }
    return at::avg_pool2d(at::relu(h), {2, 2}, {2, 2});
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
