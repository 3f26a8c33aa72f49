#!/usr/bin/env bash
# Sets up, builds and opens the workbench on the bundled demo; without a display, runs the demo in the terminal.
# Arguments are passed on to the program that starts.
set -euo pipefail
cd "$(dirname "$0")/.."
bash packaging/build.sh release
bin=build/release/bin
if [ -n "${DISPLAY:-}${WAYLAND_DISPLAY:-}" ]; then
  exec "$bin/ld3m-workbench" projects/demo "$@"
fi
echo "run: there is no display here, so the demo runs in the terminal."
run="projects/demo/runs/$(date +%Y-%m-%d-%H%M%S)"
"$bin/ld3m" run projects/demo --run "$run" "$@"
QT_QPA_PLATFORM=offscreen "$bin/ld3m-workbench" --render "$run" --to "$run/figures"
echo "run: images are in $run/images, figures in $run/figures."
