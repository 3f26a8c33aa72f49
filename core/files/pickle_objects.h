// The allow-list of the pickle machine: what a few calls that PyTorch writes stand for. All others stand for
// an opaque value.
#pragma once

#include <string>
#include <unordered_map>

#include "core/base/text.h"
#include "core/files/pickle_value.h"
#include "core/files/unsound.h"

namespace ld3m::files {

using PickleValues = std::vector<PickleValue>;

/// The value as a T. @throws Unsound saying that `what` was expected
template<typename T>
const T& expectPickled(const PickleValue& value, const char* what) {
    if (const T* found = std::get_if<T>(&value))
        return *found;
    throw Unsound{base::text("its pickle has something else where ", what, " was expected")};
}

class PickleObjects {
public:
    explicit PickleObjects(Unpickled& out) : m_out(out) {}

    PickleClass named(const ClassName& name);
    PickleOpaque opaque(const ClassName& name) { return {named(name).index}; }
    PickleSequence sequence(PickleValues values, bool tuple);
    PickleDict dict();
    /// Sets key, value, key, value, ... @throws Unsound when a value is missing
    void setItems(PickleDict dict, const PickleValues& entries);

    /// What calling `callable` gives: an ordered dictionary, a tensor, a parameter's tensor, or an opaque
    /// value.
    /// @throws Unsound when a known one has arguments that PyTorch never writes
    PickleValue called(const PickleValue& callable, const PickleValue& arguments);
    /// The storage behind a persistent id ("storage", type, key, device, elements). @throws Unsound
    PickleStorage storage(const PickleValue& id);

private:
    const PickleValues& valuesOf(const PickleValue& value, const char* what) const;
    std::vector<std::int64_t> numbersOf(const PickleValue& value, const char* what) const;
    PickleValue tensor(const PickleValues& arguments);
    PickleValue parameter(const PickleValues& arguments) const;

    Unpickled& m_out;
    std::unordered_map<std::string_view, std::uint32_t> m_storages; ///< by key
};

} // namespace ld3m::files
