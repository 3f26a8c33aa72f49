#include "core/diffusion/compvis_structure.h"

#include "core/base/text.h"

namespace ld3m::diffusion {
namespace {

/// Collects tensors of layers; a layer has a weight and, mostly, a bias of as many values as it has outputs.
class Writer {
public:
    TensorShapes tensors;

    void layer(const std::string& name, const Shape& weight, bool bias = true) {
        tensors[name + ".weight"] = weight;
        if (bias)
            tensors[name + ".bias"] = {weight.front()};
    }
    void norm(const std::string& name, std::int64_t channels) { layer(name, {channels}); }
    void conv(const std::string& name, std::int64_t in, std::int64_t out, std::int64_t side) {
        layer(name, {out, in, side, side});
    }
    void linear(const std::string& name, std::int64_t in, std::int64_t out, bool bias = true) {
        layer(name, {out, in}, bias);
    }
};

class UNetWriter : public Writer {
public:
    explicit UNetWriter(const UNetStructure& unet) : m_unet(unet) {}

    void write() {
        const std::int64_t width = m_unet.width;
        linear(m_root + "time_embed.0", width, 4 * width);
        linear(m_root + "time_embed.2", 4 * width, 4 * width);
        conv(m_root + "input_blocks.0.0", m_unet.latent_channels, width, 3);
        std::int64_t channels = writeDown();
        residual(m_root + "middle_block.0", channels, channels);
        attention(m_root + "middle_block.1", channels);
        residual(m_root + "middle_block.2", channels, channels);
        writeUp(channels);
        norm(m_root + "out.0", width);
        conv(m_root + "out.2", width, m_unet.latent_channels, 3);
    }

private:
    std::int64_t writeDown() {
        std::int64_t channels = m_unet.width;
        m_skips = {channels};
        for (std::size_t level = 0; level < m_unet.multipliers.size(); ++level) {
            for (std::int64_t block = 0; block < m_unet.blocks; ++block) {
                const std::string name = base::text(m_root, "input_blocks.", m_skips.size());
                residual(name + ".0", channels, levelChannels(level));
                channels = levelChannels(level);
                if (m_unet.attention[level])
                    attention(name + ".1", channels);
                m_skips.push_back(channels);
            }
            if (level + 1 < m_unet.multipliers.size()) {
                conv(base::text(m_root, "input_blocks.", m_skips.size(), ".0.op"), channels, channels, 3);
                m_skips.push_back(channels);
            }
        }
        return channels;
    }

    void writeUp(std::int64_t channels) {
        std::int64_t index = 0;
        for (std::size_t level = m_unet.multipliers.size(); level-- > 0;) {
            for (std::int64_t block = 0; block <= m_unet.blocks; ++block, ++index) {
                const std::string name = base::text(m_root, "output_blocks.", index, ".");
                residual(name + "0", channels + m_skips.back(), levelChannels(level));
                m_skips.pop_back();
                channels = levelChannels(level);
                if (m_unet.attention[level])
                    attention(name + "1", channels);
                if (block == m_unet.blocks && level > 0)
                    conv(base::text(name, m_unet.attention[level] ? 2 : 1, ".conv"), channels, channels, 3);
            }
        }
    }

    std::int64_t levelChannels(std::size_t level) const { return m_unet.width * m_unet.multipliers[level]; }

    void residual(const std::string& name, std::int64_t in, std::int64_t out) {
        norm(name + ".in_layers.0", in);
        conv(name + ".in_layers.2", in, out, 3);
        linear(name + ".emb_layers.1", 4 * m_unet.width, out);
        norm(name + ".out_layers.0", out);
        conv(name + ".out_layers.3", out, out, 3);
        if (in != out)
            conv(name + ".skip_connection", in, out, 1);
    }

    void attention(const std::string& name, std::int64_t channels) {
        norm(name + ".norm", channels);
        if (m_unet.context > 0) {
            transformer(name, channels);
            return;
        }
        layer(name + ".qkv", {3 * channels, channels, 1});
        layer(name + ".proj_out", {channels, channels, 1});
    }

