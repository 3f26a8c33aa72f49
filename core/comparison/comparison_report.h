// Runs held against each other from their folders alone, as text for people and as CSV for programs.
#pragma once

#include <filesystem>

#include "core/comparison/comparison_tables.h"

namespace ld3m::comparison {

constexpr std::size_t kMostRuns = 8; ///< as many as have a colour of their own

struct ComparisonReport {
    std::vector<reports::TextTable> tables; ///< in the order of reading; those without rows are left out
    std::vector<std::string> notes;         ///< sentences: what is missing and why
};

/// Reads 2 to kMostRuns run folders and compares their settings, losses, accuracies and images; the first is
/// what the others are held against. Accuracies are the newest up to `iteration`, images the newest up to it
/// that all runs have stored; the last ones where none is given. Any thread.
/// @throws base::InputError for too few or too many folders, one given twice, and one that is no run
ComparisonReport compareRuns(const std::vector<std::filesystem::path>& folders,
                             std::optional<std::int64_t> iteration = {});

/// Headings, tables and notes.
std::string toMarkdown(const ComparisonReport& report);
/// One cell a line, unrounded: table,row,column,value,deviation.
std::string toCsv(const ComparisonReport& report);

} // namespace ld3m::comparison
