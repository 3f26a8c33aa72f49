// From runs to a file.
#pragma once

#include "app/figure/figure_options.h"
#include "widgets/figures/figure.h"

namespace ld3m::figure {

/// Everything but tables. @throws base::InputError when the runs have nothing to show of that kind.
widgets::Figure figureFor(const FigureOptions& options);

/// Writes all files that are asked for and says so on standard output. @throws base::InputError
void makeFigure(const FigureOptions& options);

} // namespace ld3m::figure