    void transformer(const std::string& name, std::int64_t channels) {
        const std::string block = name + ".transformer_blocks.0";
        conv(name + ".proj_in", channels, channels, 1);
        for (const char* which : {".attn1", ".attn2"}) {
            const std::int64_t seen = which[5] == '1' ? channels : m_unet.context;
            linear(block + which + ".to_q", channels, channels, false);
            linear(block + which + ".to_k", seen, channels, false);
            linear(block + which + ".to_v", seen, channels, false);
            linear(block + which + ".to_out.0", channels, channels);
        }
        linear(block + ".ff.net.0.proj", channels, 8 * channels);
        linear(block + ".ff.net.2", 4 * channels, channels);
        for (const char* which : {".norm1", ".norm2", ".norm3"})
            norm(block + which, channels);
        conv(name + ".proj_out", channels, channels, 1);
    }

    const UNetStructure& m_unet;
    const std::string m_root = "model.diffusion_model.";
    std::vector<std::int64_t> m_skips; ///< channels of the input blocks so far
};

class AutoencoderWriter : public Writer {
public:
    AutoencoderWriter(const AutoencoderStructure& autoencoder, const std::string& prefix)
        : m_model(autoencoder), m_root(prefix) {}

    void write() {
        const std::int64_t latents = m_model.latent_channels;
        const std::int64_t moments = m_model.codes > 0 ? latents : 2 * latents;
        writeEncoder(m_root + "encoder.", moments);
        writeDecoder(m_root + "decoder.", latents);
        if (m_model.codes > 0)
            layer(m_root + "quantize.embedding", {m_model.codes, latents}, false);
        conv(m_root + "quant_conv", moments, moments, 1);
        conv(m_root + "post_quant_conv", latents, latents, 1);
    }

private:
    void writeEncoder(const std::string& name, std::int64_t moments) {
        std::int64_t channels = kWidth;
        conv(name + "conv_in", 3, channels, 3);
        const std::size_t levels = m_model.multipliers.size();
        for (std::size_t level = 0; level < levels; ++level) {
            const std::string here = base::text(name, "down.", level, ".");
            channels = writeLevel(here, level, channels, m_model.blocks);
            if (level + 1 < levels)
                conv(here + "downsample.conv", channels, channels, 3);
        }
        writeMiddle(name + "mid.", channels);
        norm(name + "norm_out", channels);
        conv(name + "conv_out", channels, moments, 3);
    }

    void writeDecoder(const std::string& name, std::int64_t latents) {
        std::int64_t channels = kWidth * m_model.multipliers.back();
        conv(name + "conv_in", latents, channels, 3);
        writeMiddle(name + "mid.", channels);
        for (std::size_t level = m_model.multipliers.size(); level-- > 0;) {
            const std::string here = base::text(name, "up.", level, ".");
            channels = writeLevel(here, level, channels, m_model.blocks + 1);
            if (level > 0)
                conv(here + "upsample.conv", channels, channels, 3);
        }
        norm(name + "norm_out", channels);
        conv(name + "conv_out", channels, 3, 3);
    }

    std::int64_t writeLevel(const std::string& name, std::size_t level, std::int64_t channels,
                            std::int64_t blocks) {
        const std::int64_t wanted = kWidth * m_model.multipliers[level];
        for (std::int64_t block = 0; block < blocks; ++block) {
            residual(base::text(name, "block.", block), channels, wanted);
            channels = wanted;
            if (m_model.attention[level])
                attention(base::text(name, "attn.", block), channels);
        }
        return channels;
    }

    void writeMiddle(const std::string& name, std::int64_t channels) {
        residual(name + "block_1", channels, channels);
        attention(name + "attn_1", channels);
        residual(name + "block_2", channels, channels);
    }

    void residual(const std::string& name, std::int64_t in, std::int64_t out) {
        norm(name + ".norm1", in);
        conv(name + ".conv1", in, out, 3);
        norm(name + ".norm2", out);
        conv(name + ".conv2", out, out, 3);
        if (in != out)
            conv(name + ".nin_shortcut", in, out, 1);
    }

    void attention(const std::string& name, std::int64_t channels) {
        norm(name + ".norm", channels);
        for (const char* which : {".q", ".k", ".v", ".proj_out"})
            conv(name + which, channels, channels, 1);
    }

    static constexpr std::int64_t kWidth = 128;
    const AutoencoderStructure& m_model;
    const std::string m_root;
};

} // namespace

TensorShapes tensorsOf(const UNetStructure& unet) {
    UNetWriter writer(unet);
    writer.write();
    return std::move(writer.tensors);
}

TensorShapes tensorsOf(const AutoencoderStructure& autoencoder, const std::string& prefix) {
    AutoencoderWriter writer(autoencoder, prefix);
    writer.write();
    return std::move(writer.tensors);
}

} // namespace ld3m::diffusion
