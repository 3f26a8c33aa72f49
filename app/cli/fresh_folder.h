// Where a run goes when nobody says where.
#pragma once

#include <filesystem>

namespace ld3m::cli {

/// runs/<stem of the recipe>-001 in the current folder, never one that exists.
std::filesystem::path freshFolder(const std::filesystem::path& recipe);

} // namespace ld3m::cli
