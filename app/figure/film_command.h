// `ld3m film`: what it is asked for.
#pragma once

#include <functional>

#include <CLI/CLI.hpp>

namespace ld3m::figure {

void addFilmCommand(CLI::App& app, std::function<void()>& action);

} // namespace ld3m::figure
