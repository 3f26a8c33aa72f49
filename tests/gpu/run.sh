#!/usr/bin/env bash
# The checks that want a GPU, on a machine that has only CMake, nvcc, a C++ compiler and a Python with torch 2.11:
#   bash packaging/headers.sh          (beforehand, where the Debian packages are; carry .deps/include)
#   bash tests/gpu/run.sh [RESULTS]    (there; default folder: gpu-results)
# Builds engine, command line, parity and bench without Qt and OpenCV, compares with the reference tensors in fp32, tf32
# and bf16 on the GPU, and measures an iteration. BUILD_ONLY=1 stops after the build.
set -euo pipefail
cd "$(dirname "$0")/../.."
results="${1:-gpu-results}"
build="${LD3M_GPU_BUILD:-build/gpu}"
mkdir -p "$results"
results="$(cd "$results" && pwd)"
say() { printf 'gpu: %s\n' "$*" | tee -a "$results/summary.txt"; }
fail() { printf 'gpu: %s\n' "$*" >&2; exit 1; }

python="${PYTHON:-python3}"
torch="${LD3M_TORCH_ROOT:-$("$python" -c 'import os, torch; print(os.path.dirname(torch.__file__))' 2>/dev/null || true)}"
[ -n "$torch" ] || torch="$PWD/.deps/python/torch"
[ -e "$torch/lib/libtorch_cuda.so" ] || fail "no torch with CUDA libraries was found: set PYTHON or LD3M_TORCH_ROOT."
command -v cmake >/dev/null || fail "cmake is missing."
if [ -z "${BUILD_ONLY:-}" ]; then
  command -v nvidia-smi >/dev/null && nvidia-smi -L >/dev/null 2>&1 || fail "there is no usable NVIDIA GPU here; BUILD_ONLY=1 builds all the same."
  nvidia-smi --query-gpu=name,driver_version,memory.total --format=csv | tee "$results/gpu.csv"
fi

: > "$results/summary.txt"
started=$SECONDS
generator=()
command -v ninja >/dev/null && generator=(-G Ninja)
cmake -S . -B "$build" "${generator[@]}" -DCMAKE_BUILD_TYPE=Release -DLD3M_GUI=OFF -DLD3M_IMAGE_FILES=OFF -DLD3M_CUDA=ON \
  -DBUILD_TESTING=OFF -DLD3M_TORCH_ROOT="$torch" -DCMAKE_CUDA_ARCHITECTURES="${LD3M_GPU_ARCHITECTURES:-90}" > "$results/configure.log" 2>&1 ||
  { tail -20 "$results/configure.log" >&2; fail "the build could not be configured."; }
cmake --build "$build" -j "$(nproc)" --target ld3m ld3m-parity ld3m-bench > "$results/build.log" 2>&1 ||
  { grep -m5 -A3 'error' "$results/build.log" >&2; fail "the build failed; see $results/build.log."; }
say "built after $((SECONDS - started)) s"
[ -z "${BUILD_ONLY:-}" ] || exit 0

failures=0
golden=tests/golden/diffusion
for precision in fp32 tf32 bf16; do
  files=("$golden")
  # The codebook and resizing have no bf16 form.
  [ "$precision" = bf16 ] && files=("$golden"/unet_*.safetensors "$golden/kl.safetensors" "$golden/class_embedder.safetensors")
  if "$build/bin/ld3m-parity" --device cuda --precision "$precision" --markdown "${files[@]}" > "$results/parity-$precision.md"; then
    say "parity $precision: ok"
  else
    say "parity $precision: FAILED, see parity-$precision.md"
    failures=$((failures + 1))
  fi
done
for memory in keep per_step two_pass; do
  "$build/bin/ld3m-bench" --device cuda --memory "$memory" --json > "$results/bench-demo-$memory.json" || failures=$((failures + 1))
done
"$build/bin/ld3m-bench" --device cuda --structure cin256-v2 --resolution 128 --json > "$results/bench-cin256-v2.json" || failures=$((failures + 1))
say "done after $((SECONDS - started)) s, $failures failures; results in $results"
[ "$failures" = 0 ]
