// What the training of a prior says about itself: mean losses of a few steps, and figures when a part is
// done.
#pragma once

#include <cstdint>
#include <string>
#include <vector>

namespace ld3m::reports {

/// One named number: {"psnr", 24.1, "dB"}.
struct Figure {
    std::string name;
    double value = 0;
    std::string unit = {};
};

/// Means over the steps since the report before.
struct TrainingReport {
    std::int64_t iteration = 0; ///< steps done over all parts; 1 is the first
    std::string part;           ///< "autoencoder", "diffusion", ...
    std::int64_t step = 0;      ///< steps done in this part
    std::int64_t steps = 0;     ///< of this part
    double loss = 0;
    std::vector<Figure> terms; ///< what the loss is made of
    double rate = 0;           ///< of the last step
    double seconds = 0;        ///< per step, wall clock
};

/// Measured on test images or samples; `part` says of what.
struct FiguresReport {
    std::int64_t iteration = 0; ///< one past the last step, so that no checkpoint comes after them
    std::string part;
    std::vector<Figure> figures;
};

} // namespace ld3m::reports
