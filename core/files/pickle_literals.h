// How pickles write numbers and texts.
#pragma once

#include <cstddef>
#include <cstdint>
#include <optional>
#include <span>
#include <string_view>

namespace ld3m::files {

/// Decimal numbers of protocol 0. @throws Unsound for anything else
std::int64_t integerIn(std::string_view digits);
std::uint64_t placeIn(std::string_view digits); ///< of the memo
double realIn(std::string_view digits);

/// Two's complement, lowest byte first; nothing where it needs more than 64 bits.
std::optional<std::int64_t> integerIn(std::span<const std::byte> bytes);
/// IEEE double, highest byte first.
double realIn(std::span<const std::byte, 8> bytes);

/// The text of a line of protocol 0, with or without its quotes. @throws Unsound for one with escapes, which
/// no name in a checkpoint needs
std::string_view textIn(std::string_view line);
std::string_view quotedIn(std::string_view line);

} // namespace ld3m::files
