// Cells of comma-separated files, as every spreadsheet reads them (RFC 4180).
#pragma once

#include <charconv>
#include <cmath>
#include <string>

namespace ld3m::base {

/// Quoted where it has to be.
inline std::string csvCell(const std::string& text) {
    if (text.find_first_of(",\"\r\n") == std::string::npos)
        return text;
    std::string quoted = "\"";
    for (const char letter : text)
        quoted += letter == '"' ? std::string("\"\"") : std::string(1, letter);
    return quoted + '"';
}

/// The shortest that reads back to the same bits; empty for what is no number.
inline std::string csvCell(double number) {
    if (!std::isfinite(number))
        return {};
    const double size = std::abs(number);
    const bool plain = number == 0 || (size >= 1e-5 && size < 1e15);
    char text[64];
    const auto end = std::to_chars(text, text + sizeof text, number,
                                   plain ? std::chars_format::fixed : std::chars_format::general);
    return {text, end.ptr};
}

} // namespace ld3m::base
