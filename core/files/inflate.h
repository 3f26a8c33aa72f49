// Unpacking of deflated zip records (RFC 1951). PyTorch itself stores its records; zip tools deflate them.
#pragma once

#include <cstddef>
#include <cstdint>
#include <span>
#include <vector>

namespace ld3m::files {

/// The content, which must be exactly `size` bytes long. Memory is taken as it fills, never `size` at once.
/// @throws Unsound
std::vector<std::byte> inflate(std::span<const std::byte> deflated, std::uint64_t size);

/// CRC-32 as zip keeps it (polynomial 0xedb88320).
std::uint32_t crc32Of(std::span<const std::byte> bytes);

} // namespace ld3m::files
