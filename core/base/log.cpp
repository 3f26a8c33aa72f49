#include "core/base/log.h"

#include <mutex>

#include <spdlog/sinks/stdout_color_sinks.h>
#include <spdlog/spdlog.h>

namespace ld3m::base::log {
namespace {

spdlog::level::level_enum toSpdlog(Level level) {
    switch (level) {
    case Level::debug:
        return spdlog::level::debug;
    case Level::info:
        return spdlog::level::info;
    case Level::warning:
        return spdlog::level::warn;
    case Level::error:
        return spdlog::level::err;
    }
    return spdlog::level::info;
}

struct Border {
    std::shared_ptr<spdlog::sinks::stderr_color_sink_mt> console =
        std::make_shared<spdlog::sinks::stderr_color_sink_mt>();
    spdlog::logger logger{"ld3m", console};
    std::mutex mutex;
    Sink sink;

    Border() { logger.set_pattern("%H:%M:%S %^%l%$ %v"); }
};

Border& border() {
    static Border instance;
    return instance;
}

void write(Level level, const std::string& line) {
    Border& b = border();
    b.logger.log(toSpdlog(level), line);
    Sink sink;
    {
        std::lock_guard lock(b.mutex);
        sink = b.sink;
    }
    if (sink && b.logger.should_log(toSpdlog(level)))
        sink(level, line);
}

} // namespace

void debug(const std::string& line) {
    write(Level::debug, line);
}
void info(const std::string& line) {
    write(Level::info, line);
}
void warning(const std::string& line) {
    write(Level::warning, line);
}
void error(const std::string& line) {
    write(Level::error, line);
}

void setLevel(Level level) {
    border().logger.set_level(toSpdlog(level));
}

void setSink(Sink sink) {
    std::lock_guard lock(border().mutex);
    border().sink = std::move(sink);
}

void setConsole(bool on) {
    border().console->set_level(on ? spdlog::level::trace : spdlog::level::off);
}

} // namespace ld3m::base::log
