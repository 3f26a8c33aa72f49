// What `ld3m figure` is asked for.
#pragma once

#include <functional>
#include <string>
#include <vector>

#include <CLI/CLI.hpp>

#include "app/figure/sheet_kind.h"
#include "widgets/figures/figure_style.h"

namespace ld3m::figure {

struct FigureOptions {
    std::vector<std::string> runs;
    std::string kind;
    std::vector<std::string> files; ///< to write; the suffix decides
    std::vector<std::string> names;
    widgets::FigureStyle style;
    int columns = 1;
    double width = 0; ///< inches; 0: that of the columns
    std::string family, legend = "automatic", xTitle, yTitle;
    bool linearY = false, logY = false, logX = false, noGrid = false, raw = false;
    double smoothing = 0.9;
    SheetChoice sheets;
    std::size_t window = 50; ///< of the signal-to-noise ratio, iterations
    int degree = 3;          ///< of its fits
};

/// The kinds, in the order of the help.
const std::vector<std::string>& figureKinds();

/// The style that the options ask for. @throws base::InputError when nobody could print it.
widgets::FigureStyle styleOf(const FigureOptions& options);

void addFigureCommand(CLI::App& app, std::function<void()>& action);

} // namespace ld3m::figure
