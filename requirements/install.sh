#!/usr/bin/env bash
# Makes the virtual environment FOLDER hold the locked packages and this checkout, editable.
#
#   requirements/install.sh FOLDER PYTHON
#
# Uses uv where it is present, else pip. Every package is checked against its hash.
set -euo pipefail

folder="$1"
python="$2"
lock=requirements/dev.txt

if command -v uv >/dev/null && uv --version >/dev/null 2>&1; then
  "$folder/bin/python" -c '' 2>/dev/null || uv venv --quiet --clear --python "$python" "$folder"
  uv pip sync --quiet --python "$folder/bin/python" --require-hashes "$lock"
  uv pip install --quiet --python "$folder/bin/python" --no-deps --no-build-isolation --editable .
else
  "$folder/bin/python" -m pip --version >/dev/null 2>&1 || "$python" -m venv --clear "$folder"
  "$folder/bin/python" -m pip install --quiet --disable-pip-version-check \
    --require-hashes --requirement "$lock"
  "$folder/bin/python" -m pip install --quiet --disable-pip-version-check \
    --no-deps --no-build-isolation --editable .
fi
