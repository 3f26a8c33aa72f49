// ld3m-workbench: builds the objects, hands them to each other, runs the event loop.
#include <cstdio>
#include <exception>

#include <QApplication>
#include <QSettings>
#include <QTimer>

#include "app/workbench/actions.h"
#include "app/workbench/arguments.h"
#include "app/workbench/latency_meter.h"
#include "app/workbench/main_window.h"
#include "app/workbench/run_figures.h"
#include "app/workbench/screenshooter.h"
#include "app/workbench/theme_menu.h"
#include "core/base/error.h"
#include "core/distillation/branch.h"
#include "core/distillation/distil.h"

using namespace ld3m;

namespace {

constexpr int kFailed = 1;
constexpr int kWrongInput = 2;
constexpr QSize kPictureSize{1680, 1050};

bool openPlace(const workbench::Arguments& arguments, workbench::MainWindow& window,
               session::Workspace& workspace) {
    if (arguments.demo)
        window.openDemo();
    else if (!arguments.place.isEmpty() && !arguments.project.isEmpty())
        workspace.openRecipe(arguments.place.toStdString(), arguments.project.toStdString());
    else if (!arguments.place.isEmpty())
        workspace.open(arguments.place.toStdString());
    return !arguments.run || workspace.start();
}

void leaveAfterRun(workbench::MainWindow& window, session::Workspace& workspace) {
    QObject::connect(&workspace, &session::Workspace::sessionStarted, &window,
                     [&] { window.latency().restart(); });
    QObject::connect(
        &workspace, &session::Workspace::activityChanged, &window, [&](session::Activity activity) {
            if (activity != session::Activity::idle)
                return;
            const workbench::LatencyMeter& latency = window.latency();
            std::printf(
                "event loop latency over %zu ticks: median %.1f ms, 99 %% under %.1f ms, worst %.1f ms\n",
                latency.count(), latency.percentile(0.5), latency.percentile(0.99), latency.worst());
            QApplication::exit(0);
        });
}

int run(QApplication& application) {
    const workbench::Arguments arguments = workbench::parseArguments(application.arguments());
    QSettings settings;
    widgets::applyTheme(application, arguments.theme.isEmpty() ? workbench::rememberedTheme(settings)
                                                               : workbench::themeNamed(arguments.theme));
    if (!arguments.render.isEmpty()) {
        workbench::renderFigures(arguments.render.toStdString(), arguments.to.toStdString());
        return 0;
    }
    session::Workspace workspace(distillation::distil, settings);
    workspace.useBrancher(distillation::branchRun);
    workbench::MainWindow window(workspace, settings);
    if (arguments.latency)
        leaveAfterRun(window, workspace);
    workbench::Screenshooter screenshooter(window, workspace, arguments.screenshots);
    QObject::connect(&screenshooter, &workbench::Screenshooter::done, &application,
                     [] { QApplication::exit(0); });
    QObject::connect(&screenshooter, &workbench::Screenshooter::failed, &application,
                     [](const QString& sentence) {
                         std::fprintf(stderr, "%s\n", qPrintable(sentence));
                         QApplication::exit(kFailed);
                     });
    const bool started = openPlace(arguments, window, workspace);
    if (arguments.size.isValid() || !arguments.screenshots.empty())
        window.resize(arguments.size.isValid() ? arguments.size : kPictureSize);
    window.show();
    if (!started && (arguments.latency || !arguments.screenshots.empty()))
        return kWrongInput;
    return application.exec();
}

} // namespace

int main(int count, char** values) {
    QApplication application(count, values);
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
