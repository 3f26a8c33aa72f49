#include "core/diffusion/autoencoder.h"

#include <vector>

#include <ATen/TensorOperators.h>
#include <ATen/ops/constant_pad_nd.h>
#include <ATen/ops/silu.h>

#include "core/base/error.h"
#include "core/base/text.h"
#include "core/diffusion/attention.h"
#include "core/diffusion/layers.h"

namespace ld3m::diffusion {
namespace {

/// Halves the size; the border grows at the right and at the bottom only.
class Downsample {
public:
    explicit Downsample(const tensor::Weights& weights) : m_conv(weights, 2, 0) {}
    at::Tensor operator()(const at::Tensor& x_BCHW) const {
        return m_conv(at::constant_pad_nd(x_BCHW, {0, 1, 0, 1}));
    }

private:
    Conv2d m_conv;
};

/// The residual blocks of one resolution, each followed by an attention where the weights have one.
struct Level {
    Level(const tensor::Weights& weights, std::int64_t groups) {
        for (int i = 0; weights.hasUnder(base::text("block.", i)); ++i)
            blocks.push_back(ResnetBlock::ofAutoencoder(weights.under(base::text("block.", i)), groups));
        for (int i = 0; weights.hasUnder(base::text("attn.", i)); ++i)
            attentions.emplace_back(weights.under(base::text("attn.", i)), groups);
        if (blocks.empty() || (!attentions.empty() && attentions.size() != blocks.size()))
            throw base::InputError(
                base::text("The autoencoder level ", weights.prefix(), " has ", blocks.size(),
                           " residual blocks and ", attentions.size(),
                           " attentions: expected at least one block, and one attention for each "
                           "block or none."));
    }

    at::Tensor operator()(at::Tensor h_BCHW) const {
        for (std::size_t i = 0; i < blocks.size(); ++i) {
            h_BCHW = blocks[i](h_BCHW);
            if (!attentions.empty())
                h_BCHW = attentions[i](h_BCHW);
        }
        return h_BCHW;
    }

    std::vector<ResnetBlock> blocks;
    std::vector<ImageAttention> attentions;
};

struct Middle {
    Middle(const tensor::Weights& weights, std::int64_t groups)
        : block1(ResnetBlock::ofAutoencoder(weights.under("block_1"), groups)),
          block2(ResnetBlock::ofAutoencoder(weights.under("block_2"), groups)) {
        if (weights.hasUnder("attn_1"))
            attention.emplace(weights.under("attn_1"), groups);
    }

    at::Tensor operator()(const at::Tensor& x_BCHW) const {
        const at::Tensor h_BCHW = block1(x_BCHW);
        return block2(attention ? (*attention)(h_BCHW) : h_BCHW);
    }

    ResnetBlock block1;
    ResnetBlock block2;
    std::optional<ImageAttention> attention;
};

/// The last layers of both halves: norm, SiLU, conv.
struct Head {
    Head(const tensor::Weights& weights, std::int64_t groups)
        : norm(weights.under("norm_out"), groups, kFirstStageEpsilon), conv(weights.under("conv_out")) {}
    at::Tensor operator()(const at::Tensor& x_BCHW) const { return conv(at::silu(norm(x_BCHW))); }

    GroupNorm norm;
    Conv2d conv;
};

std::vector<Level> readLevels(const tensor::Weights& weights, const std::string& name, std::int64_t groups) {
    std::vector<Level> levels;
    for (int i = 0; weights.hasUnder(base::text(name, ".", i)); ++i)
        levels.emplace_back(weights.under(base::text(name, ".", i)), groups);
    return levels;
}

/// Resampling layers by level; a level without one is the last.
template<typename Resample>
std::vector<std::optional<Resample>> readResampling(const tensor::Weights& weights, const std::string& name,
                                                    const std::string& layer, std::size_t levels) {
    std::vector<std::optional<Resample>> resampling(levels);
    for (std::size_t i = 0; i < levels; ++i) {
        const tensor::Weights level = weights.under(base::text(name, ".", i));
        if (level.hasUnder(layer))
            resampling[i].emplace(level.under(layer + ".conv"));
    }
    return resampling;
}

template<typename Resample>
int countResampling(const std::vector<std::optional<Resample>>& resampling) {
    int count = 0;
    for (const auto& one : resampling)
        count += one.has_value() ? 1 : 0;
    return count;
}

struct Encoder {
    Encoder(const tensor::Weights& weights, std::int64_t groups)
        : conv_in(weights.under("conv_in")), levels(readLevels(weights, "down", groups)),
          downsampling(readResampling<Downsample>(weights, "down", "downsample", levels.size())),
          middle(weights.under("mid"), groups), head(weights, groups) {}

