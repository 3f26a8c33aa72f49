#include "app/workbench/guide_pictures.h"

#include <QApplication>
#include <QLineEdit>
#include <QMenu>
#include <QMenuBar>
#include <QPushButton>

#include "app/workbench/actions.h"
#include "app/workbench/command_palette.h"
#include "app/workbench/evaluation_dock.h"
#include "app/workbench/images_project_dialog.h"
#include "app/workbench/live_page.h"
#include "app/workbench/new_projects.h"
#include "app/workbench/recipe_dock.h"
#include "app/workbench/run_plots.h"
#include "widgets/images/image_sheet_view.h"
#include "widgets/recipe/recipe_form.h"
#include "widgets/status/iteration_slider.h"
#include "widgets/tables/evaluation_table_view.h"

namespace ld3m::workbench {
namespace {

constexpr std::int64_t kWarm = 24; ///< iterations after which a run of the demo is worth looking at

QMenu* menuNamed(MainWindow& window, const QString& title) {
    for (QAction* action : window.menuBar()->actions())
        if (action->text().remove('&') == title)
            return action->menu();
    return nullptr;
}

} // namespace

std::vector<GuidePicture> guidePictures(MainWindow& window, session::Workspace& workspace,
                                        const std::filesystem::path& finishedRun, const QString& images) {
    Actions& actions = window.actions();
    const auto dialog = [&window] { return window.findChild<ImagesProjectDialog*>(); };
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
         .act = [&window, images] { window.findChild<NewProjects*>()->fromImages(images); },
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
        {.name = "finished",
         .act =
             [&workspace, palette, finishedRun] {
                 palette()->close();
                 workspace.session()->stop();
                 workspace.open(finishedRun);
             },
         .ready = [&workspace,
                   slider] { return !workspace.isOn() && workspace.shown() && slider()->iteration() > 0; }},
        {.name = "images",
         .act = [&window] { window.livePage().sheetView()->select(3, 0); },
         .subject = [&window] { return window.livePage().sheetView()->parentWidget()->parentWidget(); }},
        {.name = "plots", .subject = [&window] { return window.livePage().plots(); }},
        {.name = "evaluation", .subject = [&window] { return &window.evaluationDock(); }},
        {.name = "scrub", .act = [slider] { slider()->setIteration(10); }},
        {.name = "export",
         .act =
             [&window, slider] {
                 slider()->setLive(true);
                 QMenu* menu = menuNamed(window, "Export");
                 menu->popup(window.mapToGlobal(QPoint(200, 40)));
             },
         .subject = [&window] { return menuNamed(window, "Export"); }},
    };
}

} // namespace ld3m::workbench
