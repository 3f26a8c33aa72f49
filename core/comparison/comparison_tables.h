// A comparison as tables: a column a run, the first run being what the others are held against. Window,
// command line and files say the same with them.
#pragma once

#include <optional>
#include <vector>

#include "core/comparison/accuracy_test.h"
#include "core/comparison/compared_run.h"
#include "core/comparison/sheet_distance.h"
#include "core/reports/text_table.h"

namespace ld3m::comparison {

/// Settings that are not the same in all runs; what differs from the first run's is marked (best). A setting
/// that was changed while a run was on reads "10 → 20". No rows where the recipes are equal. With `all` those
/// that are the same, too.
reports::TextTable settingsTable(const std::vector<ComparedRun>& runs, bool all = false);

/// State, iterations, losses, seconds and accuracies of each run.
reports::TextTable progressTable(const std::vector<ComparedRun>& runs);

struct AccuracyTables {
    reports::TextTable accuracies;  ///< networks by runs, of those with the first one's protocol
    reports::TextTable tests;       ///< every other run against the first: difference, t, p, verdict
    std::vector<std::string> notes; ///< sentences: who is left out and why, what limits the tests
};

/// By the newest evaluations up to `iteration`, the last ones where none is given. Tables without rows where
/// there are none.
AccuracyTables accuracyTables(const std::vector<ComparedRun>& runs,
                              std::optional<std::int64_t> iteration = {});

/// What the sheets of one run are like beside the first run's.
struct NamedDistance {
    std::string name;
    std::optional<SheetDistance> distance; ///< nothing where they cannot be compared
};

/// Classes by runs: RMSE in grey levels and SSIM, and both over all images in the last row.
reports::TextTable imageTable(const std::vector<std::string>& classes, const std::string& first,
                              const std::vector<NamedDistance>& others, std::int64_t iteration);

} // namespace ld3m::comparison
