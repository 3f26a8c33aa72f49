#!/usr/bin/env bash
# Sets up, configures and builds one preset (default: release).
set -euo pipefail
cd "$(dirname "$0")/.."
preset="${1:-release}"
bash packaging/setup.sh
mkdir -p "build/$preset"
if ! cmake --preset "$preset" > "build/$preset/configure.log" 2>&1; then
  cat "build/$preset/configure.log" >&2
  exit 1
fi
ln -sfn "build/$preset/compile_commands.json" compile_commands.json
started=$SECONDS
cmake --build --preset "$preset"
printf 'build: %s is ready after %d s\n' "$preset" $((SECONDS - started))
