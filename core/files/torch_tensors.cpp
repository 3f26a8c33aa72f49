#include "core/files/torch_tensors.h"

#include <algorithm>
#include <optional>

#include "core/base/text.h"
#include "core/files/pickled_tensors.h"
#include "core/files/unsound.h"

namespace ld3m::files {
namespace {

// A tensor that repeats its elements (stride 0) may spell out this much more than its storage holds.
constexpr std::int64_t kMaxRepeatedBytes = std::int64_t{128} << 20;

[[noreturn]] void refuse(const std::string& name, const char* what) {
    throw Unsound{base::text("its tensor \"", name, "\" ", what)};
}

/// How many elements of the storage the tensor spans, from its first to its last; 0 for an empty one.
std::int64_t spanOf(const TensorClaim& tensor, const StorageClaim& storage, const std::string& name) {
    if (tensor.shape.size() != tensor.strides.size())
        refuse(name, "has a shape and strides of different length");
    std::int64_t bytes = static_cast<std::int64_t>(storage.item);
    std::int64_t last = 0;
    bool empty = false;
    for (std::size_t i = 0; i < tensor.shape.size(); ++i) {
        const std::int64_t size = tensor.shape[i];
        if (size < 0 || tensor.strides[i] < 0)
            refuse(name, "has a negative size or stride");
        std::int64_t reach = 0;
        if (__builtin_mul_overflow(bytes, std::max<std::int64_t>(size, 1), &bytes) ||
            __builtin_mul_overflow(std::max<std::int64_t>(size - 1, 0), tensor.strides[i], &reach) ||
            __builtin_add_overflow(last, reach, &last))
            refuse(name, "has a shape beyond any memory");
        empty = empty || size == 0;
    }
    if (tensor.offset < 0 || tensor.offset > storage.count)
        refuse(name, "begins outside its storage");
    if (empty)
        return 0;
    if (last >= storage.count - tensor.offset)
        refuse(name, "reaches beyond its storage");
    const std::int64_t stored = storage.count * static_cast<std::int64_t>(storage.item);
    if (bytes > stored && bytes - stored > kMaxRepeatedBytes)
        refuse(name, "repeats its few elements into a shape far larger than the file");
    return last + 1;
}

StoredTensor storedTensor(const TensorClaim& tensor, const StorageClaim& storage, std::int64_t span,
                          std::span<const std::byte> bytes) {
    const auto first = static_cast<std::size_t>(tensor.offset) * storage.item;
    const auto length = static_cast<std::size_t>(span) * storage.item;
    return {std::string(storage.dtype), tensor.shape, tensor.strides, bytes.subspan(first, length)};
}

} // namespace

void addTensors(const Unpickled& pickle, const StorageBytes& bytesOf, TensorFile& file) {
    const PickledTensors named = pickledTensors(pickle);
    file.left_out = named.left_out;
    std::vector<std::optional<std::span<const std::byte>>> bytes(pickle.storages.size());
    for (const auto& [name, index] : named.found) {
        const TensorClaim& tensor = pickle.tensors[index];
        const StorageClaim& storage = pickle.storages[tensor.storage];
        const std::int64_t span = spanOf(tensor, storage, name);
        if (storage.dtype.empty()) {
            file.left_out.push_back(base::text(name, " (complex or untyped numbers)"));
            continue;
        }
        auto& found = bytes[tensor.storage];
        if (!found)
            found = bytesOf(storage);
        file.tensors[name] = storedTensor(tensor, storage, span, *found);
    }
}

} // namespace ld3m::files
