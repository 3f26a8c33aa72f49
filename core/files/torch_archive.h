// PyTorch's zip archive (torch.save since 1.6): <root>/data.pkl and one record <root>/data/<key> for each
// storage.
#pragma once

#include <span>

#include "core/files/tensor_file.h"

namespace ld3m::files {

bool isTorchArchive(std::span<const std::byte> bytes);

/// Fills `file`; stored records stay where they are mapped, deflated or big-endian ones are copied. CRCs of
/// stored records are not compared (that would read the whole file): a flipped bit in a weight goes unnoticed
/// here.
/// @throws Unsound
void readTorchArchive(std::span<const std::byte> bytes, TensorFile& file);

} // namespace ld3m::files
