#include "app/session/run_summary.h"

#include "core/base/error.h"
#include "core/base/log.h"
#include "core/base/text.h"
#include "core/projects/run_lock.h"
#include "core/reports/evaluation_choice.h"

namespace ld3m::session {

using reports::RunState;

namespace {

// A run's metrics hold no states, so that those of a paused or resumed run equal those of an undisturbed one.
RunState stateOf(const RunSummary& run) {
    if (run.held)
        return run.iteration == 0 ? RunState::preparing : RunState::running;
    if (run.checkpoint >= run.iterations)
        return RunState::finished;
    return run.checkpoint >= run.iteration ? RunState::stopped : RunState::running;
}

} // namespace

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
    return reports::accuracyOf(table);
}

RunSummarizer::RunSummarizer(const std::filesystem::path& folder)
    : m_run(projects::RunFolder::open(folder)), m_reader(m_run.metricsFile()) {
    m_summary.folder = folder;
    m_summary.parent = m_run.provenance().parent;
    m_summary.parent_iteration = m_run.provenance().parent_iteration;
    m_summary.created = m_run.provenance().created;
    m_summary.iterations = m_run.recipe().distillation.iterations;
}

const RunSummary& RunSummarizer::update() {
    if (!projects::RunFolder::isRun(m_run.path()))
        throw base::InputError(
            base::text("The run ", m_run.path().string(), " is gone; its run.toml is missing."));
    m_summary.held = projects::RunLock::held(m_run.lockFile());
    const std::vector<reports::Event> events = m_reader.readNew();
    if (m_reader.restarted()) { // cut back by a resume
        m_summary.iteration = 0;
        m_summary.iterations = m_run.recipe().distillation.iterations;
        m_summary.accuracy.reset();
    }
    for (const reports::Event& event : events)
        take(event);
    const std::vector<std::int64_t> checkpoints = m_run.checkpoints();
    m_summary.checkpoint = checkpoints.empty() ? -1 : checkpoints.back();
    m_summary.state = stateOf(m_summary);
    takeNotes();
    return m_summary;
}

void RunSummarizer::takeNotes() {
    std::error_code none;
    const auto written = std::filesystem::last_write_time(projects::notesFile(m_run.path()), none);
    if (none || written != m_noted) {
        try {
            m_summary.notes = none ? projects::RunNotes() : projects::readNotes(m_run.path());
        } catch (const base::InputError& broken) { // the run is as good without
            base::log::warning(broken.what());
        }
        m_noted = none ? std::filesystem::file_time_type() : written;
    }
    const std::string& own = m_run.provenance().name;
    m_summary.name = !m_summary.notes.name.empty() ? m_summary.notes.name : own.empty() ? m_run.id() : own;
}

void RunSummarizer::take(const reports::Event& event) {
    if (const auto* report = std::get_if<reports::IterationReport>(&event)) {
        m_summary.iteration = report->iteration;
    } else if (const auto* table = std::get_if<reports::EvaluationTable>(&event)) {
        m_summary.accuracy = syntheticAccuracy(*table);
    } else if (const auto* change = std::get_if<reports::SettingChange>(&event);
               change && change->key == "distillation.iterations") {
        if (const auto* iterations = std::get_if<std::int64_t>(&change->after))
            m_summary.iterations = *iterations;
    }
}

} // namespace ld3m::session
