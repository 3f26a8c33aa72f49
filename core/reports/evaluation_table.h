// Accuracy of networks trained on a synthetic set (or on its baseline), tested on real images.
#pragma once

#include <cstdint>
#include <string>
#include <vector>

namespace ld3m::reports {

/// One network architecture trained on one set, several times.
struct EvaluationRow {
    std::string set;                            ///< "synthetic" or "random real"
    std::string network;                        ///< "convnet"
    std::vector<double> accuracies;             ///< one per run, in [0,1]
    std::vector<double> class_accuracies;       ///< mean over runs, label order, in [0,1]

    double mean() const;
    /// Population standard deviation over the runs (ddof 0), as the paper reports it.
    double deviation() const;
};

struct EvaluationTable {
    std::int64_t iteration = 0;      ///< iterations done when the set was taken
    std::string protocol;            ///< "LD3M, 1000 epochs, 3 runs, 10000 test images"
    std::vector<EvaluationRow> rows;
    double seconds = 0;
};

} // namespace ld3m::reports
