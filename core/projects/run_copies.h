// What other programs read of a run while it goes on: TensorBoard's event files and a table, both made of
// metrics.jsonl.
#pragma once

#include "core/files/descriptor.h"
#include "core/projects/metrics_file.h"
#include "core/projects/run_numbers.h"

namespace ld3m::projects {

class RunCopies {
public:
    /// `folder` must stay. Event files of an earlier start of the run are replaced at the first update().
    explicit RunCopies(const RunFolder& folder);

    /// Brings the copies that are asked for up to metrics.jsonl: tensorboard/events.out.tfevents.* grows,
    /// metrics.csv is written anew. @throws base::RunError
    void update(bool tensorboard, bool csv);

private:
    void beginEvents();
    void appendEvents();

    const RunFolder& m_folder;
    MetricsReader m_reader;
    RunNumbers m_numbers;
    // The event file, and what of the numbers is in it.
    files::EventFile m_events;
    std::filesystem::path m_eventFile;
    files::Descriptor m_descriptor;
    std::size_t m_iterations = 0;
    std::size_t m_evaluations = 0;
    double m_wall;
};

} // namespace ld3m::projects
