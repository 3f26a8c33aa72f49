// The project's own small border in front of spdlog: no other file includes it.
#pragma once

#include <functional>
#include <string>

namespace ld3m::base::log {

enum class Level { debug, info, warning, error };

/// Thread-safe. Lines go to stderr until setSink() says otherwise.
void debug(const std::string& line);
void info(const std::string& line);
void warning(const std::string& line);
void error(const std::string& line);

/// Lines below `level` are dropped. Default: info.
void setLevel(Level level);

using Sink = std::function<void(Level, const std::string& line)>;

/// Sends every line to `sink` as well (called on the thread that logs). An empty function removes it.
void setSink(Sink sink);

/// false silences stderr, for programs that draw their own progress there.
void setConsole(bool on);

} // namespace ld3m::base::log
