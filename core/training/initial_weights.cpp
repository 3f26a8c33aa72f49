#include "core/training/initial_weights.h"

#include <algorithm>
#include <vector>

#include "core/base/text.h"
#include "core/settings/prior_recipe.h"
#include "core/tensor/random.h"
#include "core/training/weight_draws.h"

namespace ld3m::training {
namespace {

using base::text;

// ---- the autoencoder

void autoencoderBlock(WeightDraws draws, std::int64_t inputs, std::int64_t outputs) {
    draws.norm("norm1", inputs);
    draws.conv("conv1", inputs, outputs, 3);
    draws.norm("norm2", outputs);
    draws.conv("conv2", outputs, outputs, 3);
    if (inputs != outputs)
        draws.conv("nin_shortcut", inputs, outputs, 1);
}

void autoencoderMiddle(WeightDraws draws, std::int64_t channels) {
    autoencoderBlock(draws.under("block_1"), channels, channels);
    WeightDraws attention = draws.under("attn_1");
    attention.norm("norm", channels);
    for (const char* name : {"q", "k", "v", "proj_out"})
        attention.conv(name, channels, channels, 1);
    autoencoderBlock(draws.under("block_2"), channels, channels);
}

void encoder(WeightDraws draws, const settings::AutoencoderSettings& sizes,
             const std::vector<std::int64_t>& multipliers) {
    draws.conv("conv_in", 3, sizes.width, 3);
    std::int64_t channels = sizes.width;
    for (std::size_t level = 0; level < multipliers.size(); ++level) {
        WeightDraws down = draws.under(text("down.", level));
        const std::int64_t width = sizes.width * multipliers[level];
        for (std::int64_t i = 0; i < sizes.blocks; ++i, channels = width)
            autoencoderBlock(down.under(text("block.", i)), channels, width);
        if (level + 1 < multipliers.size())
            down.conv("downsample.conv", channels, channels, 3);
    }
    autoencoderMiddle(draws.under("mid"), channels);
    draws.norm("norm_out", channels);
    draws.conv("conv_out", channels, sizes.latent_channels, 3);
}

void decoder(WeightDraws draws, const settings::AutoencoderSettings& sizes,
             const std::vector<std::int64_t>& multipliers) {
    std::int64_t channels = sizes.width * multipliers.back();
    draws.conv("conv_in", sizes.latent_channels, channels, 3);
    autoencoderMiddle(draws.under("mid"), channels);
    for (std::size_t level = multipliers.size(); level-- > 0;) {
        WeightDraws up = draws.under(text("up.", level));
        const std::int64_t width = sizes.width * multipliers[level];
        for (std::int64_t i = 0; i <= sizes.blocks; ++i, channels = width)
            autoencoderBlock(up.under(text("block.", i)), channels, width);
        if (level > 0)
            up.conv("upsample.conv", channels, channels, 3);
    }
    draws.norm("norm_out", channels);
    draws.conv("conv_out", channels, 3, 3);
}

// ---- the U-Net

struct UNetDraws {
    const settings::DiffusionSettings& sizes;
    std::vector<std::int64_t> reductions;

    bool attendsAt(std::int64_t reduction) const {
        return std::find(reductions.begin(), reductions.end(), reduction) != reductions.end();
    }

    void residual(WeightDraws draws, std::int64_t inputs, std::int64_t outputs) const {
        draws.norm("in_layers.0", inputs);
        draws.conv("in_layers.2", inputs, outputs, 3);
        draws.linear("emb_layers.1", 4 * sizes.width, outputs);
        draws.norm("out_layers.0", outputs);
        draws.zeroConv("out_layers.3", outputs, outputs, 3);
        if (inputs != outputs)
            draws.conv("skip_connection", inputs, outputs, 1);
    }

    void attention(WeightDraws draws, std::int64_t channels, std::int64_t context) const {
        draws.linear("to_q", channels, channels, false);
        draws.linear("to_k", context, channels, false);
        draws.linear("to_v", context, channels, false);
        draws.linear("to_out.0", channels, channels);
    }

