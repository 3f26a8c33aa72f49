#include "core/files/atomic_file.h"

#include <atomic>
#include <cerrno>
#include <cstdio>
#include <fstream>
#include <sstream>

#include <fcntl.h>
#include <unistd.h>

#include "core/base/error.h"
#include "core/base/text.h"
#include "core/files/descriptor.h"

namespace ld3m::files {
namespace {

constexpr const char* kUnfinished = ".tmp";

[[noreturn]] void refuse(const std::filesystem::path& file, int errorNumber) {
    throw base::RunError(base::text("Cannot write ", file.string(), ": ", reasonOf(errorNumber),
                                    "; make room there, ", "or choose a folder that you may write to."));
}

// The file under construction; gone with its scope unless it took the target's name.
class Draft {
public:
    explicit Draft(const std::filesystem::path& target) : m_target(target) {
        static std::atomic<unsigned> counter = 0;
        m_file = target.parent_path() /
                 base::text(".", target.filename().string(), ".", getpid(), "-", counter++, kUnfinished);
        m_descriptor = Descriptor(m_file, O_WRONLY | O_CREAT | O_EXCL);
        if (!m_descriptor.valid())
            refuse(m_target, errno);
    }
    ~Draft() {
        if (!m_done)
            ::unlink(m_file.c_str());
    }
    Draft(const Draft&) = delete;
    Draft& operator=(const Draft&) = delete;

    void write(std::span<const std::byte> bytes) {
        if (const int error = m_descriptor.writeAll(bytes))
            refuse(m_target, error);
    }

    void takePlace() {
        if (::fsync(m_descriptor.number()) != 0)
            refuse(m_target, errno);
        if (const int error = m_descriptor.close())
            refuse(m_target, error);
        if (std::rename(m_file.c_str(), m_target.c_str()) != 0)
            refuse(m_target, errno);
        m_done = true;
        syncFolder();
    }

private:
    // The new name itself must survive a power cut. Some network file systems cannot sync a folder.
    void syncFolder() const {
        const Descriptor folder(m_target.parent_path(), O_RDONLY | O_DIRECTORY);
        if (folder.valid() && ::fsync(folder.number()) != 0 && errno != EINVAL && errno != ENOTSUP)
            refuse(m_target, errno);
    }

    std::filesystem::path m_target;
    std::filesystem::path m_file;
    Descriptor m_descriptor;
    bool m_done = false;
};

} // namespace

void writeAtomically(
    const std::filesystem::path& file,
    const std::function<void(const std::function<void(std::span<const std::byte>)>&)>& produce) {
    const std::filesystem::path target = std::filesystem::absolute(file);
    std::error_code problem;
    std::filesystem::create_directories(target.parent_path(), problem);
    if (problem)
        refuse(target, problem.value());
    Draft draft(target);
    produce([&draft](std::span<const std::byte> bytes) { draft.write(bytes); });
    draft.takePlace();
}

void writeAtomically(const std::filesystem::path& file, std::string_view content) {
    writeAtomically(file, [content](const auto& write) { write(std::as_bytes(std::span(content))); });
}

void removeUnfinished(const std::filesystem::path& folder) {
    std::error_code ignored;
    for (const auto& entry : std::filesystem::directory_iterator(folder, ignored))
        if (entry.path().extension() == kUnfinished && entry.path().filename().string().starts_with('.'))
            std::filesystem::remove(entry.path(), ignored);
}

std::string readText(const std::filesystem::path& file) {
    std::ifstream in(file, std::ios::binary);
    if (!in || std::filesystem::is_directory(file))
        throw base::InputError(base::text("Cannot read ", file.string(), ": ",
                                          in ? "it is a folder" : reasonOf(errno), "; check the path."));
    std::ostringstream content;
    content << in.rdbuf();
    if (in.bad())
        throw base::InputError(base::text("Cannot read ", file.string(), ": ", reasonOf(errno), "."));
    return content.str();
}

} // namespace ld3m::files
