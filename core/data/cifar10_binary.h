// CIFAR-10's binary version: records of one label byte and 3 x 32 x 32 colour bytes (planes R, G, B).
#pragma once

#include "core/data/split_source.h"

namespace ld3m::data {

/// Null when neither `folder` nor its cifar-10-batches-bin/ holds data_batch_1.bin.
/// @throws base::InputError: a batch is missing or cut off, a label without a name.
std::unique_ptr<SourceKind> openCifar10Binary(const std::filesystem::path& folder);

} // namespace ld3m::data
