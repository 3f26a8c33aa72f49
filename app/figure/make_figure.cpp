#include "app/figure/make_figure.h"

#include <algorithm>
#include <filesystem>
#include <iostream>

#include "app/figure/curve_kinds.h"
#include "app/figure/diagnosis_kinds.h"
#include "app/figure/steps_kind.h"
#include "app/figure/table_kind.h"
#include "core/base/error.h"
#include "core/base/text.h"
#include "core/files/atomic_file.h"
#include "widgets/figures/curve_figure_plot.h"
#include "widgets/figures/figure_panels.h"

namespace ld3m::figure {
namespace {

constexpr std::size_t kLeastSteady = 2; ///< iterations that a ratio can be taken over

/// Noisy from iteration to iteration.
bool isNoisy(const std::string& kind) {
    return kind == "loss" || kind == "gradients" || kind == "time";
}

/// Measured by `ld3m diagnose`, not by the run itself.
bool isDiagnosis(const std::string& kind) {
    return kind == "flow" || kind == "chain";
}

void adjust(widgets::CurveFigure& curves, const FigureOptions& options) {
    curves.logX = options.logX;
    curves.logY = (curves.logY || options.logY) && !options.linearY;
    if (isNoisy(options.kind))
        curves.smoothing = options.smoothing;
}

widgets::CurveFigure curvesFor(const FigureOptions& options, const std::vector<RunRecord>& runs) {
    if (options.kind == "loss")
        return lossFigure(runs);
    if (options.kind == "gradients")
        return gradientFigure(runs);
    if (options.kind == "rates")
        return rateFigure(runs);
    if (options.kind == "accuracy")
        return accuracyFigure(runs);
    if (options.kind == "time")
        return timeFigure(runs);
    if (options.kind == "chain")
        return chainFigure(runs);
    return snrFigure(runs, std::max(kLeastSteady, options.window), options.degree);
}

/// Those that have something to show. @throws base::InputError when none has
widgets::Figure inPanels(const std::vector<widgets::CurveFigure*>& all, const FigureOptions& options) {
    std::vector<widgets::Figure> panels;
    for (widgets::CurveFigure* each : all)
        if (each->hasPoints()) {
            adjust(*each, options);
            panels.push_back(figureOf(std::move(*each)));
        }
    if (panels.empty())
        throw base::InputError(
            base::text("There is nothing to draw of ", options.kind, " in ", base::join(options.runs, ", "),
                       " yet", isDiagnosis(options.kind) ? "; run `ld3m diagnose` on it first." : "."));
    return panels.size() == 1 ? std::move(panels.front()) : panelsOf(std::move(panels));
}

void writeTable(const FigureOptions& options) {
    const std::string when = options.sheets.iterations.empty() ? "last" : options.sheets.iterations.front();
    const reports::TextTable table = evaluationTable(readRuns(options.runs, options.names), when);
    for (const std::string& file : options.files) {
        const std::string suffix = std::filesystem::path(file).extension().string();
        files::writeAtomically(file, tableAs(table, suffix.empty() ? "" : suffix.substr(1)));
    }
}

void writeFigure(const FigureOptions& options) {
    const widgets::FigureStyle style = styleOf(options);
    const widgets::Figure figure = figureFor(options);
    for (const std::string& file : options.files)
        if (const QString problem = save(figure, style, QString::fromStdString(file)); !problem.isEmpty())
            throw base::InputError(problem.toStdString());
}

} // namespace

widgets::Figure figureFor(const FigureOptions& options) {
    if (options.kind == "steps") {
        auto [accuracy, time] = stepsFigures(options.runs);
        return inPanels({&accuracy, &time}, options);
    }
    const std::vector<RunRecord> runs = readRuns(options.runs, options.names);
    if (options.kind == "flow") {
        auto [latents, conditioning] = flowFigures(runs);
        return inPanels({&latents, &conditioning}, options);
    }
    if (options.kind == "images")
        return figureOf(sheetFigure(runs, options.sheets));
    widgets::CurveFigure curves = curvesFor(options, runs);
    return inPanels({&curves}, options);
}

void makeFigure(const FigureOptions& options) {
    if (options.kind == "table")
        writeTable(options);
    else
        writeFigure(options);
    for (const std::string& file : options.files)
        std::cout << "Wrote " << file << "\n";
}

} // namespace ld3m::figure
