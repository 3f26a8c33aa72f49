#include "app/cli/interrupt.h"

#include <csignal>

#include <unistd.h>

#include "app/cli/commands.h"

namespace ld3m::cli {
namespace {

volatile std::sig_atomic_t g_interrupts = 0;

void onInterrupt(int) {
    g_interrupts = g_interrupts + 1;
    if (g_interrupts > 1)
        _exit(kInterrupted);
}

} // namespace

void watchInterrupts() {
    struct sigaction action {};
    action.sa_handler = onInterrupt;
    sigaction(SIGINT, &action, nullptr);
    sigaction(SIGTERM, &action, nullptr);
}

bool interrupted() {
    return g_interrupts > 0;
}

} // namespace ld3m::cli
