#include "core/distillation/run_record.h"

#include "core/base/error.h"
#include "core/distillation/checkpoint.h"
#include "core/files/atomic_file.h"
#include "core/images/contact_sheet.h"
#include "core/images/image_file.h"
#include "core/projects/sheet_file.h"
#include "core/reports/run_events_json.h"

namespace ld3m::distillation {
namespace {

constexpr int kPictureScale = 3;

} // namespace

RunRecord::RunRecord(const projects::RunFolder& folder, reports::Published& published)
    : m_folder(folder), m_published(published), m_metrics(folder.metricsFile()), m_copies(folder) {}

void RunRecord::event(const reports::Event& event) {
    m_metrics.append(event);
    m_published.events.send(event);
}

void RunRecord::sheet(const reports::ImageSheet& sheet) {
    projects::writeSheet(m_folder.sheetFile(sheet.iteration), sheet);
    m_published.sheet.publish(sheet);
}

void RunRecord::evaluation(const reports::EvaluationTable& table) {
    files::writeAtomically(m_folder.evaluationFile(table.iteration), reports::toJsonLine(table) + "\n");
    event(table);
}

void RunRecord::checkpoint(const LearnableState& state, const settings::Recipe& recipe) {
    const auto file = m_folder.checkpointFile(state.iteration);
    m_metrics.sync();
    writeCheckpoint(file, state, recipe);
    m_copies.update(recipe.run.tensorboard, recipe.run.csv);
    // The file is the record; a line in the metrics would make a resumed run's differ from an uninterrupted
    // one's.
    m_published.events.send(reports::CheckpointWritten{
        state.iteration, std::filesystem::relative(file, m_folder.path()).string()});
}

bool RunRecord::showStoredSheet(std::int64_t iteration) {
    const auto file = m_folder.sheetFile(iteration);
    if (!std::filesystem::exists(file))
        return false;
    try {
        const reports::ImageSheet sheet = projects::readSheet(file);
        m_published.sheet.publish(sheet);
        pictures(sheet);
        return true;
    } catch (const base::InputError&) { // broken: it is made again
        return false;
    }
}

bool RunRecord::hasEvaluation(std::int64_t iteration) const {
    return std::filesystem::exists(m_folder.evaluationFile(iteration));
}

bool RunRecord::hasCheckpoint(std::int64_t iteration) const {
    return std::filesystem::exists(m_folder.checkpointFile(iteration));
}

void RunRecord::pictures(const reports::ImageSheet& sheet) const {
    if (!images::canReadImages())
        return;
    const auto folder = m_folder.sheetFile(sheet.iteration).parent_path();
    const images::Rgb8 picture = images::contactSheet(sheet, kPictureScale);
    images::writePng(folder / (sheet.iteration == 0 ? "first.png" : "last.png"), picture);
}

} // namespace ld3m::distillation
