#include "app/figure/figure_options.h"

#include <algorithm>
#include <memory>

#include "app/figure/make_figure.h"
#include "core/base/error.h"
#include "core/base/text.h"

namespace ld3m::figure {
namespace {

std::vector<std::string> legendPlaces() {
    std::vector<std::string> places;
    for (const QString& each : widgets::legendPlaceNames())
        places.push_back(each.toStdString());
    return places;
}

void addStyle(CLI::App& command, FigureOptions& options) {
    command.add_option("--columns", options.columns, "Width: 1 column (3.25 in, default) or 2 (6.75 in)")
        ->check(CLI::IsMember({1, 2}));
    command.add_option("--width", options.width, "Width in inches, instead of --columns");
    command.add_option("--height", options.style.height, "Height in inches (default: what suits the width)");
    command.add_option("--dpi", options.style.dpi, "Resolution of a .png (default: 300)");
    command.add_option("--font", options.family, "Font family (default: Inter)");
    command.add_option("--font-size", options.style.fontSize, "Points (default: 8)");
    command.add_option("--line-width", options.style.lineWidth, "Points (default: 1)");
    command.add_option("--legend", options.legend, base::text("Among ", base::join(legendPlaces(), ", ")))
        ->check(CLI::IsMember(legendPlaces()));
    command.add_option("--x-title", options.xTitle, "Title of the x axis");
    command.add_option("--y-title", options.yTitle, "Title of the y axis");
    command.add_flag("--title", options.style.title, "Write the title above the figure");
    command.add_flag("--no-grid", options.noGrid, "Without grid lines");
}

void addContent(CLI::App& command, FigureOptions& options) {
    command.add_option("--names", options.names, "Names of the runs, in their order")->delimiter(',');
    command.add_option("--smooth", options.smoothing,
                       "Weight of the past in the moving average of noisy curves, 0 to 0.999 (default: 0.9)");
    command.add_flag("--log-x", options.logX, "Logarithmic x");
    CLI::Option* log = command.add_flag("--log-y", options.logY, "Logarithmic y");
    command.add_flag("--linear-y", options.linearY, "Linear y, also of gradients and rates")->excludes(log);
    command
        .add_option(
            "--iteration", options.sheets.iterations,
            "images: first, last (default) or numbers, side by side; table: last (default), best or a number")
        ->delimiter(',');
    command.add_option("--classes", options.sheets.classes, "images: these classes (default: all)")
        ->delimiter(',');
    command.add_option("--images", options.sheets.images,
                       "images: at most so many of each class (default: all)");
    command.add_option("--window", options.window, "snr: iterations it is taken over (default: 50)");
    command.add_option("--degree", options.degree,
                       "snr: degree of the fitted polynomial; 0: no fit (default: 3)");
}

} // namespace

const std::vector<std::string>& figureKinds() {
    static const std::vector<std::string> kinds{"loss",  "gradients", "snr",   "rates",  "accuracy", "time",
                                                "steps", "flow",      "chain", "images", "table"};
    return kinds;
}

widgets::FigureStyle styleOf(const FigureOptions& options) {
    widgets::FigureStyle style = options.style;
    style.width = options.width != 0     ? options.width
                  : options.columns == 2 ? widgets::twoColumnStyle().width
                                         : widgets::oneColumnStyle().width;
    style.family = QString::fromStdString(options.family);
    style.grid = !options.noGrid;
    style.legend = static_cast<widgets::LegendPlace>(
        std::max<qsizetype>(0, widgets::legendPlaceNames().indexOf(QString::fromStdString(options.legend))));
    if (!options.xTitle.empty())
        style.xTitle = QString::fromStdString(options.xTitle);
    if (!options.yTitle.empty())
        style.yTitle = QString::fromStdString(options.yTitle);
    if (const QString problem = problemOf(style); !problem.isEmpty())
        throw base::InputError(problem.toStdString());
    if (!(options.smoothing >= 0 && options.smoothing <= 0.999))
        throw base::InputError(base::text("--smooth is 0 to 0.999, not ", options.smoothing, "."));
    return style;
}

void addFigureCommand(CLI::App& app, std::function<void()>& action) {
    const auto options = std::make_shared<FigureOptions>();
    CLI::App* command = app.add_subcommand("figure", "Draw figures and tables of runs for a paper");
    command->add_option("runs", options->runs, "Run folders; for steps: a sweep's or project's folder")
        ->required();
    command
        ->add_option(
            "--kind", options->kind,
            base::text(
                "Among ", base::join(figureKinds(), ", "),
                "; steps is accuracy and time against T, flow and chain are what ld3m diagnose measured"))
        ->required()
        ->check(CLI::IsMember(figureKinds()));
    command
        ->add_option(
            "--to", options->files,
            "FILE.pdf, .svg, .png, or .csv for its numbers; tables: .tex, .md, .csv; more than once for more")
        ->required()
        ->take_all();
    addStyle(*command, *options);
    addContent(*command, *options);
    command->callback([options, &action] { action = [options] { makeFigure(*options); }; });
}

} // namespace ld3m::figure
