#include "core/diffusion/unet.h"

#include <algorithm>
#include <cmath>
#include <variant>
#include <vector>

#include <ATen/TensorOperators.h>
#include <ATen/ops/arange.h>
#include <ATen/ops/cat.h>
#include <ATen/ops/constant_pad_nd.h>
#include <ATen/ops/silu.h>

#include "core/base/error.h"
#include "core/base/text.h"
#include "core/diffusion/attention.h"
#include "core/diffusion/layers.h"

namespace ld3m::diffusion {
namespace {

using Layer = std::variant<Conv2d, ResnetBlock, Upsample, SpatialTransformer, QkvAttention>;
using Block = std::vector<Layer>;

/// Which layer it is follows from the names of its tensors.
Layer readLayer(const tensor::Weights& weights, const UNetHints& hints) {
    if (weights.has("weight"))
        return Conv2d(weights);
    if (weights.hasUnder("in_layers"))
        return ResnetBlock::ofUNet(weights, hints.groups);
    if (weights.hasUnder("op"))
        return Conv2d(weights.under("op"), 2);
    if (weights.hasUnder("conv"))
        return Upsample(weights.under("conv"));
    if (weights.hasUnder("transformer_blocks"))
        return SpatialTransformer(weights, hints);
    if (weights.hasUnder("qkv"))
        return QkvAttention(weights, hints);
    throw base::InputError(
        base::text("The U-Net layer ", weights.prefix(),
                   " is of no known kind: expected a convolution, a residual block, a resampling "
                   "or an attention."));
}

/// Reads the layers of one block that is fed with `channels`, which become the block's own.
Block readBlock(const tensor::Weights& weights, const UNetHints& hints, std::int64_t& channels) {
    Block block;
    for (int i = 0; weights.hasUnder(base::text(i)); ++i) {
        block.push_back(readLayer(weights.under(base::text(i)), hints));
        const auto inputs = std::visit([](const auto& layer) { return layer.inputs(); }, block.back());
        if (inputs != channels)
            throw base::InputError(base::text("The U-Net layer ", weights.prefix(), i, " takes ", inputs,
                                              " channels, but ", channels,
                                              " were expected from what comes before it."));
        channels = std::visit([](const auto& layer) { return layer.outputs(); }, block.back());
    }
    return block;
}

std::vector<std::string> blockNames(const tensor::Weights& weights, const std::string& name) {
    std::vector<std::string> names;
    while (weights.hasUnder(base::text(name, ".", names.size())))
        names.push_back(base::text(name, ".", names.size()));
    return names;
}

std::int64_t contextWidthOf(const Block& block) {
    for (const Layer& layer : block)
        if (const auto* transformer = std::get_if<SpatialTransformer>(&layer))
            return transformer->contextWidth();
    return 0;
}

struct Inputs {
    at::Tensor activated_BE; ///< SiLU of the time embedding
    at::Tensor context_BLD;
};

at::Tensor apply(const Block& block, at::Tensor h_BCHW, const Inputs& inputs) {
    for (const Layer& layer : block) {
        if (const auto* residual = std::get_if<ResnetBlock>(&layer))
            h_BCHW = (*residual)(h_BCHW, inputs.activated_BE);
        else if (const auto* transformer = std::get_if<SpatialTransformer>(&layer))
            h_BCHW = (*transformer)(h_BCHW, inputs.context_BLD);
        else if (const auto* attention = std::get_if<QkvAttention>(&layer))
            h_BCHW = (*attention)(h_BCHW);
        else if (const auto* upsample = std::get_if<Upsample>(&layer))
            h_BCHW = (*upsample)(h_BCHW);
        else
            h_BCHW = std::get<Conv2d>(layer)(h_BCHW);
    }
    return h_BCHW;
}

} // namespace

struct UNet::Structure {
    Structure(const tensor::Weights& weights, const UNetHints& hints)
        : time1(weights.under("time_embed.0")), time2(weights.under("time_embed.2")),
          latent_channels(Conv2d(weights.under("input_blocks.0.0")).inputs()),
          out_norm(weights.under("out.0"), hints.groups, kUNetEpsilon), out_conv(weights.under("out.2")) {
        std::int64_t channels = latent_channels;
        std::vector<std::int64_t> skips;
        for (const std::string& name : blockNames(weights, "input_blocks")) {
            input_blocks.push_back(readBlock(weights.under(name), hints, channels));
            skips.push_back(channels);
        }
        middle_block = readBlock(weights.under("middle_block"), hints, channels);
        const std::vector<std::string> outputs = blockNames(weights, "output_blocks");
        if (outputs.size() != skips.size())
            throw base::InputError(
                base::text("The U-Net has ", skips.size(), " input blocks and ", outputs.size(),
                           " output blocks: expected one output block for each input block."));
        for (const std::string& name : outputs) {
            channels += skips.back();
            skips.pop_back();
            output_blocks.push_back(readBlock(weights.under(name), hints, channels));
        }
        if (out_norm.channels() != channels || out_conv.outputs() != latent_channels)
            throw base::InputError(base::text("The U-Net's out layers turn ", out_norm.channels(),
                                              " channels into ", out_conv.outputs(), ": expected ", channels,
                                              " into ", latent_channels, "."));
    }

