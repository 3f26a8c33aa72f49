// Everything known of one run: loaded from its folder or told live. Pages read it; it knows no page.
#pragma once

#include <filesystem>
#include <optional>
#include <vector>

#include "app/session/folder_reader.h"
#include "app/session/run_feed.h"

namespace ld3m::session {

class RunHistory : public QObject {
    Q_OBJECT
public:
    /// Empty until follow(). Stored sheets come from `runFolder`.
    explicit RunHistory(std::filesystem::path runFolder, QObject* parent = nullptr);

    /// Takes what `feed` says from now on.
    void follow(RunFeed& feed);

    const std::filesystem::path& runFolder() const { return m_runFolder; }
    const std::vector<reports::IterationReport>& reports() const { return m_reports; }
    const std::vector<reports::EvaluationTable>& evaluations() const { return m_evaluations; }
    const std::vector<reports::SettingChange>& changes() const { return m_changes; }
    const std::vector<std::int64_t>& storedSheets() const { return m_storedSheets; }
    const std::optional<reports::ImageSheet>& latestSheet() const { return m_latestSheet; }
    const reports::StateChange& state() const { return m_state; }
    /// What run.toml says; nothing until it was read.
    const std::optional<projects::RunFolder>& run() const { return m_run; }
    std::int64_t lastIteration() const { return m_reports.empty() ? 0 : m_reports.back().iteration; }
    /// Length of the run, as it was last set; 0 until run.toml was read.
    std::int64_t iterations() const;
    /// What the images were evaluated to when `iteration` was shown: the newest table up to it; null before
    /// the first.
    const reports::EvaluationTable* evaluationAt(std::int64_t iteration) const;

    /// An evaluation that somebody asked for, which no feed tells.
    void noteEvaluation(const reports::EvaluationTable& table);

    /// Answered by sheetLoaded(), unless another request overtakes it.
    void requestSheet(std::int64_t iteration) { m_reader.request(iteration); }

Q_SIGNALS:
    /// reports()[first] and following are new.
    void reportsAppended(std::size_t first);
    void evaluated(const ld3m::reports::EvaluationTable& table);
    /// The one just told stands before others: evaluations() are in the order of their iterations.
    void evaluationInserted();
    void settingChanged(const ld3m::reports::SettingChange& change);
    void stateChanged(const ld3m::reports::StateChange& change);
    void storedSheetsChanged();
    void latestSheetChanged();
    void sheetLoaded(const ld3m::reports::ImageSheet& sheet);
    void sheetFailed(const QString& sentence);
    void described();
    /// Everything was forgotten; it will be told anew.
    void cleared();

private:
    void clear();

    std::filesystem::path m_runFolder;
    std::vector<reports::IterationReport> m_reports;
    std::vector<reports::EvaluationTable> m_evaluations;
    std::vector<reports::SettingChange> m_changes;
    std::vector<std::int64_t> m_storedSheets;
    std::optional<reports::ImageSheet> m_latestSheet;
    reports::StateChange m_state;
    std::optional<projects::RunFolder> m_run;
    FolderReader m_reader;
};

} // namespace ld3m::session
