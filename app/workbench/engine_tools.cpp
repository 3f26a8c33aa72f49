#include "app/workbench/engine_tools.h"

#include <memory>
#include <mutex>

#include <QCoreApplication>
#include <QProcess>

#include "core/base/error.h"
#include "core/data/dataset_facts.h"
#include "core/diagnostics/diagnose.h"
#include "core/diagnostics/image_study.h"
#include "core/diagnostics/step_explorer.h"
#include "core/diffusion/checkpoint_report.h"
#include "core/distillation/evaluate_run.h"
#include "core/distillation/preflight.h"
#include "core/sets/export_run.h"

namespace ld3m::workbench {
namespace {

constexpr int kPollMilliseconds = 50;

/// A tool that remembers: an abandoned use of it may still be unwinding when the next one begins.
template<typename Tool>
struct OneAtATime {
    std::mutex mutex;
    Tool tool;
};

session::FolderLook lookInto(const std::filesystem::path& folder) {
    const data::DatasetFacts facts = data::factsOf(folder);
    session::FolderLook look;
    look.folder = folder;
    look.identity = data::identityOf(facts);
    for (const data::ClassCount& one : facts.classes)
        look.classes.push_back({one.name, one.train, one.test});
    look.smallest_side = facts.sizes.smallestSide();
    look.largest_side = facts.sizes.largestShortSide();
    look.notes = data::notesOn(facts);
    look.has_test = facts.hasTest();
    look.cifar10 = facts.known == data::Known::cifar10;
    look.imagenet = facts.ofImageNet();
    return look;
}

session::ExportedSet exportSet(const std::filesystem::path& run, std::int64_t iteration,
                               const std::filesystem::path& to, jobs::Control& control,
                               reports::Published& published) {
    const sets::Exported exported = sets::exportRun(run, iteration, to, {}, control, published);
    return {exported.iteration, exported.images, exported.left_out};
}

session::CheckpointLook examine(const std::filesystem::path& file) {
    const diffusion::CheckpointReport report = diffusion::examineCheckpoint(file);
    return {report.kind, report.verdict, report.usable};
}

/// In a process of its own: drawing a page of vectors takes longer than a window may stand still.
void drawFigures(const std::filesystem::path& run, const std::filesystem::path& to, jobs::Control& control) {
    QProcess process;
    QProcessEnvironment environment = QProcessEnvironment::systemEnvironment();
    environment.insert("QT_QPA_PLATFORM", "offscreen");
    process.setProcessEnvironment(environment);
    process.start(QCoreApplication::applicationFilePath(), {"--render", QString::fromStdString(run.string()),
                                                            "--to", QString::fromStdString(to.string())});
    while (!process.waitForFinished(kPollMilliseconds) && process.state() != QProcess::NotRunning) {
        if (control.stopAsked())
            process.kill();
        control.checkpoint();
    }
    if (process.exitStatus() == QProcess::NormalExit && process.exitCode() == 0)
        return;
    const QString said = QString::fromUtf8(process.readAllStandardError()).trimmed();
    throw base::RunError(said.isEmpty() ? "The figures could not be drawn." : said.toStdString());
}

} // namespace

session::Tools engineTools() {
    session::Tools tools;
    tools.preflight = [preflight = std::make_shared<OneAtATime<distillation::Preflight>>()](
                          const auto& recipe, const auto& runs, const auto& watch) {
        const std::lock_guard turn(preflight->mutex);
        return preflight->tool.check(recipe, runs, watch);
    };
    tools.explore_steps = diagnostics::exploreSteps;
    tools.diagnose = diagnostics::diagnose;
    tools.evaluate = [](const auto& run, std::int64_t iteration, const auto& evaluation, auto& control,
                        auto& published) {
        return distillation::evaluateRun(run, iteration, evaluation, control, published);
    };
    tools.export_set = exportSet;
    tools.draw_figures = drawFigures;
    tools.look_into = lookInto;
    tools.examine = examine;
    tools.study_image = [study = std::make_shared<diagnostics::ImageStudy>()](
                            const auto& question, const auto& watch) { study->ask(question, watch); };
    return tools;
}

} // namespace ld3m::workbench
