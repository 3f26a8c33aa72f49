// A zip archive written front to back: records stored as they are, their bytes on multiples of 64, as PyTorch
// maps them. The counterpart of zip_directory.h.
#pragma once

#include <cstddef>
#include <cstdint>
#include <functional>
#include <span>
#include <string>
#include <string_view>
#include <vector>

namespace ld3m::files {

class ZipWriter {
public:
    using Write = std::function<void(std::span<const std::byte>)>;

    /// Everything goes to `write` in the order of the file. Equal records give equal bytes: no clock is
    /// stored.
    explicit ZipWriter(Write write) : m_write(std::move(write)) {}

    /// `bytes` are read twice (checksum, then content) and not kept. Names differ from each other.
    void add(const std::string& name, std::span<const std::byte> bytes);
    void add(const std::string& name, std::string_view text);
    /// The directory; nothing may be added afterwards.
    void finish();

private:
    struct Record {
        std::string name;
        std::uint64_t offset = 0;
        std::uint64_t size = 0;
        std::uint32_t crc = 0;
    };

    void put(std::span<const std::byte> bytes);
    void put(std::string_view text);

    Write m_write;
    std::vector<Record> m_records;
    std::uint64_t m_place = 0;
};

} // namespace ld3m::files
