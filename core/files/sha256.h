// SHA-256 of a file: the fingerprint that names a prior.
#pragma once

#include <filesystem>
#include <string>

namespace ld3m::files {

/// 64 hexadecimal digits. @throws base::InputError
std::string sha256Of(const std::filesystem::path& file);

} // namespace ld3m::files
