#include "core/diffusion/checkpoint_report.h"

#include <algorithm>
#include <cmath>
#include <map>
#include <memory>

#include "core/base/error.h"
#include "core/base/text.h"
#include "core/diffusion/checkpoint_layout.h"
#include "core/diffusion/latent_diffusion_model.h"
#include "core/diffusion/mix_ups.h"
#include "core/files/safetensors.h"
#include "core/files/sha256.h"
#include "core/files/training_file.h"

namespace ld3m::diffusion {
namespace {

/// From here on a file is called a variant of the known one rather than another model.
constexpr double kResembles = 0.5;
constexpr const char* kUnknown = "none of the published ones";

/// Schedules ("betas", "scale_factor") stand beside the parts, under names without a dot.
bool isPartOfModel(const std::string& name) {
    return name.find('.') != std::string::npos && !servesTrainingOnly(name);
}

TensorShapes modelTensors(const TensorShapes& all) {
    TensorShapes kept;
    for (const auto& [name, shape] : all)
        if (name.empty() || isPartOfModel(name) || name.find('/') != std::string::npos)
            kept.insert({name, shape});
    return kept;
}

std::string precisionOf(const files::TensorFile& file) {
    std::map<std::string, double> numbers;
    double all = 0;
    for (const auto& [name, tensor] : file.tensors) {
        const double count = static_cast<double>(tensor.bytes.size() /
                                                 std::max<std::size_t>(files::sizeOfDtype(tensor.dtype), 1));
        numbers[tensor.dtype] += count;
        all += count;
    }
    std::vector<std::pair<double, std::string>> order;
    for (const auto& [dtype, count] : numbers)
        order.emplace_back(count, dtype);
    std::ranges::sort(order, std::greater<>());
    std::vector<std::string> words;
    for (const auto& [count, dtype] : order)
        if (const double share = std::round(100 * count / all); share >= 1)
            words.push_back(share >= 100 ? dtype : base::text(dtype, " (", share, " %)"));
    return base::join(words, ", ");
}

void countUnused(const TensorShapes& all, std::vector<std::string>& unused) {
    std::map<std::string, std::size_t> counts;
    for (const auto& [name, shape] : all)
        if (servesTrainingOnly(name))
            ++counts[name.substr(0, name.find('.'))];
    for (const auto& [part, count] : counts)
        unused.push_back(base::text(part, " (", count, count == 1 ? " tensor)" : " tensors)"));
}

void nameIt(const TensorShapes& model, CheckpointReport& report) {
    const Comparison nearest = nearestKnown(model);
    report.mix_up = mixUpOf(model, nearest);
    if (nearest.same()) {
        report.known = base::text(nearest.known->name, ": ", nearest.known->about);
    } else if (nearest.likeness >= kResembles) {
        report.known =
            base::text("none exactly; nearest is ", nearest.known->name, ": ", nearest.known->about);
        report.missing = nearest.missing;
        report.surplus = nearest.surplus;
        report.misshapen = nearest.misshapen;
    } else {
        report.known = kUnknown;
    }
}

std::string usableAs(const CheckpointLayout& layout, const LatentDiffusionModel& model) {
    if (!model.unet)
        return "It can be used with prior.kind = \"autoencoder\".";
    if (!model.embedder)
        return "It can be used with prior.kind = \"latent_diffusion\", for sets of any classes (it knows "
               "none) and "
               "with prior.guidance = 1.";
    return base::text("It can be used with prior.kind = \"latent_diffusion\", for ",
                      model.embedder->classes(), " classes",
                      layout.unconditional ? ", with guidance."
                                           : ", with prior.guidance = 1 (it has no row for \"no "
                                             "class\").");
}

std::string kindInWords(const TensorShapes& all) {
    if (all.empty())
        return "a file without tensors";
    if (parametersUnder(all, std::string(kUNetPrefix) + ".") > 0)
        return base::text("U-Net alone, ", millions(parametersUnder(all, std::string(kUNetPrefix) + ".")));
    return base::text(all.size(), all.size() == 1 ? " tensor" : " tensors", ", the first is \"",
                      all.begin()->first, "\"");
}

/// Builds the model without its numbers, so that the verdict is what a run would meet.
void judge(const std::shared_ptr<tensor::StateDict>& state, CheckpointReport& report) {
    report.kind = kindInWords(shapesOf(*state));
    try {
        const CheckpointLayout layout = layoutOf(state);
        report.kind = describe(layout);
        if (layout.averages.complete())
            report.architecture.emplace_back("Averages", "there; they are used in place of the raw weights");
        if (layout.averages.partial())
            report.architecture.emplace_back("Averages",
                                             base::text("of only ", layout.averages.averaged, " of ",
                                                        layout.averages.averaged + layout.averages.raw,
                                                        " weights, so the raw weights are used"));
        report.verdict =
            usableAs(layout, buildModel(layout, c10::TensorOptions(c10::kMeta).dtype(c10::kFloat)));
        report.usable = true;
        if (report.known == kUnknown)
            report.known += ": user-trained";
    } catch (const base::InputError& problem) {
        report.verdict = base::text("It cannot be used as a prior: ", problem.what());
    }
}

} // namespace

CheckpointReport examineCheckpoint(const std::filesystem::path& file) {
    files::TensorFile opened = files::openTensorFile(file);
    CheckpointReport report;
    report.file = file;
    report.container = opened.container;
    report.bytes = opened.memory->mapping->bytes().size();
    report.unused = files::unwrapStateDict(opened);
    report.left_out = opened.left_out;
    report.tensors = opened.tensors.size();
    report.precision = precisionOf(opened);
    const auto state = std::make_shared<tensor::StateDict>(tensor::stateDictOf(opened));
    const TensorShapes all = shapesOf(*state);
    countUnused(all, report.unused);
    const TensorShapes model = modelTensors(all);
    report.architecture = architectureTable(model);
    nameIt(model, report);
    judge(state, report);
    report.sha256 = files::sha256Of(file);
    return report;
}

} // namespace ld3m::diffusion
