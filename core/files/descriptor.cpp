#include "core/files/descriptor.h"

#include <cerrno>
#include <system_error>
#include <utility>

#include <fcntl.h>
#include <unistd.h>

namespace ld3m::files {

Descriptor::Descriptor(const std::filesystem::path& file, int flags, unsigned mode)
    : m_number(::open(file.c_str(), flags | O_CLOEXEC, mode)) {}

Descriptor::~Descriptor() {
    close();
}

Descriptor::Descriptor(Descriptor&& other) noexcept : m_number(other.release()) {}

Descriptor& Descriptor::operator=(Descriptor&& other) noexcept {
    if (this != &other) {
        close();
        m_number = other.release();
    }
    return *this;
}

int Descriptor::release() {
    return std::exchange(m_number, -1);
}

int Descriptor::close() {
    const int number = release();
    return number >= 0 && ::close(number) != 0 ? errno : 0;
}

int Descriptor::writeAll(std::span<const std::byte> bytes) const {
    while (!bytes.empty()) {
        const ssize_t written = ::write(m_number, bytes.data(), bytes.size());
        if (written < 0 && errno != EINTR)
            return errno;
        if (written > 0)
            bytes = bytes.subspan(static_cast<std::size_t>(written));
    }
    return 0;
}

std::string reasonOf(int errorNumber) {
    return std::generic_category().message(errorNumber);
}

} // namespace ld3m::files
