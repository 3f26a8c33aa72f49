#include "core/networks/resnet.h"

#include <algorithm>

#include <ATen/ATen.h>

#include "core/base/error.h"
#include "core/base/text.h"
#include "core/networks/layers.h"

namespace ld3m::networks {
namespace {

constexpr std::int64_t kWidths[] = {64, 128, 256, 512};
constexpr int kBlocks = 2; // of a stage
constexpr std::int64_t kSmallest = 9;
constexpr std::int64_t kWindow = 4; // of embed

/// The first block of every stage but the first halves the image, and its shortcut must follow.
bool halves(std::size_t stage, int block) {
    return stage > 0 && block == 0;
}

void addConvolution(std::vector<ParameterSpec>& specs, const std::string& convolution,
                    const std::string& norm, std::vector<std::int64_t> weight) {
    const std::int64_t width = weight[0];
    addLearned(specs, convolution, std::move(weight), Bias::no);
    addNorm(specs, norm, {width});
}

at::Tensor convolve(const at::Tensor& x_BCHW, ParameterReader& reader, std::int64_t stride) {
    const at::Tensor& weight = reader.next();
    return instanceNorm(at::conv2d(x_BCHW, weight, {}, stride, weight.size(2) / 2), reader);
}

at::Tensor residualBlock(const at::Tensor& x_BCHW, ParameterReader& reader, bool halved) {
    const std::int64_t stride = halved ? 2 : 1;
    const at::Tensor inner = at::relu(convolve(x_BCHW, reader, stride));
    const at::Tensor outer = convolve(inner, reader, 1);
    return at::relu(outer + (halved ? convolve(x_BCHW, reader, stride) : x_BCHW));
}

/// Maps of the last stage [B, 512, H/8, W/8].
at::Tensor maps(const at::Tensor& x_BCHW, const Parameters& parameters) {
    ParameterReader reader(parameters);
    at::Tensor h = at::relu(convolve(x_BCHW, reader, 1));
    for (std::size_t stage = 0; stage < std::size(kWidths); ++stage)
        for (int block = 0; block < kBlocks; ++block)
            h = residualBlock(h, reader, halves(stage, block));
    return h;
}

} // namespace

ResNet18::ResNet18(const NetworkShape& shape) {
    if (shape.resolution < kSmallest)
        throw base::InputError(base::text("images of ", shape.resolution,
                                          " px are too small for ResNet-18: raise "
                                          "dataset.resolution to ",
                                          kSmallest, " or more, or choose convnet"));
    std::int64_t channels = kWidths[0];
    addConvolution(m_specs, "conv1", "bn1", {channels, shape.channels, 3, 3});
    for (std::size_t stage = 0; stage < std::size(kWidths); ++stage)
        for (int block = 0; block < kBlocks; ++block) {
            const std::string name = base::text("layer", stage + 1, ".", block, ".");
            const std::int64_t width = kWidths[stage];
            addConvolution(m_specs, name + "conv1", name + "bn1", {width, channels, 3, 3});
            addConvolution(m_specs, name + "conv2", name + "bn2", {width, width, 3, 3});
            if (halves(stage, block))
                addConvolution(m_specs, name + "shortcut.0", name + "shortcut.1", {width, channels, 1, 1});
            channels = width;
        }
    addLearned(m_specs, "classifier", {shape.classes, channels});
}

at::Tensor ResNet18::features(const at::Tensor& x_BCHW, const Parameters& parameters, at::Generator*) const {
    const at::Tensor h = maps(x_BCHW, parameters);
    const std::int64_t window = std::min({kWindow, h.size(2), h.size(3)});
    return at::avg_pool2d(h, {window, window}, {window, window}).flatten(1);
}

at::Tensor ResNet18::scores(const at::Tensor& x_BCHW, const Parameters& parameters, at::Generator*) const {
    return at::linear(maps(x_BCHW, parameters).mean({2, 3}), parameters[parameters.size() - 2],
                      parameters.back());
}

} // namespace ld3m::networks
