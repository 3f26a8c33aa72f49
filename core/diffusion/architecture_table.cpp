#include "core/diffusion/architecture_table.h"

#include <functional>
#include <iomanip>
#include <numeric>

#include "core/base/text.h"
#include "core/diffusion/checkpoint_layout.h"

namespace ld3m::diffusion {
namespace {

/// A shape's size at `place`; 0 where there is none.
std::int64_t sizeAt(const TensorShapes& tensors, const std::string& name, std::size_t place) {
    const auto found = tensors.find(name);
    return found != tensors.end() && place < found->second.size() ? found->second[place] : 0;
}

bool anyUnder(const TensorShapes& tensors, const std::string& start) {
    const auto first = tensors.lower_bound(start);
    return first != tensors.end() && first->first.starts_with(start);
}

std::string joined(const std::vector<std::int64_t>& numbers) {
    std::vector<std::string> words;
    for (const std::int64_t number : numbers)
        words.push_back(std::to_string(number));
    return base::join(words, ", ");
}

/// "192 channels x (1, 2, 3, 5)"
std::string widths(std::int64_t width, std::vector<std::int64_t> channels) {
    for (std::int64_t& level : channels)
        level = width > 0 ? level / width : 0;
    return base::text(width, " channels x (", joined(channels), ")");
}

struct Levels {
    std::vector<std::int64_t> channels;
    std::vector<std::int64_t> attentive; ///< levels with attention, the first is 1
    std::int64_t blocks = 0;             ///< residual blocks of the first level
};

Levels unetLevels(const TensorShapes& tensors, const std::string& root) {
    Levels levels;
    bool fresh = true;
    for (int i = 1; anyUnder(tensors, base::text(root, "input_blocks.", i, ".")); ++i) {
        const std::string block = base::text(root, "input_blocks.", i, ".");
        if (tensors.contains(block + "0.op.weight")) {
            fresh = true;
            continue;
        }
        if (fresh)
            levels.channels.push_back(0);
        fresh = false;
        levels.channels.back() = sizeAt(tensors, block + "0.in_layers.2.weight", 0);
        levels.blocks += levels.channels.size() == 1 ? 1 : 0;
        const auto level = static_cast<std::int64_t>(levels.channels.size());
        if (anyUnder(tensors, block + "1.") && (levels.attentive.empty() || levels.attentive.back() != level))
            levels.attentive.push_back(level);
    }
    return levels;
}

std::int64_t contextWidth(const TensorShapes& tensors, const std::string& root) {
    for (auto entry = tensors.lower_bound(root); entry != tensors.end() && entry->first.starts_with(root);
         ++entry)
        if (entry->first.ends_with(".attn2.to_k.weight"))
            return sizeAt(tensors, entry->first, 1);
    return 0;
}

void addUNet(const TensorShapes& tensors, std::vector<TableRow>& rows) {
    const std::string root = std::string(kUNetPrefix) + ".";
    const std::string first = root + "input_blocks.0.0.weight";
    if (!tensors.contains(first))
        return;
    const Levels levels = unetLevels(tensors, root);
    rows.emplace_back("U-Net",
                      base::text(millions(parametersUnder(tensors, root)), " parameters, ",
                                 widths(sizeAt(tensors, first, 0), levels.channels), ", ", levels.blocks,
                                 levels.blocks == 1 ? " residual block" : " residual blocks",
                                 " a level, latents of ", sizeAt(tensors, first, 1), " channels"));
    const std::int64_t context = contextWidth(tensors, root);
    const std::string places = levels.attentive.empty()
                                   ? "in the middle"
                                   : (levels.attentive.size() == 1 ? "at level " : "at levels ") +
                                         joined(levels.attentive) + " and in the middle";
    rows.emplace_back(
        "Attention", context > 0 ? base::text(places, ", to itself and to a context of ", context, " numbers")
                                 : base::text(places, ", to itself"));
}

void addEmbedder(const TensorShapes& tensors, std::vector<TableRow>& rows) {
    if (tensors.contains(kEmbeddingName))
        rows.emplace_back("Class embedder", base::text(sizeAt(tensors, kEmbeddingName, 0), " rows of ",
                                                       sizeAt(tensors, kEmbeddingName, 1), " numbers"));
}

void addAutoencoder(const TensorShapes& tensors, const std::string& root, std::vector<TableRow>& rows) {
    const std::string first = root + "encoder.conv_in.weight";
    if (!tensors.contains(first))
        return;
    std::vector<std::int64_t> channels;
    for (int i = 0; anyUnder(tensors, base::text(root, "encoder.down.", i, ".")); ++i)
        channels.push_back(sizeAt(tensors, base::text(root, "encoder.down.", i, ".block.0.conv1.weight"), 0));
    std::int64_t parameters = 0;
    for (const char* part : {"encoder.", "decoder.", "quantize.", "quant_conv.", "post_quant_conv."})
        parameters += parametersUnder(tensors, root + part);
    rows.emplace_back("Autoencoder",
                      base::text(millions(parameters), " parameters, ",
                                 widths(sizeAt(tensors, first, 0), channels), ", latents of ",
                                 sizeAt(tensors, root + "post_quant_conv.weight", 1), " channels"));
    const std::string codes = root + "quantize.embedding.weight";
    rows.emplace_back("Codebook", tensors.contains(codes)
                                      ? base::text(sizeAt(tensors, codes, 0), " codes of ",
                                                   sizeAt(tensors, codes, 1), " numbers")
                                      : std::string("none (KL)"));
}

} // namespace

std::vector<TableRow> architectureTable(const TensorShapes& tensors) {
    std::vector<TableRow> rows;
    addUNet(tensors, rows);
    addEmbedder(tensors, rows);
    addAutoencoder(tensors, tensors.contains("encoder.conv_in.weight") ? "" : "first_stage_model.", rows);
    return rows;
}

std::int64_t parametersUnder(const TensorShapes& tensors, const std::string& start) {
    std::int64_t count = 0;
    for (auto entry = tensors.lower_bound(start); entry != tensors.end() && entry->first.starts_with(start);
         ++entry)
        count +=
            std::accumulate(entry->second.begin(), entry->second.end(), std::int64_t{1}, std::multiplies<>());
    return count;
}

std::string millions(std::int64_t parameters) {
    return base::text(std::fixed, std::setprecision(1), static_cast<double>(parameters) / 1e6, " M");
}

} // namespace ld3m::diffusion
