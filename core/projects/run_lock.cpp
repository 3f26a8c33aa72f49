#include "core/projects/run_lock.h"

#include <cerrno>
#include <utility>

#include <fcntl.h>
#include <unistd.h>

#include "core/base/error.h"
#include "core/base/text.h"
#include "core/files/atomic_file.h"
#include "core/files/descriptor.h"

namespace ld3m::projects {
namespace {

// Open-file-description locks: two openings conflict even inside one process, looking does not take the lock,
// and network file systems keep them.
struct flock wholeFile(short type) {
    struct flock lock = {};
    lock.l_type = type;
    lock.l_whence = SEEK_SET;
    return lock;
}

std::string holderOf(const std::filesystem::path& file) {
    const std::string holder = files::readText(file);
    return holder.empty() ? "another process" : holder;
}

std::string thisProcess() {
    char host[256] = {};
    ::gethostname(host, sizeof host - 1);
    return base::text("process ", ::getpid(), " on ", host);
}

} // namespace

RunLock::RunLock(const std::filesystem::path& file) {
    files::Descriptor descriptor(file, O_RDWR | O_CREAT);
    if (!descriptor.valid())
        throw base::InputError(base::text("Cannot lock ", file.string(), ": ", files::reasonOf(errno),
                                          "; choose a run folder that you may write to."));
    struct flock lock = wholeFile(F_WRLCK);
    if (::fcntl(descriptor.number(), F_OFD_SETLK, &lock) != 0) {
        if (errno != EAGAIN && errno != EACCES)
            throw base::InputError(
                base::text("Cannot lock ", file.string(), ": ", files::reasonOf(errno), "."));
        throw base::InputError(base::text(file.parent_path().string(), " is being written by ",
                                          holderOf(file), "; stop that run, or wait until it ends."));
    }
    // The name inside is for messages only: a full disk must not cost the lock.
    const std::string name = thisProcess();
    if (::ftruncate(descriptor.number(), 0) == 0)
        descriptor.writeAll(std::as_bytes(std::span(name)));
    m_descriptor = descriptor.release();
}

RunLock::~RunLock() {
    files::Descriptor closing(m_descriptor);
}

RunLock::RunLock(RunLock&& other) noexcept : m_descriptor(std::exchange(other.m_descriptor, -1)) {}

bool RunLock::held(const std::filesystem::path& file) {
    const files::Descriptor descriptor(file, O_RDONLY);
    if (!descriptor.valid())
        return false;
    struct flock lock = wholeFile(F_RDLCK);
    return ::fcntl(descriptor.number(), F_OFD_GETLK, &lock) == 0 && lock.l_type != F_UNLCK;
}

} // namespace ld3m::projects
