// One line on standard error that is drawn over; nothing where that is no terminal.
#pragma once

#include <string>

namespace ld3m::cli {

class StatusLine {
public:
    StatusLine();

    bool onTerminal() const { return m_terminal; }
    void show(const std::string& text);
    void clear();

private:
    void draw(const std::string& text);

    bool m_terminal;
    bool m_shown = false;
};

/// "1:02:03".
std::string clock(double seconds);

} // namespace ld3m::cli
