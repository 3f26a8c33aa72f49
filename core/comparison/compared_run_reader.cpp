#include "core/comparison/compared_run_reader.h"

#include <algorithm>
#include <limits>

#include "core/base/error.h"
#include "core/base/text.h"
#include "core/projects/run_lock.h"
#include "core/projects/run_notes.h"
#include "core/projects/run_result.h"
#include "core/projects/stored_evaluations.h"

namespace ld3m::comparison {

using reports::EvaluationTable;

namespace {

/// What no comparison asks for, and of a thousand classes a million numbers.
EvaluationTable withoutClasses(EvaluationTable table) {
    for (reports::EvaluationRow& row : table.rows) {
        row.class_accuracies = {};
        row.confusion = {};
    }
    table.classes = {};
    return table;
}

} // namespace

ComparedRunReader::ComparedRunReader(const std::filesystem::path& folder)
    : m_folder(projects::RunFolder::open(folder)), m_metrics(m_folder.metricsFile()) {
    m_run.recipe = m_folder.recipe();
}

bool ComparedRunReader::update() {
    if (!projects::RunFolder::isRun(m_folder.path()))
        throw base::InputError(
            base::text("The run ", m_folder.path().string(), " is gone; its run.toml is missing."));
    bool news = readMetrics();
    news = readEvaluations() || news;
    news = describe() || news; // after the metrics, which say how far it is
    std::vector<std::int64_t> sheets = m_folder.sheets();
    news = news || sheets != m_sheets;
    m_sheets = std::move(sheets);
    return news;
}

/// Name, length and state, as the tree of runs has them.
bool ComparedRunReader::describe() {
    std::string name = m_folder.name();
    try {
        if (const projects::RunNotes notes = projects::readNotes(m_folder.path()); !notes.name.empty())
            name = notes.name;
    } catch (const base::InputError&) {
        // The run is as good without; the tree of runs says what is wrong with its notes.
    }
    std::int64_t iterations = m_run.recipe.distillation.iterations;
    for (const reports::SettingChange& change : m_run.changes)
        if (const auto* after = std::get_if<std::int64_t>(&change.after);
            after && change.key == "distillation.iterations")
            iterations = *after;
    const std::vector<std::int64_t> checkpoints = m_folder.checkpoints();
    const reports::RunState state =
        projects::stateByFolder(projects::RunLock::held(m_folder.lockFile()), m_run.iteration, iterations,
                                checkpoints.empty() ? -1 : checkpoints.back());
    m_renamed = !m_run.name.empty() && m_run.name != name;
    const bool news = m_run.name != name || m_run.iterations != iterations || m_run.state != state;
    m_run.name = std::move(name);
    m_run.iterations = iterations;
    m_run.state = state;
    return news;
}

bool ComparedRunReader::readMetrics() {
    m_knownBefore = m_reports.size();
    std::vector<reports::Event> events = m_metrics.readNew();
    if (m_metrics.restarted()) { // cut back by a resume
        m_reports.clear();
        m_told.clear();
        m_run.changes.clear();
        m_run.iteration = 0;
        m_run.loss = m_run.recent_loss = m_run.iteration_seconds = std::nullopt;
        m_knownBefore = 0;
    }
    for (reports::Event& event : events)
        if (auto* report = std::get_if<reports::IterationReport>(&event)) {
            report->class_losses = {}; // of a thousand classes they are nearly all of a report
            m_reports.push_back(std::move(*report));
        } else if (auto* change = std::get_if<reports::SettingChange>(&event)) {
            m_run.changes.push_back(std::move(*change));
        } else if (auto* table = std::get_if<EvaluationTable>(&event)) {
            m_told.push_back(withoutClasses(std::move(*table)));
        }
    takeReports(m_run, m_reports);
    return !events.empty() || m_metrics.restarted();
}

bool ComparedRunReader::readEvaluations() {
    std::vector<std::pair<std::int64_t, std::filesystem::file_time_type>> stamp;
    for (const std::int64_t iteration : m_folder.evaluations()) {
        std::error_code gone;
        stamp.emplace_back(iteration,
                           std::filesystem::last_write_time(m_folder.evaluationFile(iteration), gone));
    }
    const bool changed = stamp != m_storedStamp;
    if (changed) {
        m_stored.clear();
        for (EvaluationTable& table : projects::storedEvaluations(m_folder))
            m_stored.push_back(withoutClasses(std::move(table)));
    }
    m_storedStamp = std::move(stamp);
    m_run.evaluations = projects::withTold(m_stored, m_told);
    return changed;
}

CurveBatch ComparedRunReader::curves(std::size_t first) const {
    CurveBatch batch;
    for (std::size_t i = first; i < m_reports.size(); ++i) {
        const reports::IterationReport& report = m_reports[i];
        batch.iterations.push_back(static_cast<double>(report.iteration));
        batch.losses.push_back(report.loss);
        batch.latent_norms.push_back(report.latent_grad_norm);
        batch.conditioning_norms.push_back(report.conditioning_grad_norm > 0
                                               ? report.conditioning_grad_norm
                                               : std::numeric_limits<double>::quiet_NaN());
    }
    return batch;
}

} // namespace ld3m::comparison
