// Sets in PyTorch's files (or safetensors), as the field's programs save them.
#pragma once

#include <filesystem>

#include "core/sets/distilled_set.h"

namespace ld3m::sets {

/// Is the file one of those below? Files that cannot be read are none. Reads names and shapes only.
bool isTorchSet(const std::filesystem::path& file);

/// Knows by their content:
///   a lone tensor       images_best.pt, images_00100.pt (MTT, GLaD, LD3M, DATM); labels_* of the same ending
///   must
///                       lie beside it, lr_* may
///   [images, labels]    data.pt (IDC)
///   {"data": [[images, labels], ...]}   res_<METHOD>_<DATASET>_<MODEL>_<ipc>ipc.pt (DC, DSA, DM): one entry
///   an
///                       experiment, of which the first is taken
///   images and labels by name           images.safetensors
/// @throws base::InputError
DistilledSet readTorchSet(const std::filesystem::path& file);

} // namespace ld3m::sets
