// Rows of text as columns that stand under each other.
#pragma once

#include <string>
#include <vector>

namespace ld3m::cli {

/// The first `left` columns begin, the others end under each other. Rows may be shorter than the first. No
/// blanks at the ends of lines.
std::string alignedColumns(const std::vector<std::vector<std::string>>& rows, std::size_t left = 1);

} // namespace ld3m::cli
