// The names that PyTorch files give to element types.
#pragma once

#include <cstddef>
#include <optional>
#include <string_view>

#include "core/files/pickle_value.h"

namespace ld3m::files {

struct StorageType {
    std::string_view dtype; ///< as in safetensors; empty for one that has no counterpart there
    std::size_t item = 0;   ///< bytes of one element
};

/// Nothing for a class that is no storage of PyTorch.
std::optional<StorageType> storageTypeOf(const ClassName& storage);

/// "FloatStorage" for "F32": the class of module torch that holds numbers of a dtype; empty for another
/// dtype.
std::string_view storageClassOf(std::string_view dtype);

} // namespace ld3m::files
