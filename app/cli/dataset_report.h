// What `ld3m inspect` says about a dataset's folder.
#pragma once

#include <filesystem>
#include <string>

namespace ld3m::cli {

/// What it is, counts, sizes, subsets, and which of the shipped recipes it can serve. Several lines.
/// @throws base::InputError when the folder is no dataset.
std::string describeDataset(const std::filesystem::path& folder);

} // namespace ld3m::cli
