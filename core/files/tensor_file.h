// Named tensors out of a file, whatever its container: safetensors, PyTorch's zip archive, PyTorch's stream
// before version 1.6. Which one it is follows from the content, never from the file's ending.
#pragma once

#include <cstddef>
#include <cstdint>
#include <deque>
#include <filesystem>
#include <map>
#include <memory>
#include <span>
#include <string>
#include <vector>

#include "core/files/mapped_file.h"

namespace ld3m::files {

/// One tensor as the file holds it: element (i, j, ...) is i * strides[0] + j * strides[1] + ... elements
/// behind the first. Tensors may share bytes; their address need not be aligned.
struct StoredTensor {
    std::string dtype; ///< as in TensorEntry
    std::vector<std::int64_t> shape;
    std::vector<std::int64_t> strides; ///< in elements, never negative
    std::span<const std::byte> bytes;  ///< from the first element to the end of the last
};

/// What the bytes of tensors lie in.
struct TensorMemory {
    std::shared_ptr<const MappedFile> mapping;
    std::deque<std::vector<std::byte>>
        copies; ///< of what cannot be mapped: deflated or of the other byte order
};

struct TensorFile {
    std::string container; ///< "safetensors", "PyTorch archive", "PyTorch stream (before 1.6)"
    /// Names inside nested containers are paths: "state_dict/betas", "0/3/1"; a lone tensor has the empty
    /// name.
    std::map<std::string, StoredTensor> tensors;
    std::map<std::string, std::string> metadata; ///< of a safetensors file
    std::vector<std::string> left_out;           ///< tensors of kinds that cannot be used here: name and kind
    std::shared_ptr<TensorMemory> memory;        ///< keeps the bytes alive
};

/// Maps the file; nothing of it is copied but what TensorMemory says. Programs in a file are never run.
/// @throws base::InputError in one sentence
TensorFile openTensorFile(const std::filesystem::path& file);

} // namespace ld3m::files
