#include "core/sets/bundle.h"

#include <iomanip>
#include <sstream>

#include <ATen/ATen.h>

#include "core/base/error.h"
#include "core/base/text.h"
#include "core/files/torch_writer.h"
#include "core/tensor/state_dict.h"

namespace ld3m::sets {
namespace {

constexpr const char* kLatentsFile = "latents.safetensors";

void writeTorch(const std::filesystem::path& file, const at::Tensor& tensor, const char* dtype) {
    const at::Tensor plain = tensor.cpu().contiguous();
    files::writeTorchFile(
        file, files::TensorEntry{dtype,
                                 plain.sizes().vec(),
                                 {static_cast<const std::byte*>(plain.const_data_ptr()), plain.nbytes()}});
}

std::string stepName(std::size_t step) {
    std::ostringstream name;
    name << "noise.step." << std::setfill('0') << std::setw(3) << step;
    return name.str();
}

} // namespace

void writeTorchPair(const std::filesystem::path& folder, const at::Tensor& images_M3HW,
                    const at::Tensor& labels_M) {
    writeTorch(folder / "images_best.pt", images_M3HW.to(at::kFloat), "F32");
    writeTorch(folder / "labels_best.pt", labels_M.to(at::kLong), "I64");
}

void writePixels(const std::filesystem::path& folder, const at::Tensor& pixels_M3HW,
                 const at::Tensor& labels_M) {
    tensor::StateDict file;
    file.tensors = {{"images", pixels_M3HW.to(at::kFloat)}, {"labels", labels_M.to(at::kLong)}};
    tensor::writeStateDict(folder / "images.safetensors", file);
}

void writeLatents(const std::filesystem::path& folder, const SetLatents& latents) {
    tensor::StateDict file;
    const auto put = [&file](const std::string& name, const at::Tensor& tensor) {
        if (tensor.defined())
            file.tensors[name] = tensor;
    };
    put("latents", latents.values.latents);
    put("conditioning", latents.values.conditioning);
    put("noise.start", latents.noise.start);
    for (std::size_t step = 0; step < latents.noise.steps.size(); ++step)
        put(stepName(step), latents.noise.steps[step]);
    tensor::writeStateDict(folder / kLatentsFile, file);
}

SetLatents readLatents(const std::filesystem::path& folder, const c10::TensorOptions& options) {
    const tensor::StateDict file = tensor::readStateDict(folder / kLatentsFile);
    const auto get = [&](const std::string& name) {
        return file.has(name) ? file.at(name).to(options).clone() : at::Tensor();
    };
    if (!file.has("latents"))
        throw base::InputError(base::text((folder / kLatentsFile).string(),
                                          " holds no tensor \"latents\": export the set again."));
    SetLatents latents{{get("latents"), get("conditioning")}, {get("noise.start"), {}}};
    for (std::size_t step = 0; file.has(stepName(step)); ++step)
        latents.noise.steps.push_back(get(stepName(step)));
    return latents;
}

at::Tensor regenerate(const std::filesystem::path& bundle, priors::Prior& prior,
                      const c10::TensorOptions& options) {
    const SetLatents latents = readLatents(bundle, options);
    return prior.render(latents.values, latents.noise);
}

Normalisation normalisationOf(const settings::Recipe& recipe) {
    const Normalisation real =
        normalisationNamed(settings::Choices<settings::Normalisation>::names[static_cast<std::size_t>(
            recipe.dataset.normalisation)]);
    if (recipe.prior.kind == settings::PriorKind::pixel ||
        recipe.prior.generated_mean == settings::GeneratedMean::dataset)
        return real;
    return normalisationOf(normalisationNamed("released").mean, real.deviation);
}

std::unique_ptr<priors::Prior> setPrior(const settings::Recipe& recipe, const c10::TensorOptions& options,
                                        std::function<void()> checkpoint) {
    const Normalisation real =
        normalisationNamed(settings::Choices<settings::Normalisation>::names[static_cast<std::size_t>(
            recipe.dataset.normalisation)]);
    const c10::TensorOptions exact(c10::kDouble);
    priors::PriorContext context;
    context.resolution = recipe.dataset.resolution;
    context.mean_3 = at::tensor(real.mean, exact);
    context.std_3 = at::tensor(real.deviation, exact);
    context.seed = static_cast<std::uint64_t>(recipe.distillation.seed);
    context.checkpoint = std::move(checkpoint);
    return priors::makePrior(recipe, std::move(context), options);
}

} // namespace ld3m::sets
