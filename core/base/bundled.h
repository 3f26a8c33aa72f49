// Files that come with the programs.
#pragma once

#include <filesystem>

namespace ld3m::base {

/// `file` ("projects/demo/project.toml") as installed beside the running program, or in the source tree that
/// it was built in; empty when it is in neither.
std::filesystem::path bundledFile(const std::filesystem::path& file);

} // namespace ld3m::base
