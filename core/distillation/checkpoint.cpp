#include "core/distillation/checkpoint.h"

#include <charconv>

#include "core/base/error.h"
#include "core/base/text.h"
#include "core/settings/recipe_file.h"
#include "core/tensor/state_dict.h"

namespace ld3m::distillation {
namespace {

constexpr const char* kFormat = "1";
const std::string kObjective = "objective."; ///< stem of the objective's own numbers

void put(tensor::StateDict& file, const char* name, const at::Tensor& tensor) {
    if (tensor.defined())
        file.tensors[name] = tensor;
}

at::Tensor get(const tensor::StateDict& file, const char* name, const c10::TensorOptions& options) {
    return file.has(name) ? file.at(name).to(options).clone() : at::Tensor();
}

std::string metadata(const tensor::StateDict& file, const char* key, const std::filesystem::path& path) {
    const auto found = file.metadata.find(key);
    if (found == file.metadata.end())
        throw base::InputError(base::text(path.string(), " is not a checkpoint of a run: its ", key,
                                          " is missing; take one from the checkpoints folder of a run."));
    return found->second;
}

} // namespace

void writeCheckpoint(const std::filesystem::path& file, const LearnableState& state,
                     const settings::Recipe& recipe) {
    tensor::StateDict out;
    put(out, "latents", state.values.latents);
    put(out, "conditioning", state.values.conditioning);
    put(out, "latents_velocity", state.latents_sgd.velocity);
    put(out, "conditioning_velocity", state.conditioning_sgd.velocity);
    for (const auto& [name, tensor] : state.objective)
        out.tensors[kObjective + name] = tensor;
    out.metadata = {{"format", kFormat},
                    {"iteration", std::to_string(state.iteration)},
                    {"recipe", settings::toToml(recipe)}};
    tensor::writeStateDict(file, out);
}

Checkpoint readCheckpoint(const std::filesystem::path& path, const c10::TensorOptions& options) {
    const tensor::StateDict file = tensor::readStateDict(path);
    if (metadata(file, "format", path) != kFormat)
        throw base::InputError(
            base::text(path.string(), " was written by a newer LD3M Workbench: open it with that."));
    Checkpoint checkpoint;
    const std::string iteration = metadata(file, "iteration", path);
    std::from_chars(iteration.data(), iteration.data() + iteration.size(), checkpoint.state.iteration);
    checkpoint.recipe = settings::parseRecipe(metadata(file, "recipe", path), path.string());
    checkpoint.state.values.latents = get(file, "latents", options);
    checkpoint.state.values.conditioning = get(file, "conditioning", options);
    checkpoint.state.latents_sgd.velocity = get(file, "latents_velocity", options);
    checkpoint.state.conditioning_sgd.velocity = get(file, "conditioning_velocity", options);
    for (const auto& [name, tensor] : file.tensors)
        if (name.starts_with(kObjective))
            checkpoint.state.objective[name.substr(kObjective.size())] = tensor.clone();
    if (!checkpoint.state.values.latents.defined())
        throw base::InputError(
            base::text(path.string(), " holds no latents: take another checkpoint of the run."));
    return checkpoint;
}

} // namespace ld3m::distillation
