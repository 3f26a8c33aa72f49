#include "app/workbench/guide_pictures.h"

#include <QApplication>
#include <QLineEdit>
#include <QMenu>
#include <QMenuBar>
#include <QPushButton>
#include <QTableView>
#include <QToolButton>

#include "app/workbench/actions.h"
#include "app/workbench/branch_dialog.h"
#include "app/workbench/command_palette.h"
#include "app/workbench/compare_page.h"
#include "app/workbench/diagnose_page.h"
#include "app/workbench/evaluation_dock.h"
#include "app/workbench/explorer_dock.h"
#include "app/workbench/images_project_dialog.h"
#include "app/workbench/live_page.h"
#include "app/workbench/new_projects.h"
#include "app/workbench/preflight_bar.h"
#include "app/workbench/recipe_dock.h"
#include "app/workbench/run_plots.h"
#include "app/workbench/runs_dock.h"
#include "app/workbench/sweep_page.h"
#include "app/workbench/window_pages.h"
#include "widgets/images/image_sheet_view.h"
#include "widgets/recipe/recipe_form.h"
#include "widgets/status/iteration_slider.h"
#include "widgets/tables/evaluation_table_view.h"

namespace ld3m::workbench {
namespace {

constexpr std::int64_t kWarm = 24;     ///< iterations after which a run of the demo is worth looking at
constexpr std::int64_t kTwinWarm = 16; ///< the same, of the second of two arms

QMenu* menuNamed(MainWindow& window, const QString& title) {
    for (QAction* action : window.menuBar()->actions())
        if (action->text().remove('&') == title)
            return action->menu();
    return nullptr;
}

} // namespace

std::vector<GuidePicture> guidePictures(MainWindow& window, session::Workspace& workspace,
                                        const GuideScene& scene) {
    const std::filesystem::path finishedRun = scene.finishedRun;
    const auto arms = std::make_shared<std::vector<std::filesystem::path>>(); // of the twin
    Actions& actions = window.actions();
    const auto dialog = [&window] { return window.findChild<ImagesProjectDialog*>(); };
    const auto branchDialog = [&window] { return window.findChild<BranchDialog*>(); };
    const auto palette = [&window] { return window.findChild<CommandPalette*>(); };
    const auto slider = [&window] { return window.livePage().slider(); };
    const auto lastIteration = [&workspace] {
        return workspace.sessionHistory() ? workspace.sessionHistory()->lastIteration() : -1;
    };
    const auto edit = [&window](const char* key, const QString& text) {
        window.recipeDock().form()->reveal(key);
        if (auto* line = qobject_cast<QLineEdit*>(window.recipeDock().form()->editorOf(key))) {
            line->setText(text);
            QMetaObject::invokeMethod(line, "editingFinished");
        }
    };
    return {
        {.name = "start"},
        {.name = "my-images",
         .act = [&window, images = scene.images] { window.findChild<NewProjects*>()->fromImages(images); },
         .ready =
             [dialog] {
                 const auto* run = dialog()->findChild<QPushButton*>("createAndRun");
                 return run && run->isEnabled();
             },
         .subject = dialog},
        {.name = "demo",
         .act =
             [&window, dialog] {
                 dialog()->reject();
                 window.openDemo();
             },
         .ready = [&workspace] { return workspace.project() != nullptr; }},
        {.name = "preflight",
         .act = [&window] { window.preflightBar().line()->setChecked(true); },
         .ready =
             [&window] {
                 const session::PreflightWatch& watch = window.preflightBar().watch();
                 return watch.report() && watch.isCurrent() && !watch.isChecking();
             }},
        {.name = "residual",
         .act =
             [&window] {
                 window.preflightBar().line()->setChecked(false);
                 window.recipeDock().form()->reveal("prior.residual_points");
             },
         .subject = [&window] { return &window.recipeDock(); }},
        {.name = "first-run",
         .act = [&actions] { actions.run->trigger(); },
         .ready = [lastIteration] { return lastIteration() >= kWarm; }},
        {.name = "live-edit",
         .act = [edit] { edit("distillation.latent_rate", "0.2"); },
         .ready =
             [&workspace, lastIteration] {
                 return !workspace.shown()->changes().empty() && lastIteration() >= kWarm + 8;
             }},
        {.name = "palette", .act = [&actions] { actions.palette->trigger(); }, .subject = palette},
        {.name = "twin",
         .act =
             [&workspace, palette] {
                 palette()->close();
                 workspace.afterStop([&workspace] {
                     workspace.startTwin({.change = {"prior.residual", std::string("off")}});
                 });
             },
         .ready =
             [&workspace] {
                 const session::RunPair& pair = workspace.pair();
                 return workspace.twin() && pair && pair.b->lastIteration() >= kTwinWarm;
             }},
        {.name = "branch",
         .act =
             [&workspace, &actions, arms] {
                 *arms = {workspace.pair().a->runFolder(), workspace.pair().b->runFolder()};
                 workspace.afterStop([&workspace, &actions, arms] {
                     workspace.show(arms->front());
                     actions.branch->trigger();
                 });
             },
         .ready = [branchDialog] { return branchDialog() != nullptr; },
         .subject = branchDialog},
        {.name = "runs",
         .act =
             [branchDialog, &actions] {
                 branchDialog()->reject();
                 actions.enqueue->trigger();
             },
         .subject = [&window] { return &window.runsDock(); }},
        {.name = "finished",
         .act = [&workspace, finishedRun] { workspace.open(finishedRun); },
         .ready =
             [&workspace, slider, finishedRun] {
                 return !workspace.isOn() && workspace.shown() && slider()->iteration() > 0 &&
                        workspace.shown()->runFolder() == finishedRun;
             }},
        {.name = "images",
         .act =
             [&window] {
                 widgets::ImageSheetView* sheet = window.livePage().sheetView();
                 sheet->select(3, 0);
                 Q_EMIT sheet->imageSelected(3, 0); // as a click would
             },
         .subject = [&window] { return window.livePage().sheetView()->parentWidget()->parentWidget(); }},
        {.name = "plots", .subject = [&window] { return window.livePage().plots(); }},
        {.name = "evaluation",
         .act =
             [&window] {
                 window.resizeDocks({&window.recipeDock(), &window.evaluationDock()}, {100, 620},
                                    Qt::Vertical);
                 window.resizeDocks({&window.evaluationDock()}, {420}, Qt::Horizontal);
                 auto* table = window.evaluationDock().table()->findChild<QTableView*>();
                 Q_EMIT table->clicked(table->model()->index(0, 1)); // its classes and its confusion matrix
             },
         .subject = [&window] { return &window.evaluationDock(); }},
        {.name = "t-explorer",
         .act =
             [&window] {
                 window.evaluationDock().findChild<QToolButton*>("closeClasses")->click();
                 ExplorerDock& dock = window.explorerDock();
                 dock.setFloating(true);
                 dock.resize(900, 520);
                 dock.show();
                 dock.stepsField()->setText("2, 5, 10");
                 dock.startButton()->click();
             },
         .ready =
             [&window] {
                 const session::StepExploration& exploration = window.explorerDock().exploration();
                 return !exploration.isUnderway() && exploration.points().size() == 3;
             },
         .subject = [&window] { return &window.explorerDock(); }},
        {.name = "scrub",
         .act =
             [&actions, slider] {
                 actions.resetLayout->trigger();
                 slider()->setIteration(10);
             }},
        {.name = "diagnose",
         .act =
             [&window, slider] {
                 slider()->setLive(true);
                 DiagnosePage& page = *window.pages().diagnose();
                 window.pages().show(&page);
                 page.stepsField()->setText("2, 5, 10, 20");
                 page.startButton()->click();
             },
         .ready =
             [&window] {
                 const session::Diagnosis& diagnosis = window.pages().diagnose()->diagnosis();
                 return !diagnosis.isUnderway() && diagnosis.results().flow.size() == 2 * 4;
             },
         .subject = [&window] { return &window.pages(); }},
        {.name = "compare",
         .act =
             [&window, arms] {
                 window.pages().openComparison(*arms);
                 window.pages().compare()->tabs()->setCurrentIndex(ComparePage::imagesTab);
             },
         .ready = [&window] { return window.pages().compare()->slider()->iteration() > 0; },
         .subject = [&window] { return &window.pages(); }},
        {.name = "sweep",
         .act =
             [&window, sweep = scene.sweep] {
                 window.pages().show(window.pages().sweep());
                 window.pages().sweep()->open(sweep);
             },
         .ready = [&window] { return window.pages().sweep()->sweep().isBegun(); },
         .subject = [&window] { return &window.pages(); }},
        {.name = "export",
         .act =
             [&window] {
                 window.pages().show(window.pages().live());
                 QMenu* menu = menuNamed(window, "Export");
                 menu->popup(window.mapToGlobal(QPoint(200, 40)));
             },
         .subject = [&window] { return menuNamed(window, "Export"); }},
    };
}

} // namespace ld3m::workbench
