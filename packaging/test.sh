#!/usr/bin/env bash
# Sets up, builds and passes the tests. Arguments are passed on to ctest.
set -euo pipefail
cd "$(dirname "$0")/.."
bash packaging/build.sh release
export QT_QPA_PLATFORM=offscreen
exec ctest --test-dir build/release --output-on-failure --no-tests=error -j "$(nproc)" "$@"
