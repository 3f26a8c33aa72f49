// PyTorch's stream before version 1.6: pickles of a magic number, a protocol number, facts about the machine,
// the object and its storages' keys, then each storage as a 64-bit count and its elements.
#pragma once

#include <span>

#include "core/files/tensor_file.h"

namespace ld3m::files {

bool isTorchLegacy(std::span<const std::byte> bytes);

/// Fills `file`; the storages stay where they are mapped, at any alignment. @throws Unsound
void readTorchLegacy(std::span<const std::byte> bytes, TensorFile& file);

} // namespace ld3m::files
