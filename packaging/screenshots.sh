#!/usr/bin/env bash
# Draws docs/images anew: the window empty, before, during and after a run of the demo, dark and light.
set -euo pipefail
cd "$(dirname "$0")/.."
bash packaging/build.sh release
workbench=build/release/bin/ld3m-workbench
images=docs/images
scratch=$(mktemp -d)
trap 'rm -rf "$scratch"' EXIT
export QT_QPA_PLATFORM=offscreen XDG_CONFIG_HOME="$scratch/config" XDG_DATA_HOME="$scratch/data"

"$workbench" --theme dark --screenshot "$images/workbench-empty.png" --when 1500
"$workbench" --demo --theme dark --screenshot "$images/workbench-before.png" --when 2000
"$workbench" --demo --run --theme dark \
  --screenshot "$images/workbench-running.png" --when iteration:80 \
  --screenshot "$images/workbench-finished.png" --when finished
"$workbench" --demo --theme light --screenshot "$images/workbench-light.png" --when 3000
ls -l "$images"
