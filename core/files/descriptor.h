// An open file by its descriptor, closed with its scope, and what the system says when it refuses.
#pragma once

#include <cstddef>
#include <filesystem>
#include <span>
#include <string>

namespace ld3m::files {

class Descriptor {
public:
    Descriptor() = default;
    explicit Descriptor(int number) : m_number(number) {}
    /// open(2), never inherited by child processes. An invalid descriptor on failure, with errno set.
    Descriptor(const std::filesystem::path& file, int flags, unsigned mode = 0666);
    ~Descriptor();
    Descriptor(Descriptor&& other) noexcept;
    Descriptor& operator=(Descriptor&& other) noexcept;

    bool valid() const { return m_number >= 0; }
    int number() const { return m_number; }
    int release();
    /// 0, or the error number.
    int close();
    /// All of `bytes`, across short writes and interrupts. 0, or the error number.
    int writeAll(std::span<const std::byte> bytes) const;

private:
    int m_number = -1;
};

/// "No space left on device" for ENOSPC.
std::string reasonOf(int errorNumber);

} // namespace ld3m::files
