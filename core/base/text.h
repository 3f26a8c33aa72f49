// Sentences out of pieces: text("no class folder in ", path). (GCC 12 has no std::format, and the fmt
// headers that LibTorch ships clash with the ones spdlog wants.)
#pragma once

#include <sstream>
#include <string>

namespace ld3m::base {

template<typename... Pieces>
std::string text(const Pieces&... pieces) {
    std::ostringstream out;
    (out << ... << pieces);
    return out.str();
}

/// Joins with a separator: join({"a", "b"}, ", ") is "a, b".
template<typename Strings>
std::string join(const Strings& strings, std::string_view separator) {
    std::string joined;
    for (const auto& piece : strings) {
        if (!joined.empty())
            joined += separator;
        joined += piece;
    }
    return joined;
}

} // namespace ld3m::base
