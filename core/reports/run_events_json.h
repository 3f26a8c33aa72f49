// Events as lines of metrics.jsonl and of `ld3m run --json`: one JSON object a line.
#pragma once

#include <optional>
#include <string>

#include "core/reports/run_events.h"

namespace ld3m::reports {

/// One line without its newline. An iteration's has at least: event, iteration, loss, latent_grad_norm,
/// conditioning_grad_norm, seconds. Numbers read back to the same bits; not-a-number and infinity are written
/// as null, which reads back as not-a-number.
std::string toJsonLine(const Event& event);

/// The event of one line; nothing when the line is torn or of an unknown kind.
std::optional<Event> fromJsonLine(const std::string& line);

} // namespace ld3m::reports
