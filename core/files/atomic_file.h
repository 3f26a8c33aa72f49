// Files appear whole or not at all: written under a temporary name beside the target, synced, renamed.
#pragma once

#include <cstddef>
#include <filesystem>
#include <functional>
#include <span>
#include <string>
#include <string_view>

namespace ld3m::files {

/// Writes the pieces that `produce` hands to its argument, one after the other. Missing parent folders are
/// made.
/// @throws base::RunError naming the file and the reason (disk full, no permission); an earlier file stays as
/// it was and no temporary file is left behind.
void writeAtomically(
    const std::filesystem::path& file,
    const std::function<void(const std::function<void(std::span<const std::byte>)>& write)>& produce);

void writeAtomically(const std::filesystem::path& file, std::string_view content);

/// Removes what writers left in `folder` (not below it) when they were killed in the middle. Only where
/// nobody writes.
void removeUnfinished(const std::filesystem::path& folder);

/// The whole file. @throws base::InputError
std::string readText(const std::filesystem::path& file);

} // namespace ld3m::files
