#!/bin/sh
# Opens the map of this folder; a double click on a Mac, or ./open-the-map.command elsewhere.
cd "$(dirname "$0")" || exit 1
if command -v python3 >/dev/null 2>&1; then
  exec python3 open-the-map.py
fi
echo "This map needs Python 3, which is not on this computer: get it from python.org and try again."
printf "Press Enter to close. "
read -r _
