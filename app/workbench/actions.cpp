#include "app/workbench/actions.h"

#include "widgets/theme/icons.h"

namespace ld3m::workbench {

using session::Activity;

Actions::Actions(QObject* parent) : QObject(parent) {
    newFromImages =
        make("newFromImages", tr("New from &Images…"), "images", {Qt::CTRL | Qt::SHIFT | Qt::Key_N},
             tr("Look into a folder of images and distil it"));
    newProject = make("newProject", tr("&New…"), "new", {QKeySequence::New}, tr("Make a project folder"));
    openProject =
        make("openProject", tr("&Open…"), "open", {QKeySequence::Open}, tr("Open a project folder"));
    openFile = make("openFile", tr("Open &Recipe…"), "import", {Qt::CTRL | Qt::SHIFT | Qt::Key_O},
                    tr("Open a recipe (.toml) in a project of its own"));
    openRunFolder = make("openRunFolder", tr("Open R&un Folder…"), "folder", {Qt::CTRL | Qt::ALT | Qt::Key_O},
                         tr("Look at a run that was made elsewhere, read-only"));
    openDemo = make("openDemo", tr("Open the &Demo"), "images", {Qt::CTRL | Qt::Key_D},
                    tr("A small project with images and a prior that come with the program"));
    quit = make("quit", tr("&Quit"), {}, {Qt::CTRL | Qt::Key_Q}, tr("Leave the program"));

    run = make("run", tr("&Run"), "run", {Qt::Key_F5}, tr("Start a new run with the recipe"));
    pause = make("pause", tr("&Pause"), "pause", {Qt::Key_F6}, tr("Pause after the current inner step"));
    step = make("step", tr("S&tep"), "step", {Qt::Key_F7}, tr("Do one iteration, then pause"));
    stop =
        make("stop", tr("&Stop"), "stop", {Qt::SHIFT | Qt::Key_F5}, tr("Write a checkpoint and end the run"));
    resume = make("resume", tr("R&esume Shown Run"), "reset", {Qt::CTRL | Qt::Key_F5},
                  tr("Go on from the last checkpoint of the shown run"));

    evaluateNow =
        make("evaluateNow", tr("E&valuate Now"), "check", {Qt::CTRL | Qt::Key_E},
             tr("Train fresh networks on the shown images by the recipe's protocol, in the background"));

    exportSet = make("exportSet", tr("&Distilled Set…"), "export", {Qt::CTRL | Qt::SHIFT | Qt::Key_E},
                     tr("Write the shown images for other programs: .pt, safetensors, PNG and a manifest"));
    exportFigures = make("exportFigures", tr("&Figures…"), "plot", {Qt::CTRL | Qt::SHIFT | Qt::Key_F},
                         tr("Write the curves as PDF and PNG and the image sheets as PNG"));
    exportFilm =
        make("exportFilm", tr("F&ilm…"), "images", {Qt::CTRL | Qt::SHIFT | Qt::Key_M},
             tr("Write how the selected classes, or all, became what they are as an animated PNG or GIF"));

    branch = make("branch", tr("&Branch…"), "branch", {Qt::CTRL | Qt::Key_B},
                  tr("Go on from the shown iteration in a run of its own, with other settings"));
    twin = make("twin", tr("&A|B…"), "twin", {Qt::CTRL | Qt::Key_T},
                tr("A second arm with one change and the same random draws"));
    enqueue = make("enqueue", tr("Add Recipe to &Queue"), "new", {Qt::CTRL | Qt::SHIFT | Qt::Key_Return},
                   tr("It starts by itself when the runs before it have ended"));
    startQueue = make("startQueue", tr("Start the Q&ueue"), "run", {Qt::CTRL | Qt::SHIFT | Qt::Key_F5},
                      tr("Run the first of the queue now; the others follow"));

    followNewest = make("followNewest", tr("&Follow the Newest"), "live", {Qt::CTRL | Qt::Key_L},
                        tr("Show the newest images as they come"));
    fitImages = make("fitImages", tr("Fi&t Images"), "fit", {Qt::CTRL | Qt::Key_0}, tr("All images at once"));
    zoomIn = make("zoomIn", tr("Zoom &In"), "zoom_in", {QKeySequence::ZoomIn}, tr("Larger images"));
    zoomOut = make("zoomOut", tr("Zoom &Out"), "zoom_out", {QKeySequence::ZoomOut}, tr("Smaller images"));
    smoothImages = make("smoothImages", tr("&Smooth Pixels"), "smooth", {Qt::CTRL | Qt::SHIFT | Qt::Key_S},
                        tr("Interpolate instead of showing square pixels"));
    smoothImages->setCheckable(true);
    resetLayout = make("resetLayout", tr("&Reset Layout"), "reset", {Qt::CTRL | Qt::SHIFT | Qt::Key_R},
                       tr("Panels as on the first day"));
    fullScreen = make("fullScreen", tr("F&ull Screen"), "expand", {Qt::Key_F11}, tr("The whole screen"));
    fullScreen->setCheckable(true);

    palette = make("palette", tr("&Command Palette…"), "search", {Qt::CTRL | Qt::SHIFT | Qt::Key_P},
                   tr("Find any action by its name"));
    about = make("about", tr("&About LD3M Workbench"), "help", {Qt::Key_F1}, tr("Version and licence"));
    update(false, Activity::idle, false);
}

void Actions::update(bool hasProject, Activity activity, bool shownResumable) {
    const bool idle = activity == Activity::idle;
    const bool halted = activity == Activity::paused || activity == Activity::pausing;
    run->setText(halted ? tr("&Continue") : tr("&Run"));
    run->setToolTip(halted ? tr("Go on (F5)") : tr("Start a new run with the recipe (F5)"));
    run->setEnabled((idle && hasProject) || halted);
    pause->setEnabled(activity == Activity::running);
    step->setEnabled(!idle && activity != Activity::stopping);
    stop->setEnabled(!idle && activity != Activity::stopping);
    resume->setEnabled(idle && shownResumable);
    for (QAction* opening : {newFromImages, newProject, openProject, openFile, openDemo})
        opening->setEnabled(idle);
}

QAction* Actions::make(const QString& name, const QString& text, const QString& icon,
                       const QList<QKeySequence>& keys, const QString& help) {
    auto* action = new QAction(text, this);
    action->setObjectName(name);
    action->setShortcuts(keys);
    if (!icon.isEmpty())
        action->setIcon(widgets::icon(icon));
    const QString shortcut = action->shortcut().toString(QKeySequence::NativeText);
    action->setToolTip(shortcut.isEmpty() ? help : QStringLiteral("%1 (%2)").arg(help, shortcut));
    action->setStatusTip(help);
    return action;
}

} // namespace ld3m::workbench
