// Named tensors in a file: weights, checkpoints, reference values.
#pragma once

#include <cstdint>
#include <filesystem>
#include <functional>
#include <map>
#include <string>

#include <ATen/core/Tensor.h>

#include "core/files/tensor_file.h"

namespace ld3m::tensor {

struct StateDict {
    std::map<std::string, at::Tensor> tensors; ///< CPU tensors
    std::map<std::string, std::string> metadata;

    bool has(const std::string& name) const { return tensors.contains(name); }
    /// @throws base::InputError naming the missing tensor.
    const at::Tensor& at(const std::string& name) const;
};

/// Bytes so far, of how many.
using ReadProgress = std::function<void(std::uint64_t done, std::uint64_t total)>;

/// Maps a file of tensors (safetensors or PyTorch, see core/files/tensor_file.h): tensors share its memory
/// and must not be written to; only those that lie askew in the file are copied. Of a training file the
/// weights alone. With `progress` the bytes are fetched from the disk as well, tensor by tensor, so that
/// later use need not wait for it.
/// @throws base::InputError
StateDict readStateDict(const std::filesystem::path& file, const ReadProgress& progress = {});

/// The same for a file that is already open.
StateDict stateDictOf(const files::TensorFile& file, const ReadProgress& progress = {});

/// Writes atomically; tensors of any device and layout. @throws base::RunError
void writeStateDict(const std::filesystem::path& file, const StateDict& state);

} // namespace ld3m::tensor
