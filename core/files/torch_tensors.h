// From what a pickle claims about its tensors to tensors whose bytes are there.
#pragma once

#include <functional>
#include <span>
#include <string>

#include "core/files/pickle_value.h"
#include "core/files/tensor_file.h"

namespace ld3m::files {

/// The bytes of a storage, as many as it claims. @throws Unsound where they are missing
using StorageBytes = std::function<std::span<const std::byte>(const StorageClaim&)>;

/// Puts the tensors of `pickle` into `file`, each checked to lie inside its storage. Complex numbers are left
/// out.
/// @throws Unsound
void addTensors(const Unpickled& pickle, const StorageBytes& bytesOf, TensorFile& file);

} // namespace ld3m::files
