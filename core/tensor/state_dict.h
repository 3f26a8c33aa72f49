// Named tensors in a file: weights, checkpoints, reference values.
#pragma once

#include <filesystem>
#include <map>
#include <string>

#include <ATen/core/Tensor.h>

namespace ld3m::tensor {

struct StateDict {
    std::map<std::string, at::Tensor> tensors; ///< CPU tensors
    std::map<std::string, std::string> metadata;

    bool has(const std::string& name) const { return tensors.contains(name); }
    /// @throws base::InputError naming the missing tensor.
    const at::Tensor& at(const std::string& name) const;
};

/// Maps a safetensors file: tensors share its memory and must not be written to. @throws base::InputError
StateDict readStateDict(const std::filesystem::path& file);

/// Writes atomically; tensors of any device and layout. @throws base::RunError
void writeStateDict(const std::filesystem::path& file, const StateDict& state);

} // namespace ld3m::tensor
