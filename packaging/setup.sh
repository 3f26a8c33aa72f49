#!/usr/bin/env bash
# Installs what a build needs: Debian packages, and LibTorch from PyPI into .deps/. A second run does nothing.
set -euo pipefail
cd "$(dirname "$0")/.."

TORCH_VERSION=2.11.0
PACKAGES=(
  build-essential cmake ninja-build mold ccache git ca-certificates python3
  qt6-base-dev qt6-svg-dev qt6-qpa-plugins libqcustomplot-dev libqcustomplot2.1-qt6
  libopencv-dev libspdlog-dev libtomlplusplus-dev libcli11-dev nlohmann-json3-dev libbenchmark-dev
  libgl1-mesa-dri fonts-inter fonts-dejavu-core
)
DEPS="${LD3M_DEPS:-$PWD/.deps}"
started=$SECONDS
say() { printf 'setup: %s\n' "$*"; }
fail() { printf 'setup: %s\n' "$*" >&2; exit 1; }

installed() { dpkg-query -W -f '${Status}' "$1" 2>/dev/null | grep -q 'ok installed'; }

install_debian_packages() {
  command -v dpkg-query >/dev/null || { say "not a Debian system: install the counterparts of ${PACKAGES[*]}"; return; }
  local missing=()
  local package
  for package in "${PACKAGES[@]}"; do
    installed "$package" || { [ "$package" = python3 ] && command -v python3 >/dev/null; } ||
      { [ "$package" = cmake ] && command -v cmake >/dev/null; } || missing+=("$package")
  done
  python3 -m pip --version >/dev/null 2>&1 || missing+=(python3-pip)
  if [ ${#missing[@]} -eq 0 ]; then
    say "Debian packages are all there"
    return
  fi
  local as_root=()
  if [ "$(id -u)" != 0 ]; then
    if command -v sudo >/dev/null && sudo -n true 2>/dev/null; then
      as_root=(sudo -n)
    else
      fail "these packages are missing; run this, then start again: sudo apt-get install --no-install-recommends ${missing[*]}"
    fi
  fi
  say "installing ${#missing[@]} Debian packages: ${missing[*]}"
  "${as_root[@]}" apt-get update -qq
  DEBIAN_FRONTEND=noninteractive "${as_root[@]}" apt-get install -y -qq --no-install-recommends "${missing[@]}" >/dev/null
}

has_nvcc() { command -v nvcc >/dev/null || [ -x /usr/local/cuda/bin/nvcc ]; }
has_driver() { [ -e /dev/nvidiactl ] || command -v nvidia-smi >/dev/null; }

# CUDA wherever something could compile or run it; else only the 0.5 GB wheel and the two small libraries it links.
wanted_flavour() {
  case "${LD3M_CUDA:-}" in
    ON) echo cuda ;;
    OFF) echo cpu ;;
    *) if has_nvcc || has_driver; then echo cuda; else echo cpu; fi ;;
  esac
}

install_libtorch() {
  local flavour=$1 stamp="$DEPS/libtorch-$TORCH_VERSION-$1"
  # The CUDA wheel set serves a CPU build as well.
  if [ -e "$stamp" ] || [ -e "$DEPS/libtorch-$TORCH_VERSION-cuda" ]; then
    say "LibTorch $TORCH_VERSION is there"
    return
  fi
  say "installing LibTorch $TORCH_VERSION ($flavour) from PyPI into ${DEPS#"$PWD"/}/python; this takes a minute or two"
  rm -rf "$DEPS/python" "$DEPS/python.part"
  mkdir -p "$DEPS"
  local pip=(python3 -m pip install --quiet --disable-pip-version-check --root-user-action=ignore
             --only-binary=:all: --target "$DEPS/python.part")
  if [ "$flavour" = cuda ]; then
    "${pip[@]}" "torch==$TORCH_VERSION" numpy
    has_nvcc || "${pip[@]}" --upgrade "nvidia-cuda-nvcc==13.0.*" "nvidia-cuda-crt==13.0.*" "nvidia-nvvm==13.0.*" "nvidia-cuda-cccl==13.0.*"
  else
    "${pip[@]}" --no-deps "torch==$TORCH_VERSION" "nvidia-cuda-runtime==13.0.*" "nvidia-cuda-cupti==13.0.*"
  fi
  mv "$DEPS/python.part" "$DEPS/python"
  touch "$stamp"
}

install_debian_packages
install_libtorch "$(wanted_flavour)"
say "ready after $((SECONDS - started)) s"
