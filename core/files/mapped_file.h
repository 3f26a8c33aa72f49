// A file's bytes by memory mapping: nothing is read before it is used.
#pragma once

#include <cstddef>
#include <filesystem>
#include <memory>
#include <span>

namespace ld3m::files {

class MappedFile {
public:
    /// Read-only. @throws base::InputError
    static std::shared_ptr<const MappedFile> open(const std::filesystem::path& file);
    ~MappedFile();
    MappedFile(const MappedFile&) = delete;
    MappedFile& operator=(const MappedFile&) = delete;

    std::span<const std::byte> bytes() const { return {m_data, m_size}; }

    /// These bytes were copied elsewhere: their pages leave this process, and come back from the file when
    /// read again. Bytes that are not of this mapping are left alone.
    void forget(std::span<const std::byte> part) const;

private:
    MappedFile() = default;
    const std::byte* m_data = nullptr;
    std::size_t m_size = 0;
};

} // namespace ld3m::files
