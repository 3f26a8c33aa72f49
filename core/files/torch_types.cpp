#include "core/files/torch_types.h"

#include <array>
#include <utility>

namespace ld3m::files {

namespace {

constexpr std::array<std::pair<std::string_view, StorageType>, 12> kTypes = {
    {{"FloatStorage", {"F32", 4}},
     {"HalfStorage", {"F16", 2}},
     {"BFloat16Storage", {"BF16", 2}},
     {"DoubleStorage", {"F64", 8}},
     {"LongStorage", {"I64", 8}},
     {"IntStorage", {"I32", 4}},
     {"ShortStorage", {"I16", 2}},
     {"CharStorage", {"I8", 1}},
     {"ByteStorage", {"U8", 1}},
     {"BoolStorage", {"BOOL", 1}},
     {"ComplexFloatStorage", {"", 8}},
     {"ComplexDoubleStorage", {"", 16}}}};

} // namespace

std::optional<StorageType> storageTypeOf(const ClassName& storage) {
    if (storage.is("torch.storage", "UntypedStorage"))
        return StorageType{"", 1};
    if (storage.module != "torch")
        return {};
    for (const auto& [name, type] : kTypes)
        if (storage.name == name)
            return type;
    return {};
}

std::string_view storageClassOf(std::string_view dtype) {
    for (const auto& [name, type] : kTypes)
        if (!dtype.empty() && type.dtype == dtype)
            return name;
    return {};
}

} // namespace ld3m::files
