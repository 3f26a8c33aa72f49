#include "core/diffusion/averaged_weights.h"

#include <utility>
#include <vector>

namespace ld3m::diffusion {
namespace {

const at::Tensor* averageOf(const tensor::StateDict& state, const std::string& name, const at::Tensor& raw) {
    const std::string dotted = name.starts_with("model.") ? name.substr(std::string("model.").size()) : name;
    std::string plain = dotted;
    std::erase(plain, '.');
    for (const std::string& each : {plain, dotted}) {
        const auto found = state.tensors.find("model_ema." + each);
        if (found != state.tensors.end() && found->second.sizes() == raw.sizes())
            return &found->second;
    }
    return nullptr;
}

} // namespace

AverageCount useAverages(tensor::StateDict& state, const std::string& start) {
    AverageCount count;
    std::vector<std::pair<at::Tensor*, const at::Tensor*>> pairs;
    for (auto entry = state.tensors.lower_bound(start);
         entry != state.tensors.end() && entry->first.starts_with(start); ++entry) {
        if (servesTrainingOnly(entry->first))
            continue;
        if (const at::Tensor* average = averageOf(state, entry->first, entry->second))
            pairs.emplace_back(&entry->second, average);
        else
            ++count.raw;
    }
    count.averaged = pairs.size();
    if (count.complete())
        for (const auto& [raw, average] : pairs)
            *raw = *average;
    return count;
}

bool servesTrainingOnly(const std::string& name) {
    for (const char* start : {"model_ema.", "loss.", "first_stage_model.loss."})
        if (name.starts_with(start))
            return true;
    return false;
}

} // namespace ld3m::diffusion
