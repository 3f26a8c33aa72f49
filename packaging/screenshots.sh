#!/usr/bin/env bash
# Draws every picture of docs/guide anew, from the real program: 1x and 2x, light and dark. Some minutes on two cores.
# Where pngquant is installed (a Debian package), the files become a quarter as large.
set -euo pipefail
cd "$(dirname "$0")/.."
[ "${1:-}" = --built ] || bash packaging/build.sh release
workbench=build/release/bin/ld3m-workbench
images=docs/guide/images
scratch=$(mktemp -d)
trap 'rm -rf "$scratch"' EXIT
export QT_QPA_PLATFORM=offscreen HOME="$scratch" XDG_CONFIG_HOME="$scratch/config" XDG_DATA_HOME="$scratch/data" \
  LD3M_CACHE="$scratch/cache" OMP_WAIT_POLICY=passive

# One finished run and one sweep of the demo, looked at in all four styles.
finished="$scratch/demo-finished/runs/2026-11-26-001"
build/release/bin/ld3m run projects/demo --run "$finished" --set distillation.iterations=120 > "$scratch/log"
build/release/bin/ld3m sweep projects/sweeps/demo.toml --into "$scratch/demo-sweep" --jobs 2 >> "$scratch/log"
cp -r resources/demo/cifar10-mini "$scratch/small-images"

mkdir -p "$images"
rm -f "$images"/*.png
for theme in light dark; do
  for scale in 1 2; do
    rm -rf "$XDG_CONFIG_HOME" "$XDG_DATA_HOME"
    QT_SCALE_FACTOR=$scale "$workbench" "$finished" --theme "$theme" --size 1440x900 --guide "$images" \
      --images "$scratch/small-images" --sweep "$scratch/demo-sweep"
  done
done
if command -v pngquant > /dev/null; then
  pngquant --force --skip-if-larger --ext .png --quality 70-95 "$images"/*.png || [ $? = 98 ]
fi
"$workbench" --keys > docs/guide/keyboard.md
du -sh "$images"
