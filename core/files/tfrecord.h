// TensorFlow's record framing, which TensorBoard's event files use: for each record its length (u64), the
// masked CRC-32C of the length, the payload, the masked CRC-32C of the payload; numbers little-endian.
#pragma once

#include <cstdint>
#include <string>
#include <string_view>
#include <vector>

namespace ld3m::files {

/// CRC-32C (Castagnoli: reflected polynomial 0x82f63b78, begun and ended with all bits flipped).
std::uint32_t crc32c(std::string_view bytes);

/// A checksum that is stored beside its own data is turned and shifted, so that sums over both say something.
std::uint32_t maskedCrc32c(std::string_view bytes);

/// Appends one record to `out`.
void appendTfRecord(std::string& out, std::string_view payload);

/// The payloads of whole records, as views of `bytes`. @throws base::InputError naming `what`, the record and
/// what is wrong with it: cut off, or a checksum that does not fit.
std::vector<std::string_view> tfRecordsIn(std::string_view bytes, const std::string& what);

} // namespace ld3m::files