    at::Tensor operator()(const at::Tensor& x_BCHW) const {
        at::Tensor h_BCHW = conv_in(x_BCHW);
        for (std::size_t i = 0; i < levels.size(); ++i) {
            h_BCHW = levels[i](h_BCHW);
            if (downsampling[i])
                h_BCHW = (*downsampling[i])(h_BCHW);
        }
        return head(middle(h_BCHW));
    }

    Conv2d conv_in;
    std::vector<Level> levels;
    std::vector<std::optional<Downsample>> downsampling;
    Middle middle;
    Head head;
};

struct Decoder {
    Decoder(const tensor::Weights& weights, std::int64_t groups)
        : conv_in(weights.under("conv_in")), middle(weights.under("mid"), groups),
          levels(readLevels(weights, "up", groups)),
          upsampling(readResampling<Upsample>(weights, "up", "upsample", levels.size())),
          head(weights, groups) {}

    at::Tensor operator()(const at::Tensor& z_BCHW) const {
        at::Tensor h_BCHW = middle(conv_in(z_BCHW));
        for (std::size_t i = levels.size(); i-- > 0;) {
            h_BCHW = levels[i](h_BCHW);
            if (upsampling[i])
                h_BCHW = (*upsampling[i])(h_BCHW);
        }
        return head(h_BCHW);
    }

    Conv2d conv_in;
    Middle middle;
    std::vector<Level> levels;
    std::vector<std::optional<Upsample>> upsampling;
    Head head;
};

} // namespace

struct Autoencoder::Structure {
    Structure(const tensor::Weights& weights, std::int64_t groups)
        : encoder(weights.under("encoder"), groups), quant_conv(weights.under("quant_conv")),
          post_quant_conv(weights.under("post_quant_conv")), decoder(weights.under("decoder"), groups) {
        if (weights.has("quantize.embedding.weight"))
            codebook.emplace(weights.take("quantize.embedding.weight"));
    }

    Encoder encoder;
    Conv2d quant_conv;
    std::optional<Codebook> codebook;
    Conv2d post_quant_conv;
    Decoder decoder;
};

Autoencoder::Autoencoder(const tensor::Weights& weights, std::int64_t groups)
    : m_structure(std::make_unique<Structure>(weights, groups)) {
    const int down = countResampling(m_structure->encoder.downsampling);
    const int up = countResampling(m_structure->decoder.upsampling);
    if (down != up)
        throw base::InputError(base::text("The autoencoder halves images ", down, " times and doubles them ",
                                          up, " times: expected the same number."));
    constexpr std::int64_t kColours = 3;
    const std::int64_t in = m_structure->encoder.conv_in.inputs();
    const std::int64_t out = m_structure->decoder.head.conv.outputs();
    if (in != kColours || out != kColours)
        throw base::InputError(base::text("The autoencoder turns images of ", in, " channels into images of ",
                                          out, ": expected colour images of ", kColours, " on both sides."));
    const std::int64_t expected = latentChannels() * (m_structure->codebook ? 1 : 2);
    const std::int64_t width =
        m_structure->codebook ? m_structure->codebook->embedding().size(1) : latentChannels();
    if (m_structure->quant_conv.outputs() != expected || width != latentChannels())
        throw base::InputError(base::text(
            "The autoencoder's quant_conv gives ", m_structure->quant_conv.outputs(), " channels and its ",
            m_structure->codebook ? "codes have " : "latents have ", width, ": expected ", expected, " and ",
            latentChannels(), ", as post_quant_conv takes ", latentChannels(), "."));
}

Autoencoder::~Autoencoder() = default;
Autoencoder::Autoencoder(Autoencoder&&) noexcept = default;

at::Tensor Autoencoder::moments(const at::Tensor& x_B3HW) const {
    return m_structure->quant_conv(m_structure->encoder(x_B3HW));
}

at::Tensor Autoencoder::encode(const at::Tensor& x_B3HW) const {
    return moments(x_B3HW).narrow(1, 0, latentChannels());
}

at::Tensor Autoencoder::quantize(const at::Tensor& z_BDhw) const {
    return m_structure->codebook ? m_structure->codebook->quantize(z_BDhw) : z_BDhw;
}

at::Tensor Autoencoder::decode(const at::Tensor& z_BDhw) const {
    return decodeUnquantized(quantize(z_BDhw));
}

at::Tensor Autoencoder::decodeUnquantized(const at::Tensor& z_BDhw) const {
    return m_structure->decoder(m_structure->post_quant_conv(z_BDhw));
}

const std::optional<Codebook>& Autoencoder::codebook() const {
    return m_structure->codebook;
}

std::int64_t Autoencoder::latentChannels() const {
    return m_structure->post_quant_conv.inputs();
}

std::int64_t Autoencoder::factor() const {
    return std::int64_t{1} << countResampling(m_structure->encoder.downsampling);
}

} // namespace ld3m::diffusion
