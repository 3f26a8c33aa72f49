// What `ld3m inspect SET` says. No Torch in this header.
#pragma once

#include <filesystem>
#include <string>

namespace ld3m::sets {

/// Lines: where the set comes from, counts, labels, values, the normalisation or what it may be and why.
/// @throws base::InputError
std::string describeSet(const std::filesystem::path& path);

} // namespace ld3m::sets
