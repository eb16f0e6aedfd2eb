"""Put Leaflet, as npm installed it, where the viewer looks for it: server/vendor/leaflet.

Run after `npm ci`. Copies only the three things that the viewer needs.
"""

import shutil
from pathlib import Path

ROOT = Path(__file__).resolve().parent.parent
PARTS = ("leaflet.js", "leaflet.css", "images")


def install(source: Path, target: Path) -> None:
    """Copy the built Leaflet from its npm package (`dist`) to `target`, replacing what is there."""
    target.mkdir(parents=True, exist_ok=True)
    for part in PARTS:
        if (source / part).is_dir():
            shutil.copytree(source / part, target / part, dirs_exist_ok=True)
        else:
            shutil.copyfile(source / part, target / part)


if __name__ == "__main__":
    install(ROOT / "node_modules/leaflet/dist", ROOT / "server/vendor/leaflet")
