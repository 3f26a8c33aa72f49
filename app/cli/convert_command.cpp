// ld3m convert: the weights of any checkpoint as one safetensors file.
#include <filesystem>
#include <iostream>
#include <memory>

#include "app/cli/commands.h"
#include "core/base/error.h"
#include "core/base/text.h"
#include "core/files/sha256.h"
#include "core/files/training_file.h"
#include "core/tensor/state_dict.h"

namespace ld3m::cli {
namespace {

namespace fs = std::filesystem;

void requireFreshTarget(const fs::path& to) {
    if (to.extension() != ".safetensors")
        throw base::InputError(base::text(to.string(), " does not end in .safetensors, the only format that "
                                                       "ld3m convert writes: give such a name."));
    if (fs::exists(to))
        throw base::InputError(
            base::text(to.string(), " exists already and is kept: give another name, or remove it first."));
}

int convert(const fs::path& from, const fs::path& to) {
    requireFreshTarget(to);
    files::TensorFile opened = files::openTensorFile(from);
    const std::vector<std::string> dropped = files::unwrapStateDict(opened);
    if (opened.tensors.empty())
        throw base::InputError(base::text(
            from.string(), " holds no tensors that could be converted: give a model.ckpt, a .pt or a "
                           ".safetensors file with weights."));
    if (opened.tensors.begin()->first.empty()) { // a lone tensor has no name of its own
        auto lone = opened.tensors.extract(opened.tensors.begin());
        lone.key() = "tensor";
        opened.tensors.insert(std::move(lone));
    }
    tensor::StateDict state = tensor::stateDictOf(opened);
    state.metadata.try_emplace("format", "pt"); // what Python's loaders look for
    state.metadata["source"] = from.filename().string();
    state.metadata["source_sha256"] = files::sha256Of(from);
    tensor::writeStateDict(to, state);
    std::cout << base::text("Wrote ", to.string(), ": ", state.tensors.size(), " tensors, ",
                            fs::file_size(to), " bytes, SHA-256 ", files::sha256Of(to), "\n");
    for (const auto& [title, names] :
         {std::pair{"Not converted: ", &dropped}, {"Left out: ", &opened.left_out}})
        if (!names->empty())
            std::cout << title << base::join(*names, ", ") << "\n";
    return kDone;
}

} // namespace

void addConvertCommand(CLI::App& app, Action& action) {
    const auto from = std::make_shared<std::string>();
    const auto to = std::make_shared<std::string>();
    CLI::App* command = app.add_subcommand("convert", "Write the weights of a checkpoint as safetensors");
    command->add_option("from", *from, "Checkpoint: .ckpt, .pt, .pth or .safetensors, known by its content")
        ->required();
    command->add_option("to", *to, "New file, ending in .safetensors")->required();
    command->callback([from, to, &action] { action = [from, to] { return convert(*from, *to); }; });
}

} // namespace ld3m::cli
