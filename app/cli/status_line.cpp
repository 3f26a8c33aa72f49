#include "app/cli/status_line.h"

#include <cstdint>
#include <iomanip>
#include <iostream>
#include <sstream>

#include <unistd.h>

namespace ld3m::cli {

StatusLine::StatusLine() : m_terminal(isatty(STDERR_FILENO) != 0) {}

void StatusLine::show(const std::string& text) {
    if (m_terminal)
        draw(text);
    m_shown = m_terminal;
}

void StatusLine::clear() {
    if (m_shown)
        draw({});
    m_shown = false;
}

void StatusLine::draw(const std::string& text) {
    std::cerr << "\r\033[K" << text << std::flush;
}

std::string clock(double seconds) {
    const auto whole = static_cast<std::int64_t>(seconds + 0.5);
    std::ostringstream out;
    out << whole / 3600 << ':' << std::setfill('0') << std::setw(2) << whole / 60 % 60 << ':' << std::setw(2)
        << whole % 60;
    return out.str();
}

} // namespace ld3m::cli
