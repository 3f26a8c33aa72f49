// Ctrl-C: the first asks the job to stop (it saves its state), the second leaves at once.
#pragma once

namespace ld3m::cli {

/// Installs the handlers of SIGINT and SIGTERM.
void watchInterrupts();
/// One has arrived.
bool interrupted();

} // namespace ld3m::cli
