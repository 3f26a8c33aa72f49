#include "core/files/mapped_file.h"

#include <cerrno>
#include <cstdint>

#include <fcntl.h>
#include <sys/mman.h>
#include <sys/stat.h>
#include <unistd.h>

#include "core/base/error.h"
#include "core/base/text.h"
#include "core/files/descriptor.h"

namespace ld3m::files {
namespace {

[[noreturn]] void refuse(const std::filesystem::path& file, const std::string& reason) {
    throw base::InputError(base::text("Cannot read ", file.string(), ": ", reason, "; check the path."));
}

} // namespace

std::shared_ptr<const MappedFile> MappedFile::open(const std::filesystem::path& file) {
    // Without O_NONBLOCK a named pipe would wait here for its writer.
    const Descriptor descriptor(file, O_RDONLY | O_NONBLOCK);
    struct stat facts = {};
    if (!descriptor.valid() || ::fstat(descriptor.number(), &facts) != 0)
        refuse(file, reasonOf(errno));
    if (!S_ISREG(facts.st_mode))
        refuse(file, S_ISDIR(facts.st_mode) ? "it is a folder" : "it is not a regular file");
    std::shared_ptr<MappedFile> mapped(new MappedFile);
    mapped->m_size = static_cast<std::size_t>(facts.st_size);
    if (mapped->m_size > 0) {
        void* data = ::mmap(nullptr, mapped->m_size, PROT_READ, MAP_PRIVATE, descriptor.number(), 0);
        if (data == MAP_FAILED)
            refuse(file, reasonOf(errno));
        mapped->m_data = static_cast<const std::byte*>(data);
    }
    return mapped;
}

MappedFile::~MappedFile() {
    if (m_data)
        ::munmap(const_cast<std::byte*>(m_data), m_size);
}

void MappedFile::forget(std::span<const std::byte> part) const {
    if (part.data() < m_data || part.data() + part.size() > m_data + m_size)
        return;
    const auto page = static_cast<std::uintptr_t>(::sysconf(_SC_PAGESIZE));
    const auto begin = reinterpret_cast<std::uintptr_t>(part.data());
    const std::uintptr_t first = (begin + page - 1) / page * page;
    const std::uintptr_t last = (begin + part.size()) / page * page;
    if (first < last)
        ::madvise(reinterpret_cast<void*>(first), last - first, MADV_DONTNEED);
}

} // namespace ld3m::files
