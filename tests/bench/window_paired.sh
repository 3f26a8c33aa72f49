#!/usr/bin/env bash
# How much the window slows a run: the demo headless and in the window in turn, and the ratio of their throughput.
# tests/bench/window_paired.sh [pairs] [iterations]; the programs must be built (packaging/build.sh release).
set -euo pipefail
cd "$(dirname "$0")/../.."
pairs=${1:-5}
iterations=${2:-60}
bin=build/release/bin
scratch=$(mktemp -d)
trap 'rm -rf "$scratch"' EXIT
export QT_QPA_PLATFORM=offscreen XDG_CONFIG_HOME="$scratch/config" XDG_DATA_HOME="$scratch/data" \
  XDG_CACHE_HOME="$scratch/cache" LD3M_CACHE="$scratch/cache"
sed -e '/^name/d' -e "s|\"../../resources|\"$PWD/resources|" -e "s/^iterations = .*/iterations = $iterations/" \
  -e 's/^every = .*/every = 0/' projects/demo/project.toml > "$scratch/demo.toml"

# Iterations a second over the seconds that the iterations themselves took, the first five left out.
rate() {
  python3 - "$1" <<'PYTHON'
import json, sys
seconds = [event["seconds"] for event in map(json.loads, open(sys.argv[1])) if event.get("event") == "iteration"][5:]
print(len(seconds) / sum(seconds))
PYTHON
}

headless() {
  "$bin/ld3m" run "$scratch/demo.toml" --run "$scratch/headless-$1" > "$scratch/log" 2>&1
  rate "$scratch/headless-$1/metrics.jsonl"
}

windowed() {
  "$bin/ld3m-workbench" "$scratch/demo.toml" --project "$scratch/project-$1" --run --latency > "$scratch/latency" 2>&1
  rate "$scratch/project-$1"/runs/*/metrics.jsonl
}

echo "| pair | headless, it/s | window, it/s | window / headless |"
echo "| --- | --- | --- | --- |"
for pair in $(seq "$pairs"); do
  if [ $((pair % 2)) = 1 ]; then a=$(headless "$pair"); b=$(windowed "$pair"); else b=$(windowed "$pair"); a=$(headless "$pair"); fi
  awk -v p="$pair" -v a="$a" -v b="$b" 'BEGIN { printf "| %d | %.3f | %.3f | %.4f |\n", p, a, b, b / a }' | tee -a "$scratch/rows"
done
awk -F'|' '{ print $5 }' "$scratch/rows" | sort -n |
  awk '{ r[NR] = $1 } END { m = NR % 2 ? r[(NR + 1) / 2] : (r[NR / 2] + r[NR / 2 + 1]) / 2; printf "median ratio %.4f on %d pairs\n", m, NR }'
grep -m1 latency "$scratch/latency"
