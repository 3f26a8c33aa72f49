// ld3m-workbench: builds the objects, hands them to each other, runs the event loop.
#include <cstdio>
#include <exception>
#include <memory>

#include <QApplication>
#include <QScreen>
#include <QSettings>

#include "app/workbench/arguments.h"
#include "app/workbench/engine_tools.h"
#include "app/workbench/keyboard_table.h"
#include "app/workbench/main_window.h"
#include "app/workbench/program_modes.h"
#include "app/workbench/run_figures.h"
#include "app/workbench/soak.h"
#include "app/workbench/theme_menu.h"
#include "core/base/error.h"
#include "core/base/process_memory.h"
#include "core/base/thread_waiting.h"
#include "core/distillation/branch.h"
#include "core/distillation/distil.h"

using namespace ld3m;

namespace {

constexpr int kFailed = 1;
constexpr int kWrongInput = 2;

/// What the command line asks for; otherwise as remembered, but no larger than the screen. Pictures and
/// measurements are of one size on every screen.
void sizeWindow(const workbench::Arguments& arguments, QWidget& window) {
    constexpr QSize picture{1680, 1050};
    if (arguments.size.isValid())
        window.resize(arguments.size);
    else if (!arguments.screenshots.empty() || !arguments.guide.isEmpty() || arguments.latency ||
             arguments.monkey)
        window.resize(picture);
    else
        window.resize(window.size().boundedTo(window.screen()->availableSize()));
}

bool openPlace(const workbench::Arguments& arguments, workbench::MainWindow& window,
               session::Workspace& workspace) {
    if (arguments.demo || arguments.monkey)
        window.openDemo();
    else if (!arguments.guide.isEmpty())
        return true; // it begins with the start page
    else if (!arguments.place.isEmpty() && !arguments.project.isEmpty())
        workspace.openRecipe(arguments.place.toStdString(), arguments.project.toStdString());
    else if (!arguments.place.isEmpty())
        window.open(arguments.place);
    return !arguments.run || workspace.start();
}

int run(workbench::WatchedApplication& application) {
    const workbench::Arguments arguments = workbench::parseArguments(application.arguments());
    const auto sandbox = arguments.monkey ? std::make_unique<workbench::Sandbox>() : nullptr;
    QSettings settings;
    widgets::applyTheme(application, arguments.theme.isEmpty() ? workbench::rememberedTheme(settings)
                                                               : workbench::themeNamed(arguments.theme));
    if (!arguments.render.isEmpty()) {
        workbench::renderFigures(arguments.render.toStdString(), arguments.to.toStdString());
        return 0;
    }
    session::Workspace workspace(distillation::distil, settings);
    workspace.useBrancher(distillation::branchRun);
    workbench::MainWindow window(workspace, settings, workbench::engineTools());
    if (arguments.keys) {
        std::fputs(workbench::keyboardTable(window).c_str(), stdout);
        return 0;
    }
    workbench::ProgramModes modes(arguments, application, window, workspace);
    const bool started = openPlace(arguments, window, workspace);
    sizeWindow(arguments, window);
    window.show();
    if (arguments.monkey && !workspace.project())
        throw base::InputError(
            "The bundled demo could not be opened, so the monkey has nothing to play with.");
    if (!started && (arguments.latency || !arguments.screenshots.empty()))
        return kWrongInput;
    modes.begin();
    return application.exec();
}

} // namespace

int main(int count, char** values) {
    base::spinBriefly(values);
    base::shareMemoryStores();
    base::keepFreedMemory();
    workbench::WatchedApplication application(count, values);
    QApplication::setOrganizationName("LD3M");
    QApplication::setApplicationName("ld3m-workbench");
    QApplication::setApplicationVersion(LD3M_VERSION);
    try {
        return run(application);
    } catch (const base::InputError& problem) {
        std::fprintf(stderr, "%s\n", problem.what());
        return kWrongInput;
    } catch (const std::exception& problem) {
        std::fprintf(stderr, "%s\n", problem.what());
        return kFailed;
    }
}
