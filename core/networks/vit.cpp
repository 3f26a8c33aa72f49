#include "core/networks/vit.h"

#include <cmath>

#include <ATen/ATen.h>

#include "core/base/error.h"
#include "core/base/text.h"
#include "core/networks/layers.h"

namespace ld3m::networks {
namespace {

constexpr std::int64_t kLargestSmall = 32; // px, of the CIFAR variant
constexpr std::int64_t kWidth = 512;
constexpr std::int64_t kHeads = 8;
constexpr std::int64_t kHeadWidth = kWidth / kHeads;
constexpr double kDropout = 0.1;

/// [B, C, H, W] to [B, patches, row in patch x column in patch x C].
at::Tensor patches(const at::Tensor& x_BCHW, std::int64_t size) {
    const std::int64_t rows = x_BCHW.size(2) / size, columns = x_BCHW.size(3) / size;
    return x_BCHW.reshape({x_BCHW.size(0), x_BCHW.size(1), rows, size, columns, size})
        .permute({0, 2, 4, 3, 5, 1})
        .reshape({x_BCHW.size(0), rows * columns, size * size * x_BCHW.size(1)});
}

/// Written out: the fused attention of Torch has no second derivative.
at::Tensor attention(const at::Tensor& x_BNE, ParameterReader& reader, at::Generator* generator) {
    const std::int64_t B = x_BNE.size(0), N = x_BNE.size(1);
    const auto qkv = at::linear(x_BNE, reader.next())
                         .view({B, N, 3, kHeads, kHeadWidth})
                         .permute({2, 0, 3, 1, 4})
                         .unbind(0); // each [B, heads, N, 64]
    const double scale = 1 / std::sqrt(static_cast<double>(kHeadWidth));
    const at::Tensor weights_BHNN = at::softmax(at::matmul(qkv[0] * scale, qkv[1].transpose(-2, -1)), -1);
    const at::Tensor heads_BNE = at::matmul(weights_BHNN, qkv[2]).transpose(1, 2).reshape({B, N, kWidth});
    return dropout(linear(heads_BNE, reader), kDropout, generator);
}

at::Tensor perceptron(const at::Tensor& x_BNE, ParameterReader& reader, at::Generator* generator) {
    const at::Tensor inner = dropout(at::gelu(linear(x_BNE, reader)), kDropout, generator);
    return dropout(linear(inner, reader), kDropout, generator);
}

at::Tensor layerNorm(const at::Tensor& x, ParameterReader& reader) {
    const at::Tensor& weight_E = reader.next();
    const at::Tensor& bias_E = reader.next();
    return at::layer_norm(x, {kWidth}, weight_E, bias_E);
}

} // namespace

ViT::ViT(const NetworkShape& shape)
    : m_normed(shape.resolution <= kLargestSmall), m_patch(m_normed ? 4 : 16), m_blocks(m_normed ? 6 : 10) {
    if (shape.resolution < m_patch || shape.resolution % m_patch != 0)
        throw base::InputError(base::text("ViT cuts images into patches of ", m_patch, " px, which ",
                                          shape.resolution,
                                          " px is no multiple of: change dataset.resolution"));
    const std::int64_t perSide = shape.resolution / m_patch;
    // The tokens come first among the parameters, but are drawn after the patches' linear map.
    m_specs.push_back(
        {.name = "pos_embedding", .shape = {1, perSide * perSide + 1, kWidth}, .start = Start::normal});
    m_specs.push_back({.name = "cls_token", .shape = {1, 1, kWidth}, .start = Start::normal});
    addLearned(m_specs, "to_patch_embedding.1", {kWidth, m_patch * m_patch * shape.channels});
    for (std::size_t i = 2; i < m_specs.size(); ++i)
        m_specs[i].turn = -1;
    for (int block = 0; block < m_blocks; ++block) {
        const std::string name = base::text("transformer.layers.", block, ".");
        if (m_normed)
            addNorm(m_specs, name + "0.norm", {kWidth});
        addLearned(m_specs, name + "0.fn.to_qkv", {3 * kWidth, kWidth}, Bias::no);
        addLearned(m_specs, name + "0.fn.to_out.0", {kWidth, kWidth});
        if (m_normed)
            addNorm(m_specs, name + "1.norm", {kWidth});
        addLearned(m_specs, name + "1.fn.net.0", {kWidth, kWidth});
        addLearned(m_specs, name + "1.fn.net.3", {kWidth, kWidth});
    }
    if (m_normed)
        addNorm(m_specs, "mlp_head.0", {kWidth});
    addLearned(m_specs, m_normed ? "mlp_head.1" : "mlp_head.0", {shape.classes, kWidth});
}

at::Tensor ViT::features(const at::Tensor& x_BCHW, const Parameters& parameters,
                         at::Generator* generator) const {
    ParameterReader reader(parameters);
    const at::Tensor& position_1NE = reader.next();
    const at::Tensor& token_11E = reader.next();
    at::Tensor h = linear(patches(x_BCHW, m_patch), reader);
    h = at::cat({token_11E.expand({h.size(0), 1, kWidth}), h}, 1) + position_1NE;
    h = dropout(h, kDropout, generator);
    for (int block = 0; block < m_blocks; ++block) {
        h = h + attention(m_normed ? layerNorm(h, reader) : h, reader, generator);
        h = h + perceptron(m_normed ? layerNorm(h, reader) : h, reader, generator);
    }
    const at::Tensor class_BE = h.select(1, 0);
    return m_normed ? layerNorm(class_BE, reader) : class_BE;
}

at::Tensor ViT::scores(const at::Tensor& x_BCHW, const Parameters& parameters,
                       at::Generator* generator) const {
    return at::linear(features(x_BCHW, parameters, generator), parameters[parameters.size() - 2],
                      parameters.back());
}

} // namespace ld3m::networks
