// What a pickle holds, as plain data. Objects of unknown classes stay names; nothing is ever built or called.
#pragma once

#include <cstddef>
#include <cstdint>
#include <string_view>
#include <utility>
#include <variant>
#include <vector>

namespace ld3m::files {

// Containers and tensors are places in the lists of Unpickled, so values are small, may be shared or contain
// themselves, and go away without recursion.
struct PickleSequence {
    std::uint32_t index = 0;
    bool tuple = false;
};
struct PickleDict {
    std::uint32_t index = 0;
};
struct PickleClass { ///< a class or function, named only
    std::uint32_t index = 0;
};
struct PickleOpaque { ///< an object that was not made; `index` of its class
    std::uint32_t index = 0;
};
struct PickleStorage {
    std::uint32_t index = 0;
};
struct PickleTensor {
    std::uint32_t index = 0;
};

/// Texts lie in the pickle itself. std::monostate is None.
using PickleValue = std::variant<std::monostate, bool, std::int64_t, double, std::string_view, PickleSequence,
                                 PickleDict, PickleClass, PickleOpaque, PickleStorage, PickleTensor>;

struct ClassName {
    std::string_view module;
    std::string_view name;
    bool is(std::string_view otherModule, std::string_view otherName) const {
        return module == otherModule && name == otherName;
    }
};

/// Memory that tensors share, kept outside the pickle under `key`.
struct StorageClaim {
    std::string_view key;
    std::string_view dtype; ///< "F32" ...; empty for a type that tensors here cannot have
    std::size_t item = 0;   ///< bytes of one element
    std::int64_t count = 0; ///< elements
};

/// Not checked against its storage yet.
struct TensorClaim {
    std::uint32_t storage = 0;
    std::int64_t offset = 0; ///< elements
    std::vector<std::int64_t> shape;
    std::vector<std::int64_t> strides;
};

struct Unpickled {
    PickleValue root;
    std::vector<std::vector<PickleValue>> sequences;
    std::vector<std::vector<std::pair<PickleValue, PickleValue>>>
        dicts; ///< later entries replace earlier ones
    std::vector<ClassName> classes;
    std::vector<StorageClaim> storages; ///< one for each key
    std::vector<TensorClaim> tensors;
    std::size_t length = 0; ///< bytes of the pickle
};

} // namespace ld3m::files
