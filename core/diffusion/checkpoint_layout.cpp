#include "core/diffusion/checkpoint_layout.h"

#include <algorithm>
#include <charconv>
#include <cmath>

#include <nlohmann/json.hpp>

#include "core/base/error.h"
#include "core/base/text.h"

namespace ld3m::diffusion {
namespace {

using Metadata = std::map<std::string, std::string>;

template<typename Number>
std::optional<Number> numberIn(const Metadata& metadata, const std::string& name) {
    const auto found = metadata.find(name);
    if (found == metadata.end())
        return {};
    const std::string& words = found->second;
    Number number{};
    const auto [end, problem] = std::from_chars(words.data(), words.data() + words.size(), number);
    if (problem != std::errc{} || end != words.data() + words.size())
        throw base::InputError(
            base::text("its metadata has ", name, " = \"", words, "\", where a number was expected."));
    return number;
}

/// The whole numbers of a JSON object in the metadata; others are left out.
std::map<std::string, std::int64_t> numbersOf(const Metadata& metadata, const std::string& name) {
    std::map<std::string, std::int64_t> numbers;
    const auto found = metadata.find(name);
    if (found == metadata.end())
        return numbers;
    const nlohmann::json object = nlohmann::json::parse(found->second, nullptr, false);
    if (!object.is_object())
        throw base::InputError(base::text("its metadata ", name, " is not a JSON object."));
    for (const auto& [key, value] : object.items())
        if (value.is_number_integer())
            numbers[key] = value.get<std::int64_t>();
    return numbers;
}

std::int64_t valueOr(const std::map<std::string, std::int64_t>& numbers, const std::string& name,
                     std::int64_t otherwise) {
    const auto found = numbers.find(name);
    return found == numbers.end() ? otherwise : found->second;
}

bool anyUnder(const tensor::StateDict& state, const std::string& start) {
    const auto first = state.tensors.lower_bound(start);
    return first != state.tensors.end() && first->first.starts_with(start);
}

/// Published models carry no metadata: what tells them apart is their attention and their width.
UNetHints hintsFor(const tensor::StateDict& state) {
    const std::string prefix = std::string(kUNetPrefix) + ".";
    const auto numbers = numbersOf(state.metadata, "unet");
    const bool heads_of_32 = state.has(prefix + "middle_block.1.qkv.weight") ||
                             sizeAt(state, prefix + "time_embed.0.weight", 1) == 256;
    UNetHints hints;
    hints.groups = valueOr(numbers, "groups", 32);
    hints.heads = valueOr(numbers, "heads", 1);
    hints.head_channels = valueOr(numbers, "head_ch", numbers.contains("heads") || !heads_of_32 ? 0 : 32);
    return hints;
}

std::optional<std::int64_t> unconditionalRow(const tensor::StateDict& state) {
    constexpr std::int64_t kImageNetClasses = 1000;
    if (const auto row = numberIn<std::int64_t>(state.metadata, "uncond_class"))
        return row;
    const bool extra_row = sizeAt(state, kEmbeddingName, 0) == kImageNetClasses + 1;
    return extra_row ? std::optional(kImageNetClasses) : std::nullopt;
}

/// The formula in double where the file's betas are its rounded values, else the file's own betas.
NoiseSchedule scheduleOf(const tensor::StateDict& state) {
    NoiseSchedule schedule = NoiseSchedule::make(
        BetaRule::linear, numberIn<double>(state.metadata, "linear_start").value_or(0.0015),
        numberIn<double>(state.metadata, "linear_end").value_or(0.0195));
    if (!state.has("betas"))
        return schedule;
    const at::Tensor betas_T = state.at("betas").to(at::kDouble).contiguous();
    if (betas_T.dim() != 1 || betas_T.size(0) != kTimesteps)
        throw base::InputError(
            base::text("its schedule `betas` has shape ", betas_T.sizes(), ", expected [", kTimesteps, "]."));
    const auto* first = betas_T.const_data_ptr<double>();
    const std::vector<double> stored(first, first + kTimesteps);
    const auto close = [](double a, double b) { return std::abs(a - b) <= 1e-6 * std::abs(b); };
    if (std::equal(stored.begin(), stored.end(), schedule.betas.begin(), close))
        return schedule;
    schedule.betas = stored;
    double product = 1;
    for (std::size_t i = 0; i < stored.size(); ++i)
        schedule.alphas_cumprod[i] = product *= 1 - stored[i];
    return schedule;
}

void refuseScaledLatents(const tensor::StateDict& state) {
    if (!state.has("scale_factor") || state.at("scale_factor").numel() != 1)
        return;
    const auto scale = state.at("scale_factor").to(at::kDouble).item<double>();
    if (scale != 1.0)
        throw base::InputError(base::text("it scales its latents by ", scale,
                                          ", which is not supported: expected a model with scale_factor 1."));
}

std::string firstStagePrefix(const tensor::StateDict& state) {
    for (const std::string prefix : {"first_stage_model", ""})
        if (state.has((prefix.empty() ? "" : prefix + ".") + "encoder.conv_in.weight"))
            return prefix;
    throw base::InputError(
        base::text("it holds no autoencoder: expected first_stage_model.encoder.conv_in.weight or "
                   "encoder.conv_in.weight, found ",
                   state.tensors.empty()
                       ? std::string("no tensor at all")
                       : base::text(state.tensors.size(), " tensors such as ", state.tensors.begin()->first),
                   "."));
}

} // namespace

CheckpointLayout layoutOf(std::shared_ptr<tensor::StateDict> state, settings::CheckpointWeights weights) {
    CheckpointLayout layout;
    layout.first_stage = firstStagePrefix(*state);
    layout.has_unet = anyUnder(*state, std::string(kUNetPrefix) + ".");
    layout.has_embedder = state->has(kEmbeddingName);
    layout.first_stage_groups = valueOr(numbersOf(state->metadata, "first_stage"), "groups", 32);
    layout.unet_hints = hintsFor(*state);
    layout.unconditional = unconditionalRow(*state);
    layout.schedule = scheduleOf(*state);
    refuseScaledLatents(*state);
    if (weights == settings::CheckpointWeights::averaged)
        layout.averages = useAverages(*state, layout.has_unet ? std::string(kUNetPrefix) + "." : "");
    std::erase_if(state->tensors, [](const auto& entry) { return servesTrainingOnly(entry.first); });
    layout.state = std::move(state);
    return layout;
}

void refuseCheckpoint(const std::filesystem::path& file, const std::exception& problem) {
    throw base::InputError(base::text(file.string(), " cannot be used as a prior: ", problem.what()));
}

std::int64_t sizeAt(const tensor::StateDict& state, const std::string& name, std::size_t place) {
    const auto found = state.tensors.find(name);
    return found != state.tensors.end() && place < found->second.sizes().size() ? found->second.sizes()[place]
                                                                                : 0;
}

TensorShapes shapesOf(const tensor::StateDict& state) {
    TensorShapes shapes;
    for (const auto& [name, tensor] : state.tensors)
        shapes[name] = tensor.sizes().vec();
    return shapes;
}

CheckpointLayout readCheckpointLayout(const std::filesystem::path& file, const tensor::ReadProgress& progress,
                                      settings::CheckpointWeights weights) {
    const auto state = std::make_shared<tensor::StateDict>(tensor::readStateDict(file, progress));
    try {
        return layoutOf(state, weights);
    } catch (const base::InputError& problem) {
        refuseCheckpoint(file, problem);
    }
}

} // namespace ld3m::diffusion
