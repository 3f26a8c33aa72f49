// Several figures as one: panels of equal size under each other, or side by side where the page is wide.
#pragma once

#include <vector>

#include "widgets/figures/figure.h"

namespace ld3m::widgets {

/// From this width on panels stand side by side.
constexpr double kSideBySide = 5; ///< inches

/// The style's height, where it has one, is that of all panels together. Numbers of all panels under each
/// other.
Figure panelsOf(std::vector<Figure> figures);

} // namespace ld3m::widgets
