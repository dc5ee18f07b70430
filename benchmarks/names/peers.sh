#!/usr/bin/env bash
# Makes FOLDER (default: build/peers) an environment with the peers of the names benchmark. A peer
# that cannot be installed is passed by and named; the benchmark then says that it was not measured.
#
#   benchmarks/names/peers.sh [FOLDER] [PYTHON]
#
# nomenklatura needs the headers of ICU (Debian: libicu-dev pkg-config g++).
set -euo pipefail
here="$(cd "$(dirname "${BASH_SOURCE[0]}")" && pwd)"
folder="${1:-$here/../../build/peers}"
python="${2:-$("$here/../../requirements/find_python.sh")}"

if ! pkg-config --exists icu-i18n 2>/dev/null; then
  sudo=""
  [ "$(id -u)" -eq 0 ] || sudo="sudo -n"
  { $sudo apt-get update -qq && DEBIAN_FRONTEND=noninteractive $sudo apt-get install -qq --yes \
    --no-install-recommends libicu-dev pkg-config g++; } >/dev/null \
    || echo "no headers of ICU: nomenklatura will be passed by"
fi

"$folder/bin/python" -c '' 2>/dev/null || "$python" -m venv "$folder"
grep -v '^#' "$here/peers.txt" | while read -r package; do
  "$folder/bin/python" -m pip install --quiet --disable-pip-version-check "$package" \
    || echo "not installed: $package"
done
