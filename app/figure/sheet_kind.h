// Stored images of runs as a figure: runs, or iterations of a run, side by side.
#pragma once

#include <vector>

#include "app/figure/run_record.h"
#include "widgets/figures/sheet_figure.h"

namespace ld3m::figure {

struct SheetChoice {
    std::vector<std::string> iterations =
        {}; ///< "first", "last", or numbers: the newest sheet up to each; empty: last
    std::vector<std::string> classes = {}; ///< folder names or human ones; empty: all
    int images = 0;                        ///< of each class; 0: all
};

/// @throws base::InputError when a run has no such sheet, or no sheet such a class.
widgets::SheetFigure sheetFigure(const std::vector<RunRecord>& runs, const SheetChoice& choice);

/// The names that sheets use for these classes. @throws base::InputError naming one that is not there, and
/// those that are.
std::vector<std::string> classesNamed(const std::vector<std::string>& wanted,
                                      const std::vector<std::string>& there);

} // namespace ld3m::figure
