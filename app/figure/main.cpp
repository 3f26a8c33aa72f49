// ld3m-figure: what `ld3m figure` and `ld3m film` start. Draws with Qt, but needs no display.
#include <exception>
#include <functional>
#include <iostream>

#include <QApplication>
#include <QFontDatabase>

#include "app/figure/figure_options.h"
#include "app/figure/film_command.h"
#include "core/base/error.h"

namespace {

enum ExitCode { kDone = 0, kFailed = 1, kBadInput = 2 };

/// What Qt remarks about the desktop it does not find means nothing to whoever draws without one.
void keepQuiet(QtMsgType, const QMessageLogContext&, const QString&) {}

int say(const std::exception& problem, int code) {
    std::cerr << "ld3m: " << problem.what() << std::endl;
    return code;
}

} // namespace

int main(int count, char** values) {
    using namespace ld3m;
    CLI::App app("Figures, tables and films of runs.", "ld3m");
    app.require_subcommand(1);
    std::function<void()> action;
    figure::addFigureCommand(app, action);
    figure::addFilmCommand(app, action);
    try {
        app.parse(count, values);
    } catch (const CLI::ParseError& problem) {
        return app.exit(problem) == 0 ? kDone : kBadInput;
    }
    if (qEnvironmentVariableIsEmpty("QT_QPA_PLATFORM"))
        qputenv("QT_QPA_PLATFORM", "offscreen");
    qInstallMessageHandler(keepQuiet);
    QApplication application(count, values);
    QApplication::setApplicationName("LD3M Workbench");
    if (QFontDatabase::hasFamily("Inter"))
        QApplication::setFont(QFont("Inter"));
    try {
        action();
        return kDone;
    } catch (const base::InputError& problem) {
        return say(problem, kBadInput);
    } catch (const std::exception& problem) {
        return say(problem, kFailed);
    }
}
