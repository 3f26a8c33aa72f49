#include "app/session/run_history.h"

#include <algorithm>

namespace ld3m::session {

RunHistory::RunHistory(std::filesystem::path runFolder, QObject* parent)
    : QObject(parent), m_runFolder(std::move(runFolder)), m_reader(m_runFolder) {
    connect(&m_reader, &FolderReader::loaded, this, &RunHistory::sheetLoaded);
    connect(&m_reader, &FolderReader::failed, this, &RunHistory::sheetFailed);
    connect(&m_reader, &FolderReader::listed, this, [this](const std::vector<std::int64_t>& iterations) {
        m_storedSheets = iterations;
        Q_EMIT storedSheetsChanged();
    });
    connect(&m_reader, &FolderReader::described, this, [this](const projects::RunFolder& run) {
        m_run = run;
        Q_EMIT described();
    });
    m_reader.requestList();
}

void RunHistory::follow(RunFeed& feed) {
    connect(&feed, &RunFeed::reported, this, [this](const std::vector<reports::IterationReport>& batch) {
        const std::size_t first = m_reports.size();
        m_reports.insert(m_reports.end(), batch.begin(), batch.end());
        Q_EMIT reportsAppended(first);
    });
    connect(&feed, &RunFeed::evaluated, this, &RunHistory::noteEvaluation);
    connect(&feed, &RunFeed::settingChanged, this, [this](const reports::SettingChange& change) {
        m_changes.push_back(change);
        Q_EMIT settingChanged(change);
    });
    connect(&feed, &RunFeed::stateChanged, this, [this](const reports::StateChange& change) {
        m_state = change;
        m_reader.requestList();
        Q_EMIT stateChanged(change);
    });
    connect(&feed, &RunFeed::sheetArrived, this, [this](const reports::ImageSheet& sheet) {
        m_latestSheet = sheet;
        Q_EMIT latestSheetChanged();
        m_reader.requestList(); // the newest one wins on the way here, the disk has them all
    });
    connect(&feed, &RunFeed::sheetsListed, this, [this](const std::vector<std::int64_t>& iterations) {
        m_storedSheets = iterations;
        Q_EMIT storedSheetsChanged();
    });
    connect(&feed, &RunFeed::restarted, this, &RunHistory::clear);
}

std::int64_t RunHistory::iterations() const {
    if (!m_run)
        return 0;
    std::int64_t iterations = m_run->recipe().distillation.iterations;
    for (const reports::SettingChange& change : m_changes)
        if (const auto* after = std::get_if<std::int64_t>(&change.after);
            after && change.key == "distillation.iterations")
            iterations = *after;
    return iterations;
}

const reports::EvaluationTable* RunHistory::evaluationAt(std::int64_t iteration) const {
    const reports::EvaluationTable* found = nullptr;
    for (const reports::EvaluationTable& table : m_evaluations)
        if (table.iteration <= iteration)
            found = &table;
    return found;
}

void RunHistory::noteEvaluation(const reports::EvaluationTable& table) {
    const auto place =
        std::ranges::upper_bound(m_evaluations, table.iteration, {}, &reports::EvaluationTable::iteration);
    const bool last = place == m_evaluations.end();
    m_evaluations.insert(place, table);
    Q_EMIT evaluated(table);
    if (!last)
        Q_EMIT evaluationInserted();
}

void RunHistory::clear() {
    m_reports.clear();
    m_evaluations.clear();
    m_changes.clear();
    m_storedSheets.clear();
    m_latestSheet.reset();
    m_state = {};
    Q_EMIT cleared();
}

} // namespace ld3m::session
