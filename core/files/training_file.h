// Training programs save more than weights: their files hold the state dict among optimiser states and
// counters.
#pragma once

#include <string>
#include <vector>

#include "core/files/tensor_file.h"

namespace ld3m::files {

/// Where the tensors of a state dict stand under one key ("state_dict" as Lightning writes it,
/// "model_state_dict", "model"), they move up to their own names and everything beside them goes. Other files
/// stay as they are.
/// @return what went: "optimizer_states (1376 tensors)"
std::vector<std::string> unwrapStateDict(TensorFile& file);

} // namespace ld3m::files
