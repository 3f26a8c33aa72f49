#include "app/session/run_summary.h"

#include "core/projects/run_folder.h"
#include "core/projects/run_lock.h"

namespace ld3m::session {

using reports::RunState;

bool RunSummary::interrupted() const {
    return !held && state != RunState::finished && state != RunState::stopped && state != RunState::failed;
}

bool RunSummary::resumable() const {
    return !held && state != RunState::finished && checkpoint >= 0 && checkpoint < iterations;
}

std::string badgeOf(const RunSummary& summary) {
    return summary.interrupted() ? "interrupted" : reports::nameOf(summary.state);
}

std::optional<double> syntheticAccuracy(const reports::EvaluationTable& table) {
    double sum = 0;
    int count = 0;
    for (const reports::EvaluationRow& row : table.rows) {
        if (row.set != "synthetic")
            continue;
        sum += row.mean();
        ++count;
    }
    return count == 0 ? std::nullopt : std::optional(sum / count);
}

RunSummarizer::RunSummarizer(const std::filesystem::path& folder)
    : m_reader(projects::RunFolder::open(folder).metricsFile()) {
    const projects::RunFolder run = projects::RunFolder::open(folder);
    m_summary.folder = folder;
    m_summary.name = run.provenance().name.empty() ? run.id() : run.provenance().name;
    m_summary.created = run.provenance().created;
    m_summary.iterations = run.recipe().distillation.iterations;
}

const RunSummary& RunSummarizer::update() {
    const projects::RunFolder run = projects::RunFolder::open(m_summary.folder);
    m_summary.held = projects::RunLock::held(run.lockFile());
    const std::vector<reports::Event> events = m_reader.readNew();
    if (m_reader.restarted()) { // cut back by a resume
        m_summary.iteration = 0;
        m_summary.accuracy.reset();
    }
    for (const reports::Event& event : events) {
        if (const auto* report = std::get_if<reports::IterationReport>(&event))
            m_summary.iteration = report->iteration;
        else if (const auto* table = std::get_if<reports::EvaluationTable>(&event))
            m_summary.accuracy = syntheticAccuracy(*table);
        else if (const auto* change = std::get_if<reports::StateChange>(&event))
            m_summary.state = change->state;
        else if (const auto* setting = std::get_if<reports::SettingChange>(&event);
                 setting && setting->key == "distillation.iterations")
            m_summary.iterations = std::get<std::int64_t>(setting->after);
    }
    const std::vector<std::int64_t> checkpoints = run.checkpoints();
    m_summary.checkpoint = checkpoints.empty() ? -1 : checkpoints.back();
    return m_summary;
}

} // namespace ld3m::session
