// Rows of text as columns that stand under each other.
#pragma once

#include <string>
#include <vector>

namespace ld3m::cli {

/// The first `left` columns begin, the others end under each other. Rows may be shorter than the first. No
/// blanks at the ends of lines.
std::string alignedColumns(const std::vector<std::vector<std::string>>& rows, std::size_t left = 1);

/// The rows as a table in Markdown; the first is its head.
std::string markdownTable(const std::vector<std::vector<std::string>>& rows);

/// With so many significant digits: "1.54".
std::string rounded(double number, int digits = 3);

/// "1.54 ± 0.25"; "-" for no numbers.
std::string meanAndDeviation(const std::vector<double>& numbers);

} // namespace ld3m::cli
