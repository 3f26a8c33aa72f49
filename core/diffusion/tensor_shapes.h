// The names and shapes of a checkpoint's tensors: all that its structure is read from.
#pragma once

#include <cstdint>
#include <map>
#include <string>
#include <vector>

namespace ld3m::diffusion {

using Shape = std::vector<std::int64_t>;
using TensorShapes = std::map<std::string, Shape>;

} // namespace ld3m::diffusion
