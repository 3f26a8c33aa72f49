// Accuracy of networks trained on a synthetic set (or on a baseline), tested on real images.
#pragma once

#include <cstdint>
#include <string>
#include <vector>

namespace ld3m::reports {

/// `network` of the row that averages over the networks that did not distil the set.
constexpr const char* kUnseenAverage = "average of unseen";

/// One network architecture trained on one set, several times.
struct EvaluationRow {
    std::string set;                      ///< "synthetic", "random real", "k-centre", ...
    std::string network;                  ///< "convnet", or kUnseenAverage
    std::vector<double> accuracies;       ///< one per run, in [0,1]
    std::vector<double> class_accuracies; ///< mean over runs, label order, in [0,1]
    /// Answers of all runs, [classes, classes] row by row: entry [true, answered]. Empty for averages and in
    /// files of older versions.
    std::vector<std::int64_t> confusion = {};

    double mean() const;
    /// Population standard deviation over the runs (ddof 0), as the paper reports it.
    double deviation() const;
};

struct EvaluationTable {
    std::int64_t iteration = 0; ///< iterations done when the set was taken
    std::string protocol;       ///< "ld3m, 1000 epochs, 3 runs, 10000 test images"
    std::vector<EvaluationRow> rows;
    double seconds = 0;
    std::string distilled_with = {};       ///< the network the set was distilled with; empty where unknown
    std::vector<std::string> classes = {}; ///< names in label order; empty in files of older versions
};

/// For each set of `rows`, the average over its networks other than `seen`: run i of all of them makes run i.
/// Nothing for a set with fewer than two such networks.
std::vector<EvaluationRow> unseenAverages(const std::vector<EvaluationRow>& rows, const std::string& seen);

} // namespace ld3m::reports
