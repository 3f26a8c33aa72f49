#include "core/files/torch_legacy.h"

#include <array>
#include <cstring>
#include <map>

#include "core/base/text.h"
#include "core/files/byte_reader.h"
#include "core/files/pickle_machine.h"
#include "core/files/torch_tensors.h"
#include "core/files/unsound.h"

namespace ld3m::files {
namespace {

// The pickle of 0x1950a86a20f9469cfc6c after its PROTO instruction: LONG1, ten bytes, STOP.
constexpr std::array<std::uint8_t, 13> kMagic = {0x8a, 0x0a, 0x6c, 0xfc, 0x9c, 0x46, 0xf9,
                                                 0x20, 0x6a, 0xa8, 0x50, 0x19, '.'};
constexpr std::size_t kProtoBytes = 2;
constexpr std::int64_t kProtocol = 1001;

/// The value of a dictionary's last entry under `key`.
const PickleValue* find(const Unpickled& pickle, std::string_view key) {
    const auto* dict = std::get_if<PickleDict>(&pickle.root);
    const PickleValue* found = nullptr;
    if (dict)
        for (const auto& [name, value] : pickle.dicts[dict->index])
            if (const auto* text = std::get_if<std::string_view>(&name); text && *text == key)
                found = &value;
    return found;
}

class Stream {
public:
    explicit Stream(std::span<const std::byte> bytes) : m_bytes(bytes), m_at(kProtoBytes + kMagic.size()) {}

    Unpickled next() {
        Unpickled pickle = unpickle(m_bytes.subspan(m_at));
        m_at += pickle.length;
        return pickle;
    }
    ByteReader rest() const { return ByteReader(m_bytes, m_at); }

private:
    std::span<const std::byte> m_bytes;
    std::size_t m_at;
};

void readHead(Stream& stream) {
    const Unpickled protocol = stream.next();
    const auto* number = std::get_if<std::int64_t>(&protocol.root);
    if (!number || *number != kProtocol)
        throw Unsound{base::text("its stream protocol is not ", kProtocol)};
    const Unpickled machine = stream.next();
    const PickleValue* little = find(machine, "little_endian");
    if (!little || !std::holds_alternative<bool>(*little) || !std::get<bool>(*little))
        throw Unsound{"it was not written by a little-endian machine"};
}

/// The storages follow in the order of the last pickle, a list of keys.
std::map<std::string_view, std::span<const std::byte>> readStorages(const Unpickled& object,
                                                                    const Unpickled& keys, ByteReader in) {
    std::map<std::string_view, const StorageClaim*> claims;
    for (const StorageClaim& claim : object.storages)
        claims[claim.key] = &claim;
    const auto* list = std::get_if<PickleSequence>(&keys.root);
    if (!list)
        throw Unsound{"its list of storages is missing"};
    std::map<std::string_view, std::span<const std::byte>> storages;
    for (const PickleValue& key : keys.sequences[list->index]) {
        const auto* text = std::get_if<std::string_view>(&key);
        const auto claim = text ? claims.find(*text) : claims.end();
        if (claim == claims.end())
            throw Unsound{"it lists a storage that no tensor uses"};
        if (in.u64() != static_cast<std::uint64_t>(claim->second->count))
            throw Unsound{base::text("its storage ", *text, " states two sizes")};
        storages[claim->first] =
            in.take(static_cast<std::uint64_t>(claim->second->count) * claim->second->item);
    }
    return storages;
}

} // namespace

bool isTorchLegacy(std::span<const std::byte> bytes) {
    return bytes.size() > kProtoBytes + kMagic.size() && bytes[0] == std::byte{0x80} &&
           std::memcmp(bytes.data() + kProtoBytes, kMagic.data(), kMagic.size()) == 0;
}

void readTorchLegacy(std::span<const std::byte> bytes, TensorFile& file) {
    file.container = "PyTorch stream (before 1.6)";
    Stream stream(bytes);
    readHead(stream);
    const Unpickled object = stream.next();
    const Unpickled keys = stream.next();
    const auto storages = readStorages(object, keys, stream.rest());
    addTensors(
        object,
        [&storages](const StorageClaim& claim) {
            const auto found = storages.find(claim.key);
            if (found == storages.end())
                throw Unsound{base::text("its storage ", claim.key, " is missing")};
            return found->second;
        },
        file);
}

} // namespace ld3m::files