    void transformer(WeightDraws draws, std::int64_t channels) const {
        draws.norm("norm", channels);
        draws.conv("proj_in", channels, channels, 1);
        WeightDraws block = draws.under("transformer_blocks.0");
        for (const char* name : {"norm1", "norm2", "norm3"})
            block.norm(name, channels);
        attention(block.under("attn1"), channels, channels);
        attention(block.under("attn2"), channels, sizes.context);
        block.linear("ff.net.0.proj", channels, 8 * channels); // GEGLU: 4 x wide, and as wide a gate
        block.linear("ff.net.2", 4 * channels, channels);
        draws.zeroConv("proj_out", channels, channels, 1);
    }
};

} // namespace

tensor::StateDict initialAutoencoder(const settings::AutoencoderSettings& autoencoder, std::uint64_t seed) {
    tensor::StateDict state;
    WeightDraws draws(state, tensor::generator(seed));
    const std::vector<std::int64_t> multipliers = settings::numbersIn(autoencoder.multipliers);
    const std::int64_t latent = autoencoder.latent_channels;
    encoder(draws.under("encoder"), autoencoder, multipliers);
    decoder(draws.under("decoder"), autoencoder, multipliers);
    draws.conv("quant_conv", latent, latent, 1);
    draws.conv("post_quant_conv", latent, latent, 1);
    draws.codebook("quantize.embedding", autoencoder.codes, latent);
    return state;
}

tensor::StateDict initialUNet(const settings::DiffusionSettings& diffusion, std::int64_t latent_channels,
                              std::uint64_t seed) {
    tensor::StateDict state;
    WeightDraws draws(state, tensor::generator(seed));
    const UNetDraws part{diffusion, settings::numbersIn(diffusion.attention)};
    const std::vector<std::int64_t> multipliers = settings::numbersIn(diffusion.multipliers);
    draws.linear("time_embed.0", diffusion.width, 4 * diffusion.width);
    draws.linear("time_embed.2", 4 * diffusion.width, 4 * diffusion.width);

    std::int64_t channels = diffusion.width;
    std::int64_t reduction = 1;
    std::vector<std::int64_t> skips = {channels};
    draws.conv("input_blocks.0.0", latent_channels, channels, 3);
    for (std::size_t level = 0; level < multipliers.size(); ++level) {
        const std::int64_t width = diffusion.width * multipliers[level];
        for (std::int64_t i = 0; i < diffusion.blocks; ++i, channels = width) {
            WeightDraws block = draws.under(text("input_blocks.", skips.size()));
            part.residual(block.under("0"), channels, width);
            if (part.attendsAt(reduction))
                part.transformer(block.under("1"), width);
            skips.push_back(width);
        }
        if (level + 1 < multipliers.size()) {
            draws.conv(text("input_blocks.", skips.size(), ".0.op"), channels, channels, 3);
            skips.push_back(channels);
            reduction *= 2;
        }
    }

    WeightDraws middle = draws.under("middle_block");
    part.residual(middle.under("0"), channels, channels);
    part.transformer(middle.under("1"), channels);
    part.residual(middle.under("2"), channels, channels);

    int number = 0;
    for (std::size_t level = multipliers.size(); level-- > 0;) {
        const std::int64_t width = diffusion.width * multipliers[level];
        for (std::int64_t i = 0; i <= diffusion.blocks; ++i, channels = width) {
            WeightDraws block = draws.under(text("output_blocks.", number++));
            part.residual(block.under("0"), channels + skips.back(), width);
            skips.pop_back();
            if (part.attendsAt(reduction))
                part.transformer(block.under("1"), width);
            if (level > 0 && i == diffusion.blocks)
                block.conv(part.attendsAt(reduction) ? "2.conv" : "1.conv", width, width, 3);
        }
        reduction /= 2;
    }
    draws.norm("out.0", channels);
    draws.zeroConv("out.2", channels, latent_channels, 3);
    return state;
}

at::Tensor initialEmbedding(std::int64_t classes, std::int64_t width, std::uint64_t seed) {
    tensor::StateDict state;
    WeightDraws(state, tensor::generator(seed)).embedding("embedding", classes + 1, width);
    return state.at("embedding.weight");
}

} // namespace ld3m::training