    std::int64_t contextWidth() const {
        std::int64_t width = contextWidthOf(middle_block);
        for (const std::vector<Block>* blocks : {&input_blocks, &output_blocks})
            for (const Block& block : *blocks)
                width = std::max(width, contextWidthOf(block));
        return width;
    }

    Linear time1;
    Linear time2;
    std::int64_t latent_channels;
    std::vector<Block> input_blocks;
    Block middle_block;
    std::vector<Block> output_blocks;
    GroupNorm out_norm;
    Conv2d out_conv;
};

UNet::UNet(const tensor::Weights& weights, const UNetHints& hints)
    : m_structure(std::make_unique<Structure>(weights, hints)) {}

UNet::~UNet() = default;
UNet::UNet(UNet&&) noexcept = default;

at::Tensor UNet::operator()(const at::Tensor& z_BCHW, const at::Tensor& t_B,
                            const at::Tensor& context_BLD) const {
    if (conditional() && !context_BLD.defined())
        throw base::RunError("The U-Net is conditional, but it was called without a context.");
    const at::Tensor sinusoid_BW = timeEmbedding(t_B, m_structure->time1.inputs(), z_BCHW);
    const at::Tensor embedding_BE = m_structure->time2(at::silu(m_structure->time1(sinusoid_BW)));
    const Inputs inputs{at::silu(embedding_BE), context_BLD};

    std::vector<at::Tensor> skips;
    at::Tensor h_BCHW = z_BCHW;
    for (const Block& block : m_structure->input_blocks) {
        h_BCHW = apply(block, h_BCHW, inputs);
        skips.push_back(h_BCHW);
    }
    h_BCHW = apply(m_structure->middle_block, h_BCHW, inputs);
    for (const Block& block : m_structure->output_blocks) {
        h_BCHW = apply(block, at::cat({h_BCHW, skips.back()}, 1), inputs);
        skips.pop_back();
    }
    return m_structure->out_conv(at::silu(m_structure->out_norm(h_BCHW)));
}

bool UNet::conditional() const {
    return contextWidth() > 0;
}

std::int64_t UNet::contextWidth() const {
    return m_structure->contextWidth();
}

std::int64_t UNet::latentChannels() const {
    return m_structure->latent_channels;
}

at::Tensor timeEmbedding(const at::Tensor& t_B, std::int64_t width, const at::Tensor& like) {
    const std::int64_t half = width / 2;
    const c10::TensorOptions options = like.options().dtype(at::kFloat).requires_grad(false);
    const at::Tensor frequency_W = (at::arange(half, options) * (-std::log(10000.0)) / half).exp();
    const at::Tensor angle_BW = t_B.to(like.device(), at::kFloat).unsqueeze(1) * frequency_W.unsqueeze(0);
    const at::Tensor embedding_BW = at::cat({angle_BW.cos(), angle_BW.sin()}, 1);
    return (width % 2 == 0 ? embedding_BW : at::constant_pad_nd(embedding_BW, {0, 1})).to(like.scalar_type());
}

} // namespace ld3m::diffusion
