// metrics.jsonl: append-only, one event a line. A torn last line (kill, power cut) is dropped when reading.
#pragma once

#include <cstdint>
#include <filesystem>
#include <vector>

#include "core/reports/run_events.h"

namespace ld3m::projects {

/// What a run's files say when the disk refuses. @throws base::RunError, always
[[noreturn]] void refuseWrite(const std::filesystem::path& file, int errorNumber);

class MetricsWriter {
public:
    /// Opens for appending; cuts a torn last line first. @throws base::RunError
    explicit MetricsWriter(std::filesystem::path file);
    ~MetricsWriter();
    MetricsWriter(const MetricsWriter&) = delete;
    MetricsWriter& operator=(const MetricsWriter&) = delete;

    /// Writes one whole line with one system call. @throws base::RunError (disk full), the file's earlier
    /// lines intact.
    void append(const reports::Event& event);
    /// To stable storage; called with each checkpoint.
    void sync();

    /// Drops every event after `iteration`, so that a resumed run writes them again; call it before opening a
    /// writer. Lines of kinds that this version does not know stay. Atomic. @throws base::RunError
    static void truncateAfter(const std::filesystem::path& file, std::int64_t iteration);

private:
    std::filesystem::path m_file;
    int m_descriptor = -1;
};

/// Follows a file that this or another process writes.
class MetricsReader {
public:
    explicit MetricsReader(std::filesystem::path file);
    /// Complete lines added since the last call. A file that is not there yet has none.
    std::vector<reports::Event> readNew();
    /// The last readNew() found the file cut or replaced (a resumed run drops what it will write again) and
    /// began from its start: forget what earlier calls returned.
    bool restarted() const { return m_restarted; }

private:
    std::filesystem::path m_file;
    std::uintmax_t m_offset = 0;
    std::uintmax_t m_identity = 0; ///< the file's number on its disk; 0 before the first look
    bool m_restarted = false;
};

} // namespace ld3m::projects
