#!/usr/bin/env bash
# Gathers the header-only libraries in .deps/include, for a machine that has no Debian packages: carry that folder there.
set -euo pipefail
cd "$(dirname "$0")/.."
include="${LD3M_DEPS:-$PWD/.deps}/include"
mkdir -p "$include"
for library in toml++ nlohmann CLI spdlog fmt; do
  [ -d "/usr/include/$library" ] || { echo "headers: /usr/include/$library is missing: run packaging/setup.sh first." >&2; exit 1; }
  rm -rf "${include:?}/$library"
  cp -r "/usr/include/$library" "$include/"
done
du -sh "$include"
