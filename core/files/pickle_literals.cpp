#include "core/files/pickle_literals.h"

#include <bit>
#include <charconv>

#include "core/files/unsound.h"

namespace ld3m::files {
namespace {

template<typename Number>
Number decimal(std::string_view digits) {
    Number value = {};
    const auto [end, problem] = std::from_chars(digits.data(), digits.data() + digits.size(), value);
    if (problem != std::errc{} || end != digits.data() + digits.size())
        throw Unsound{"its pickle has a number that is none"};
    return value;
}

} // namespace

std::int64_t integerIn(std::string_view digits) {
    return decimal<std::int64_t>(digits);
}

std::uint64_t placeIn(std::string_view digits) {
    return decimal<std::uint64_t>(digits);
}

double realIn(std::string_view digits) {
    return decimal<double>(digits);
}

std::optional<std::int64_t> integerIn(std::span<const std::byte> bytes) {
    if (bytes.size() > sizeof(std::int64_t))
        return {};
    const bool negative = !bytes.empty() && (bytes.back() & std::byte{0x80}) != std::byte{};
    std::uint64_t value = negative ? ~std::uint64_t{} : 0;
    for (std::size_t i = bytes.size(); i-- > 0;)
        value = value << 8 | std::to_integer<std::uint64_t>(bytes[i]);
    return static_cast<std::int64_t>(value);
}

double realIn(std::span<const std::byte, 8> bytes) {
    std::uint64_t bits = 0;
    for (const std::byte byte : bytes)
        bits = bits << 8 | std::to_integer<std::uint64_t>(byte);
    return std::bit_cast<double>(bits);
}

std::string_view textIn(std::string_view line) {
    if (line.find('\\') != std::string_view::npos)
        throw Unsound{"its pickle has a text with escapes"};
    return line;
}

std::string_view quotedIn(std::string_view line) {
    if (line.size() < 2 || line.front() != line.back() || (line.front() != '\'' && line.front() != '"'))
        throw Unsound{"its pickle has a text without quotes"};
    return textIn(line.substr(1, line.size() - 2));
}

} // namespace ld3m::files
