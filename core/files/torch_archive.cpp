#include "core/files/torch_archive.h"

#include <algorithm>
#include <string_view>

#include "core/base/text.h"
#include "core/files/inflate.h"
#include "core/files/pickle_machine.h"
#include "core/files/torch_tensors.h"
#include "core/files/unsound.h"
#include "core/files/zip_directory.h"

namespace ld3m::files {
namespace {

constexpr std::string_view kLocalHeader = "PK\x03\x04";
constexpr std::string_view kPickle = "/data.pkl";
constexpr std::uint64_t kMaxPickle = std::uint64_t{256} << 20;
// Weights hardly shrink; a file that grows more than this when unpacked is no checkpoint.
constexpr std::uint64_t kMaxGrowth = 16;
constexpr std::uint64_t kAlwaysUnpacked = std::uint64_t{64} << 20;

std::string_view textOf(std::span<const std::byte> bytes) {
    return {reinterpret_cast<const char*>(bytes.data()), bytes.size()};
}

class Archive {
public:
    Archive(std::span<const std::byte> bytes, TensorMemory& memory)
        : m_records(readZipDirectory(bytes)), m_memory(memory),
          m_room(std::max(kAlwaysUnpacked, kMaxGrowth * bytes.size())) {
        findRoot();
        refusePrograms();
        readByteOrder();
    }

    Unpickled pickle() {
        const ZipRecord& record = m_records.at(m_root + std::string(kPickle));
        if (record.size > kMaxPickle)
            throw Unsound{
                base::text("its pickle claims ", record.size, " bytes, more than any checkpoint's")};
        return unpickle(contentOf(record));
    }

    std::span<const std::byte> storage(const StorageClaim& claim) {
        const auto found = m_records.find(base::text(m_root, "/data/", claim.key));
        if (found == m_records.end())
            throw Unsound{base::text("its record data/", claim.key, " is missing")};
        const std::uint64_t bytes = static_cast<std::uint64_t>(claim.count) * claim.item;
        if (found->second.size != bytes)
            throw Unsound{base::text("its record data/", claim.key, " has ", found->second.size, " bytes, ",
                                     bytes, " were expected")};
        const std::span<const std::byte> content = contentOf(found->second);
        return m_swapped && claim.item > 1 ? swapped(content, claim.item) : content;
    }

private:
    void findRoot() {
        std::vector<std::string> roots;
        for (const auto& [name, record] : m_records)
            if (name.ends_with(kPickle) && name.find('/') == name.size() - kPickle.size())
                roots.push_back(name.substr(0, name.find('/')));
        if (roots.empty())
            refuseOtherArchive();
        if (roots.size() > 1)
            throw Unsound{base::text("it is a zip archive with ", roots.size(),
                                     " data.pkl inside; a file that torch.save wrote has one")};
        m_root = roots.front();
    }

    /// Published models come in zip files.
    [[noreturn]] void refuseOtherArchive() const {
        for (const auto& [name, record] : m_records)
            for (const char* ending : {".ckpt", ".pt", ".pth", ".safetensors"})
                if (name.ends_with(ending))
                    throw Unsound{
                        base::text("it is a zip archive around ", name, "; unpack it and give that file")};
        throw Unsound{"it is a zip archive without a data.pkl, so torch.save did not write it"};
    }

    void refusePrograms() const {
        const auto code = m_records.lower_bound(m_root + "/code/");
        if (m_records.contains(m_root + "/constants.pkl") ||
            (code != m_records.end() && code->first.starts_with(m_root + "/code/")))
            throw Unsound{
                "it is a TorchScript program, and programs in files are never run; save the model's "
                "state_dict() with torch.save"};
    }

    void readByteOrder() {
        const auto found = m_records.find(m_root + "/byteorder");
        if (found == m_records.end())
            return; // PyTorch before 2.1 wrote little-endian numbers only
        const std::string_view order = textOf(contentOf(found->second));
        if (order != "little" && order != "big")
            throw Unsound{"its byte order is neither little nor big"};
        m_swapped = order == "big";
    }

    std::span<const std::byte> contentOf(const ZipRecord& record) {
        if (!record.deflated)
            return record.bytes;
        takeRoom(record.size);
        m_memory.copies.push_back(inflate(record.bytes, record.size));
        if (crc32Of(m_memory.copies.back()) != record.crc)
            throw Unsound{"the checksum of a packed record does not match (was a download damaged?)"};
        return m_memory.copies.back();
    }

    std::span<const std::byte> swapped(std::span<const std::byte> content, std::size_t item) {
        takeRoom(content.size());
        auto& copy = m_memory.copies.emplace_back(content.begin(), content.end());
        for (auto at = copy.begin(); at != copy.end(); at += static_cast<std::ptrdiff_t>(item))
            std::reverse(at, at + static_cast<std::ptrdiff_t>(item));
        return copy;
    }

    void takeRoom(std::uint64_t bytes) {
        if (bytes > m_room)
            throw Unsound{"its records grow far beyond the file when they are unpacked"};
        m_room -= bytes;
    }

    std::map<std::string, ZipRecord> m_records;
    TensorMemory& m_memory;
    std::uint64_t m_room; ///< bytes that may still be copied
    std::string m_root;
    bool m_swapped = false;
};

} // namespace

bool isTorchArchive(std::span<const std::byte> bytes) {
    return textOf(bytes).starts_with(kLocalHeader);
}

void readTorchArchive(std::span<const std::byte> bytes, TensorFile& file) {
    file.container = "PyTorch archive";
    Archive archive(bytes, *file.memory);
    const Unpickled pickle = archive.pickle();
    addTensors(
        pickle, [&archive](const StorageClaim& claim) { return archive.storage(claim); }, file);
}

} // namespace ld3m::files
