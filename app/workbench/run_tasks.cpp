#include "app/workbench/run_tasks.h"

#include <QDesktopServices>
#include <QFileDialog>
#include <QFileInfo>
#include <QUrl>

#include "app/session/record_evaluation.h"
#include "app/workbench/actions.h"
#include "app/workbench/task_strip.h"
#include "core/base/error.h"
#include "core/base/text.h"
#include "core/projects/run_folder.h"
#include "core/projects/sheet_file.h"
#include "core/reports/evaluation_choice.h"
#include "widgets/figures/film.h"

namespace fs = std::filesystem;

namespace ld3m::workbench {

using session::BackgroundTask;
using session::TaskContext;
using widgets::BannerKind;

namespace {

QString text(const fs::path& path) {
    return QString::fromStdString(path.string());
}

QString percent(double accuracy) {
    return QString::number(100 * accuracy, 'f', 1);
}

QString sentenceOf(const reports::EvaluationTable& table, bool kept) {
    QString sentence = RunTasks::tr("Iteration %1 reaches %2 %")
                           .arg(table.iteration)
                           .arg(percent(reports::accuracyOf(table).value_or(0)));
    if (const auto baseline = reports::accuracyOf(table, "random real"))
        sentence += RunTasks::tr(", as many random real images %1 %").arg(percent(*baseline));
    return kept ? sentence + QLatin1Char('.')
                : sentence +
                      RunTasks::tr("; another process writes this run, so the table is not kept with it.");
}

void openFolder(const fs::path& folder) {
    QDesktopServices::openUrl(QUrl::fromLocalFile(text(folder)));
}

/// Nobody's files are overwritten. @throws base::InputError
void requireFree(const fs::path& to) {
    if (fs::exists(to) && !fs::is_empty(to))
        throw base::InputError(base::text(to.string(), " is not empty; give a new folder."));
}

} // namespace

RunTasks::RunTasks(Actions& actions, session::Workspace& workspace, session::Tools tools, TaskStrip& strip,
                   Tell tell, std::function<std::int64_t()> shownIteration, Classes chosenClasses,
                   QWidget* window)
    : QObject(window), m_actions(actions), m_workspace(workspace), m_tools(std::move(tools)), m_strip(strip),
      m_tell(std::move(tell)), m_shownIteration(std::move(shownIteration)),
      m_chosenClasses(std::move(chosenClasses)), m_window(window) {
    connect(actions.evaluateNow, &QAction::triggered, this, &RunTasks::evaluate);
    connect(actions.exportSet, &QAction::triggered, this, &RunTasks::chooseSetFolder);
    connect(actions.exportFigures, &QAction::triggered, this, &RunTasks::chooseFiguresFolder);
    connect(actions.exportFilm, &QAction::triggered, this, &RunTasks::chooseFilmFile);
    connect(&workspace, &session::Workspace::shownChanged, this, &RunTasks::updateActions);
    updateActions();
}

void RunTasks::evaluate() {
    const session::RunHistory* run = m_workspace.shown();
    if (!run)
        return;
    const fs::path folder = run->runFolder();
    const bool own = m_workspace.shownIsOn();
    const std::int64_t wanted = m_shownIteration();
    const auto work = [this, folder, own, wanted, evaluate = m_tools.evaluate,
                       settings = projectsProtocol(folder)](TaskContext& context) {
        const auto of = projects::RunFolder::open(folder);
        const reports::EvaluationTable table =
            evaluate(folder, of.nearestCheckpoint(wanted), settings.value_or(of.recipe().evaluation),
                     context.control, context.published);
        const bool kept = session::recordEvaluation(folder, table, own);
        context.deliver([this, folder, table, kept] {
            m_workspace.noteEvaluation(folder, table, kept);
            m_tell(BannerKind::notice, sentenceOf(table, kept), {}, {});
        });
    };
    begin(m_evaluating, new BackgroundTask(tr("Evaluating near iteration %1").arg(wanted), work, this));
}

std::optional<settings::EvaluationSettings> RunTasks::projectsProtocol(const fs::path& run) const {
    const projects::Project* project = m_workspace.project();
    if (project && run.parent_path() == project->runsFolder())
        return m_workspace.recipe().evaluation;
    return std::nullopt;
}

void RunTasks::exportSet(const fs::path& to) {
    const session::RunHistory* run = m_workspace.shown();
    if (!run)
        return;
    const auto work = [this, to, folder = run->runFolder(), wanted = m_shownIteration(),
                       write = m_tools.export_set](TaskContext& context) {
        requireFree(to);
        const std::int64_t iteration = projects::RunFolder::open(folder).nearestCheckpoint(wanted);
        const session::ExportedSet set = write(folder, iteration, to, context.control, context.published);
        context.deliver([this, to, set] {
            QString sentence =
                tr("%1 images of iteration %2 are in %3.").arg(set.images).arg(set.iteration).arg(text(to));
            for (const std::string& part : set.left_out)
                sentence += tr(" Left out: %1").arg(QString::fromStdString(part));
            m_tell(BannerKind::notice, sentence, tr("Open the folder"), [to] { openFolder(to); });
        });
    };
    begin(m_exporting, new BackgroundTask(tr("Exporting the distilled set"), work, this));
}

void RunTasks::exportFigures(const fs::path& to) {
    const session::RunHistory* run = m_workspace.shown();
    if (!run)
        return;
    const auto work = [this, to, folder = run->runFolder(),
                       draw = m_tools.draw_figures](TaskContext& context) {
        requireFree(to);
        draw(folder, to, context.control);
        context.deliver([this, to] {
            m_tell(BannerKind::notice, tr("The figures are in %1.").arg(text(to)), tr("Open the folder"),
                   [to] { openFolder(to); });
        });
    };
    begin(m_exporting, new BackgroundTask(tr("Drawing the figures"), work, this));
}

void RunTasks::exportFilm(const fs::path& file, const std::vector<std::string>& classes) {
    const session::RunHistory* run = m_workspace.shown();
    if (!run)
        return;
    const auto work = [this, file, classes, folder = run->runFolder()](TaskContext& context) {
        const auto of = projects::RunFolder::open(folder);
        const std::vector<std::int64_t> sheets = of.sheets();
        std::size_t at = 0;
        const QString problem =
            widgets::writeFilm(text(file), {.classes = classes}, [&]() -> std::optional<reports::ImageSheet> {
                context.control.checkpoint();
                context.published.progress.publish({"Frames", std::int64_t(at), std::int64_t(sheets.size())});
                return at < sheets.size() ? std::optional(projects::readSheet(of.sheetFile(sheets[at++])))
                                          : std::nullopt;
            });
        if (!problem.isEmpty())
            throw base::InputError(problem.toStdString());
        context.deliver([this, file, frames = sheets.size()] {
            m_tell(BannerKind::notice, tr("A film of %1 frames is in %2.").arg(frames).arg(text(file)),
                   tr("Open the folder"), [file] { openFolder(file.parent_path()); });
        });
    };
    begin(m_exporting, new BackgroundTask(tr("Making the film"), work, this));
}

void RunTasks::begin(QPointer<BackgroundTask>& slot, BackgroundTask* task) {
    slot = task;
    m_strip.show(task);
    connect(task, &BackgroundTask::failed, this,
            [this](const QString& sentence) { m_tell(BannerKind::warning, sentence, {}, {}); });
    connect(task, &BackgroundTask::ended, this, [this, task] {
        task->deleteLater();
        (m_evaluating == task ? m_evaluating : m_exporting).clear();
        updateActions();
    });
    updateActions();
}

void RunTasks::updateActions() {
    const bool shown = m_workspace.shown() != nullptr;
    m_actions.evaluateNow->setEnabled(shown && m_tools.evaluate && !m_evaluating);
    m_actions.exportSet->setEnabled(shown && m_tools.export_set && !m_exporting);
    m_actions.exportFigures->setEnabled(shown && m_tools.draw_figures && !m_exporting);
    m_actions.exportFilm->setEnabled(shown && !m_exporting);
}

// A new folder is named, not an existing one chosen: an export never goes into a folder that holds something.
void RunTasks::chooseSetFolder() {
    const fs::path beside = m_workspace.shown()->runFolder();
    const QString chosen =
        QFileDialog::getSaveFileName(m_window, tr("A new folder for the distilled set"),
                                     text(beside.parent_path() / (beside.filename().string() + "-set")));
    if (!chosen.isEmpty())
        exportSet(chosen.toStdString());
}

void RunTasks::chooseFiguresFolder() {
    const fs::path beside = m_workspace.shown()->runFolder();
    const QString chosen =
        QFileDialog::getSaveFileName(m_window, tr("A new folder for the figures"), text(beside / "figures"));
    if (!chosen.isEmpty())
        exportFigures(chosen.toStdString());
}

void RunTasks::chooseFilmFile() {
    const fs::path beside = m_workspace.shown()->runFolder();
    QString chosen =
        QFileDialog::getSaveFileName(m_window, tr("A film of the run"), text(beside / "film.apng"),
                                     tr("Animated PNG (*.apng *.png);;GIF (*.gif)"));
    if (chosen.isEmpty())
        return;
    if (QFileInfo(chosen).suffix().isEmpty())
        chosen += ".apng";
    exportFilm(chosen.toStdString(), m_chosenClasses());
}

} // namespace ld3m::workbench
