#include "core/files/pickle_objects.h"

#include <limits>

#include "core/files/torch_types.h"

namespace ld3m::files {
namespace {

constexpr std::size_t kMaxRank = 64;

template<typename List>
std::uint32_t nextIndex(const List& list) {
    return static_cast<std::uint32_t>(list.size());
}

} // namespace

PickleClass PickleObjects::named(const ClassName& name) {
    m_out.classes.push_back(name);
    return {nextIndex(m_out.classes) - 1};
}

PickleSequence PickleObjects::sequence(PickleValues values, bool tuple) {
    m_out.sequences.push_back(std::move(values));
    return {nextIndex(m_out.sequences) - 1, tuple};
}

PickleDict PickleObjects::dict() {
    m_out.dicts.emplace_back();
    return {nextIndex(m_out.dicts) - 1};
}

void PickleObjects::setItems(PickleDict dict, const PickleValues& entries) {
    if (entries.size() % 2 != 0)
        throw Unsound{"its pickle has a dictionary with a key but no value"};
    for (std::size_t i = 0; i < entries.size(); i += 2)
        m_out.dicts[dict.index].emplace_back(entries[i], entries[i + 1]);
}

PickleValue PickleObjects::called(const PickleValue& callable, const PickleValue& arguments) {
    const PickleValues& values = valuesOf(arguments, "arguments");
    if (std::holds_alternative<PickleOpaque>(callable))
        return callable;
    const auto index = expectPickled<PickleClass>(callable, "a class").index;
    const ClassName& name = m_out.classes[index];
    if (name.is("collections", "OrderedDict")) {
        if (!values.empty())
            throw Unsound{"its pickle has an ordered dictionary that is made from something"};
        return dict();
    }
    if (name.is("torch._utils", "_rebuild_tensor_v2"))
        return tensor(values);
    if (name.is("torch._utils", "_rebuild_parameter"))
        return parameter(values);
    return PickleOpaque{index};
}

/// (storage, offset, shape, strides, requires_grad, hooks[, metadata]); what comes after the strides is of no
/// use here.
PickleValue PickleObjects::tensor(const PickleValues& arguments) {
    if (arguments.size() < 6 || arguments.size() > 7)
        throw Unsound{base::text("its pickle describes a tensor by ", arguments.size(), " values")};
    TensorClaim claim;
    claim.storage = expectPickled<PickleStorage>(arguments[0], "a storage").index;
    claim.offset = expectPickled<std::int64_t>(arguments[1], "an offset");
    claim.shape = numbersOf(arguments[2], "a shape");
    claim.strides = numbersOf(arguments[3], "strides");
    m_out.tensors.push_back(std::move(claim));
    return PickleTensor{nextIndex(m_out.tensors) - 1};
}

PickleValue PickleObjects::parameter(const PickleValues& arguments) const {
    if (arguments.empty())
        throw Unsound{"its pickle has a parameter without a tensor"};
    if (std::holds_alternative<PickleOpaque>(arguments[0]))
        return arguments[0];
    return expectPickled<PickleTensor>(arguments[0], "a tensor");
}

PickleStorage PickleObjects::storage(const PickleValue& id) {
    const PickleValues& parts = valuesOf(id, "a storage");
    if (parts.size() < 5 || expectPickled<std::string_view>(parts[0], "a storage") != "storage")
        throw Unsound{"its pickle refers to something outside that is no storage"};
    // Before PyTorch 0.4 a storage could be a view of another one.
    if (parts.size() > 5 && !std::holds_alternative<std::monostate>(parts[5]))
        throw Unsound{"its storages are views of each other, as only the oldest PyTorch wrote them"};
    const ClassName& name = m_out.classes[expectPickled<PickleClass>(parts[1], "a storage's class").index];
    const std::optional<StorageType> type = storageTypeOf(name);
    if (!type)
        throw Unsound{base::text("it has a storage of the unknown class ", name.module, ".", name.name)};
    const StorageClaim claim{expectPickled<std::string_view>(parts[2], "a storage's key"), type->dtype,
                             type->item, expectPickled<std::int64_t>(parts[4], "a storage's size")};
    if (claim.count < 0 ||
        claim.count > std::numeric_limits<std::int64_t>::max() / static_cast<std::int64_t>(claim.item))
        throw Unsound{base::text("its storage ", claim.key, " claims ", claim.count, " elements")};
    const auto [known, fresh] = m_storages.emplace(claim.key, nextIndex(m_out.storages));
    if (fresh)
        m_out.storages.push_back(claim);
    const StorageClaim& first = m_out.storages[known->second];
    if (first.dtype != claim.dtype || first.item != claim.item || first.count != claim.count)
        throw Unsound{base::text("its storage ", claim.key, " is claimed in two ways")};
    return {known->second};
}

const PickleValues& PickleObjects::valuesOf(const PickleValue& value, const char* what) const {
    return m_out.sequences[expectPickled<PickleSequence>(value, what).index];
}

std::vector<std::int64_t> PickleObjects::numbersOf(const PickleValue& value, const char* what) const {
    std::vector<std::int64_t> numbers;
    const PickleValues& values = valuesOf(value, what);
    if (values.size() > kMaxRank)
        throw Unsound{base::text("it has a tensor of ", values.size(), " dimensions")};
    for (const PickleValue& each : values)
        numbers.push_back(expectPickled<std::int64_t>(each, what));
    return numbers;
}

} // namespace ld3m::files
