// Files that Python's torch.load(weights_only=True) reads: tensors, lists and dictionaries in PyTorch's zip
// archive. The counterpart of torch_archive.h.
#pragma once

#include <cstdint>
#include <filesystem>
#include <string>
#include <utility>
#include <variant>
#include <vector>

#include "core/files/safetensors.h"

namespace ld3m::files {

struct TorchValue;
using TorchList = std::vector<TorchValue>;
using TorchDict = std::vector<std::pair<std::string, TorchValue>>; ///< keys differ from each other

/// What can stand in such a file. A tensor is a dense row-major one; its bytes belong to the caller and must
/// live until the file is written.
struct TorchValue {
    TorchValue(bool truth) : held(truth) {}
    TorchValue(std::int64_t number) : held(number) {}
    TorchValue(int number) : held(std::int64_t{number}) {}
    TorchValue(double number) : held(number) {}
    TorchValue(std::string text) : held(std::move(text)) {} ///< UTF-8
    TorchValue(const char* text) : held(std::string(text)) {}
    TorchValue(TensorEntry tensor) : held(std::move(tensor)) {}
    TorchValue(TorchList list) : held(std::move(list)) {}
    TorchValue(TorchDict dict) : held(std::move(dict)) {}

    std::variant<bool, std::int64_t, double, std::string, TensorEntry, TorchList, TorchDict> held;
};

/// Writes atomically, and streams the tensors' bytes: nothing of them is copied. Equal values give equal
/// bytes.
/// @throws base::RunError when the disk refuses; std::logic_error for a tensor that does not fit its shape or
/// has a type that PyTorch has no storage for.
void writeTorchFile(const std::filesystem::path& file, const TorchValue& value);

} // namespace ld3m::files
