// The engine's tools as the window takes them. Part of the program, not of the window's library: only here do
// both meet.
#pragma once

#include "app/session/tools.h"

namespace ld3m::workbench {

session::Tools engineTools();

} // namespace ld3m::workbench
