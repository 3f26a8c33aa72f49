#include "core/projects/metrics_file.h"

#include <algorithm>
#include <cerrno>
#include <utility>

#include <fcntl.h>
#include <sys/stat.h>
#include <unistd.h>

#include "core/base/error.h"
#include "core/base/text.h"
#include "core/files/atomic_file.h"
#include "core/files/descriptor.h"
#include "core/reports/run_events_json.h"

namespace ld3m::projects {
namespace {

// The offset just behind the last newline; 0 when there is none.
off_t endOfLastLine(int descriptor, off_t size) {
    constexpr off_t kChunk = 65536;
    std::string chunk;
    for (off_t end = size; end > 0;) {
        const off_t begin = std::max<off_t>(0, end - kChunk);
        chunk.resize(static_cast<std::size_t>(end - begin));
        if (::pread(descriptor, chunk.data(), chunk.size(), begin) != end - begin)
            return size;
        if (const auto newline = chunk.rfind('\n'); newline != std::string::npos)
            return begin + static_cast<off_t>(newline) + 1;
        end = begin;
    }
    return 0;
}

template<typename Use>
void forEachLine(const std::string& text, Use use) {
    std::size_t begin = 0;
    for (std::size_t end; (end = text.find('\n', begin)) != std::string::npos; begin = end + 1)
        use(text.substr(begin, end - begin));
}

std::int64_t iterationOf(const reports::Event& event) {
    return std::visit([](const auto& held) { return held.iteration; }, event);
}

std::string bytesFrom(int descriptor, std::uintmax_t offset, std::uintmax_t size) {
    std::string bytes(size - offset, '\0');
    std::size_t done = 0;
    while (done < bytes.size()) {
        const ssize_t got =
            ::pread(descriptor, bytes.data() + done, bytes.size() - done, static_cast<off_t>(offset + done));
        if (got <= 0)
            break;
        done += static_cast<std::size_t>(got);
    }
    bytes.resize(done);
    return bytes;
}

} // namespace

void refuseWrite(const std::filesystem::path& file, int errorNumber) {
    throw base::RunError(base::text("Cannot write ", file.string(), ": ", files::reasonOf(errorNumber),
                                    "; make room there and resume the run."));
}

MetricsWriter::MetricsWriter(std::filesystem::path file) : m_file(std::move(file)) {
    std::error_code problem;
    std::filesystem::create_directories(std::filesystem::absolute(m_file).parent_path(), problem);
    files::Descriptor descriptor(m_file, O_RDWR | O_CREAT | O_APPEND);
    struct stat facts = {};
    if (!descriptor.valid() || ::fstat(descriptor.number(), &facts) != 0)
        refuseWrite(m_file, errno);
    const off_t sound = endOfLastLine(descriptor.number(), facts.st_size);
    if (sound != facts.st_size && ::ftruncate(descriptor.number(), sound) != 0)
        refuseWrite(m_file, errno);
    m_descriptor = descriptor.release();
}

MetricsWriter::~MetricsWriter() {
    files::Descriptor closing(m_descriptor);
}

void MetricsWriter::append(const reports::Event& event) {
    const std::string line = reports::toJsonLine(event) + '\n';
    const off_t before = ::lseek(m_descriptor, 0, SEEK_END);
    ssize_t written = 0;
    do
        written = ::write(m_descriptor, line.data(), line.size());
    while (written < 0 && errno == EINTR);
    if (written == static_cast<ssize_t>(line.size()))
        return;
    const int reason = written < 0 ? errno : ENOSPC;
    // Half a line would swallow the next one.
    if (written > 0 && ::ftruncate(m_descriptor, before) != 0)
        refuseWrite(m_file, errno);
    refuseWrite(m_file, reason);
}

void MetricsWriter::sync() {
    if (::fdatasync(m_descriptor) != 0)
        refuseWrite(m_file, errno);
}

void MetricsWriter::truncateAfter(const std::filesystem::path& file, std::int64_t iteration) {
    if (!std::filesystem::exists(file))
        return;
    std::string kept;
    forEachLine(files::readText(file), [&](const std::string& line) {
        const auto event = reports::fromJsonLine(line);
        if (!event || iterationOf(*event) <= iteration)
            kept += line + '\n';
    });
    files::writeAtomically(file, kept);
}

MetricsReader::MetricsReader(std::filesystem::path file) : m_file(std::move(file)) {}

std::vector<reports::Event> MetricsReader::readNew() {
    m_restarted = false;
    const files::Descriptor descriptor(m_file, O_RDONLY);
    struct stat facts = {};
    if (!descriptor.valid() || ::fstat(descriptor.number(), &facts) != 0)
        return {};
    const auto size = static_cast<std::uintmax_t>(facts.st_size);
    const auto identity = std::exchange(m_identity, static_cast<std::uintmax_t>(facts.st_ino));
    if (size < m_offset || (identity != 0 && identity != m_identity)) {
        m_restarted = true;
        m_offset = 0;
    }
    std::vector<reports::Event> events;
    const std::string bytes = bytesFrom(descriptor.number(), m_offset, size);
    forEachLine(bytes, [&](const std::string& line) {
        m_offset += line.size() + 1;
        if (auto event = reports::fromJsonLine(line))
            events.push_back(std::move(*event));
    });
    return events;
}

} // namespace ld3m::projects
