// The tensors of a pickle by name: where in its lists and dictionaries they stand.
#pragma once

#include <cstdint>
#include <string>
#include <utility>
#include <vector>

#include "core/files/pickle_value.h"

namespace ld3m::files {

struct PickledTensors {
    std::vector<std::pair<std::string, std::uint32_t>>
        found; ///< name and place in Unpickled::tensors, in file order
    std::vector<std::string>
        left_out; ///< tensors that PyTorch stores by a call that is not on the allow-list
};

/// Names are keys and list places joined by "/". What stands under keys that are neither text nor whole
/// number is passed over, as is a container inside itself. @throws Unsound where the nesting goes beyond any
/// checkpoint's, or the whole object is of an unknown class
PickledTensors pickledTensors(const Unpickled& pickle);

} // namespace ld3m::files
