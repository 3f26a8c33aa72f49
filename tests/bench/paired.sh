#!/usr/bin/env bash
# ld3m-bench beside a plain PyTorch program of the same iteration, run in turn on the same core: the ratio of their
# medians and, less disturbed by whatever else the machine does, of their fastest iterations.
#   tests/bench/paired.sh PYTHON_PROGRAM [PAIRS] [ITERATIONS]
# The Python program takes --prior, --threads and --iters and prints "(median SECONDS, min SECONDS)". PYTHON (python3),
# BENCH (the release build's ld3m-bench), PRIOR (the bundled one) and CORE (0) may be set. Both compute on one thread.
set -euo pipefail
cd "$(dirname "$0")/../.."

program=${1:?usage: tests/bench/paired.sh PYTHON_PROGRAM [PAIRS] [ITERATIONS]}
pairs=${2:-5}
iterations=${3:-5}
python=${PYTHON:-python3}
bench=${BENCH:-build/release/bin/ld3m-bench}
core=${CORE:-0}
prior=${PRIOR:-resources/priors/cifar10-small.safetensors}
export OMP_WAIT_POLICY=passive OMP_NUM_THREADS=1
fail() { printf 'paired: %s\n' "$*" >&2; exit 2; }

[ -f "$program" ] || fail "there is no Python program $program: give its path."
[ -x "$bench" ] || fail "there is no $bench: build it, or set BENCH."

# Both print "MEDIAN MIN".
ours() {
  taskset -c "$core" "$bench" --checkpoint "$prior" --device cpu --threads 1 --memory keep --iterations "$iterations" --json |
    sed -nE 's/.*"iteration":\{[^}]*"median_seconds":([0-9.e+-]+),"min_seconds":([0-9.e+-]+).*/\1 \2/p'
}
theirs() {
  taskset -c "$core" "$python" "$program" --prior "$prior" --threads 1 --iters "$iterations" |
    sed -nE 's/.*\(median ([0-9.]+), min ([0-9.]+)\).*/\1 \2/p'
}
ratio() { awk -v a="$1" -v b="$2" 'BEGIN {printf "%.3f", a / b}'; }
median() { printf '%s\n' "$@" | sort -g | awk '{v[NR] = $1} END {print (v[int((NR + 1) / 2)] + v[int(NR / 2) + 1]) / 2}'; }

medians=() fastest=()
for ((pair = 1; pair <= pairs; ++pair)); do
  if ((pair % 2)); then
    a=$(ours); b=$(theirs)
  else
    b=$(theirs); a=$(ours)
  fi
  read -r a_median a_min <<<"$a"
  read -r b_median b_min <<<"$b"
  [ -n "${a_min:-}" ] && [ -n "${b_min:-}" ] || fail "pair $pair gave no numbers (ld3m-bench: '$a', Python: '$b')."
  medians+=("$(ratio "$a_median" "$b_median")")
  fastest+=("$(ratio "$a_min" "$b_min")")
  printf 'pair %d: ld3m-bench %.3f s (min %.3f), Python %.3f s (min %.3f), ratio %s (of the fastest %s)\n' \
    "$pair" "$a_median" "$a_min" "$b_median" "$b_min" "${medians[-1]}" "${fastest[-1]}"
done
printf 'median ratio of %d pairs: %s (of the fastest iterations %s)\n' "$pairs" "$(median "${medians[@]}")" \
  "$(median "${fastest[@]}")"
