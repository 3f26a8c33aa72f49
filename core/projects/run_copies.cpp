#include "core/projects/run_copies.h"

#include <cerrno>
#include <span>

#include <fcntl.h>

#include "core/files/atomic_file.h"

namespace ld3m::projects {

RunCopies::RunCopies(const RunFolder& folder)
    : m_folder(folder), m_reader(folder.metricsFile()), m_numbers{.began = secondsOf(folder.provenance())},
      m_events(m_numbers.began), m_wall(m_numbers.began) {}

void RunCopies::update(bool tensorboard, bool csv) {
    if (!tensorboard && !csv)
        return;
    for (const reports::Event& event : m_reader.readNew())
        m_numbers.take(event);
    if (tensorboard)
        appendEvents();
    if (csv)
        files::writeAtomically(m_folder.path() / "metrics.csv", toCsv(m_numbers));
}

/// A run that is taken up writes what its checkpoint holds again: an older file would show some steps twice.
void RunCopies::beginEvents() {
    namespace fs = std::filesystem;
    const fs::path folder = m_folder.path() / "tensorboard";
    std::error_code error;
    fs::create_directories(folder, error);
    if (error)
        refuseWrite(folder, error.value());
    for (const auto& entry : fs::directory_iterator(folder))
        if (entry.path().filename().string().starts_with("events.out.tfevents."))
            fs::remove(entry.path(), error);
    m_eventFile = folder / m_events.newName();
    m_descriptor = files::Descriptor(m_eventFile, O_WRONLY | O_CREAT | O_APPEND);
    if (!m_descriptor.valid())
        refuseWrite(m_eventFile, errno);
}

void RunCopies::appendEvents() {
    if (!m_descriptor.valid())
        beginEvents();
    RunNumbers news{.began = m_wall};
    news.iterations.assign(m_numbers.iterations.begin() + std::ptrdiff_t(m_iterations),
                           m_numbers.iterations.end());
    news.evaluations.assign(m_numbers.evaluations.begin() + std::ptrdiff_t(m_evaluations),
                            m_numbers.evaluations.end());
    addScalars(m_events, news);
    const std::string records = m_events.take();
    if (const int error = m_descriptor.writeAll(std::as_bytes(std::span(records))))
        refuseWrite(m_eventFile, error);
    m_iterations = m_numbers.iterations.size();
    m_evaluations = m_numbers.evaluations.size();
    for (const reports::IterationReport& report : news.iterations)
        m_wall += report.seconds;
}

} // namespace ld3m::projects
