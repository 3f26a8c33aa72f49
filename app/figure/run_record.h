// What a finished or unfinished run has written down, read at once.
#pragma once

#include <filesystem>
#include <string>
#include <vector>

#include "core/projects/run_folder.h"

namespace ld3m::figure {

struct RunRecord {
    std::string name; ///< what people call it, or as asked for
    projects::RunFolder folder;
    std::vector<reports::IterationReport> iterations;
    std::vector<reports::EvaluationTable> evaluations; ///< by iteration
    std::vector<reports::SettingChange> changes;
};

/// @throws base::InputError when there is no run.
RunRecord readRun(const std::filesystem::path& folder);
/// In this order; `names` are taken where they are given (as many as folders, or none). Equal names get their
/// folder's name behind them. @throws base::InputError
std::vector<RunRecord> readRuns(const std::vector<std::string>& folders,
                                const std::vector<std::string>& names);

} // namespace ld3m::figure
