// Which files to recompute.
#pragma once

#include <filesystem>
#include <string>
#include <vector>

namespace ld3m::parity {

struct ReferenceFile {
    std::filesystem::path path;
    bool named = false; ///< on the command line, not found in a folder
};

/// Files as they are; of folders all *.safetensors in them and below, sorted. @throws base::InputError where
/// a path leads nowhere or a folder holds none.
std::vector<ReferenceFile> referenceFiles(const std::vector<std::string>& paths);

} // namespace ld3m::parity
