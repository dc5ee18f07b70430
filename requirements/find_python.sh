#!/usr/bin/env bash
# Prints the path of a Python that starts and is at least 3.11, or exactly the version asked for.
#
#   requirements/find_python.sh         the best one: 3.11, else `python3`, else a newer one
#   requirements/find_python.sh 3.12    that version only
#
# Exits 1 with one line where there is none. A launcher that exists but does not start is passed by.
set -euo pipefail

wanted="${1:-}"
check='import sys
wanted = sys.argv[1]
have = "%d.%d" % sys.version_info[:2]
if sys.version_info < (3, 11) or wanted not in ("", have):
    sys.exit(1)
print(getattr(sys, "_base_executable", None) or sys.executable)'

if [ -n "$wanted" ]; then
  candidates=("python$wanted")
else
  candidates=(python3.11 python3 python3.12 python3.13)
fi
for folder in "${PYENV_ROOT:-${HOME:-/nonexistent}/.pyenv}"/versions/"${wanted:-3.11}".*/bin; do
  candidates+=("$folder/python")
done

for candidate in "${candidates[@]}"; do
  if "$candidate" -c "$check" "$wanted" 2>/dev/null; then
    exit 0
  fi
done
echo "no Python ${wanted:-3.11 or newer} was found: install it, or put it on PATH" >&2
exit 1
