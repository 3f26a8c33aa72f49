#include "core/sets/torch_set.h"

#include <optional>

#include <ATen/ATen.h>

#include "core/base/error.h"
#include "core/base/text.h"
#include "core/files/tensor_file.h"
#include "core/tensor/state_dict.h"

namespace ld3m::sets {
namespace {

namespace fs = std::filesystem;

enum class Form { none, lone, pair, results, named };

const char* const kImages[] = {"", "", "0", "data/0/0", "images"}; // by Form
const char* const kLabels[] = {"", "", "1", "data/0/1", "labels"};

bool looksLikeImages(const files::TensorFile& file, const char* name) {
    const auto found = file.tensors.find(name);
    return found != file.tensors.end() && found->second.shape.size() == 4 && found->second.shape[1] == 3;
}

Form formOf(const files::TensorFile& file) {
    if (file.tensors.size() == 1 && looksLikeImages(file, ""))
        return Form::lone;
    for (const Form form : {Form::pair, Form::results, Form::named}) {
        const auto k = static_cast<std::size_t>(form);
        if (looksLikeImages(file, kImages[k]) && file.tensors.contains(kLabels[k]))
            return form;
    }
    return Form::none;
}

/// labels_best.pt for images_best.pt, labels_00100.pt for images_00100.pt.
fs::path companion(const fs::path& images, const std::string& word) {
    std::string name = images.filename().string();
    const std::size_t at = name.find("images");
    if (at == std::string::npos)
        return {};
    return images.parent_path() / name.replace(at, std::string("images").size(), word);
}

at::Tensor loneTensor(const fs::path& file) {
    const tensor::StateDict state = tensor::readStateDict(file);
    if (state.tensors.size() != 1)
        throw base::InputError(
            base::text(file.string(), " holds ", state.tensors.size(),
                       " tensors where one was expected: take the file that belongs to the images."));
    return state.tensors.begin()->second;
}

DistilledSet readLone(const fs::path& file, const at::Tensor& images) {
    const fs::path labels = companion(file, "labels");
    if (labels.empty() || !fs::exists(labels))
        throw base::InputError(
            base::text(file.string(), " holds images without labels: put ",
                       labels.empty() ? std::string("labels_best.pt beside it and call it images_best.pt")
                                      : labels.filename().string() + " beside it",
                       "."));
    DistilledSet set{.path = file,
                     .origin = base::text(file.filename().string(), " with ", labels.filename().string(),
                                          ", as MTT, GLaD, DATM and LD3M's code save them"),
                     .images_M3HW = {},
                     .labels_M = {}};
    if (const fs::path rate = companion(file, "lr"); fs::exists(rate))
        set.syn_lr = loneTensor(rate).to(at::kDouble).flatten()[0].item<double>();
    return soundSet(std::move(set), images, loneTensor(labels));
}

std::size_t experimentsIn(const tensor::StateDict& state) {
    std::size_t count = 0;
    while (state.has(base::text("data/", count, "/0")))
        ++count;
    return count;
}

} // namespace

bool isTorchSet(const fs::path& file) {
    try {
        return formOf(files::openTensorFile(file)) != Form::none;
    } catch (const base::InputError&) {
        return false; // whoever looks next says why
    }
}

DistilledSet readTorchSet(const fs::path& file) {
    const files::TensorFile opened = files::openTensorFile(file);
    const Form form = formOf(opened);
    const auto k = static_cast<std::size_t>(form);
    const tensor::StateDict state = tensor::stateDictOf(opened);
    DistilledSet set{.path = file, .origin = {}, .images_M3HW = {}, .labels_M = {}};
    switch (form) {
    case Form::none:
        throw base::InputError(base::text(file.string(),
                                          " holds no distilled set: give images_best.pt, IDC's data.pt, "
                                          "a res_*.pt of DC, DSA or DM, or a folder of class folders."));
    case Form::lone:
        return readLone(file, state.at(kImages[k]));
    case Form::pair:
        set.origin = "a list of images and labels, as IDC saves data.pt";
        break;
    case Form::results:
        set.origin = "results with \"data\", as DC, DSA and DM save them";
        if (const std::size_t count = experimentsIn(state); count > 1)
            set.notes.push_back(base::text("The file holds ", count, " experiments; this is the first."));
        break;
    case Form::named:
        set.origin = "tensors images and labels by name";
        break;
    }
    return soundSet(std::move(set), state.at(kImages[k]), state.at(kLabels[k]));
}

} // namespace ld3m::sets
