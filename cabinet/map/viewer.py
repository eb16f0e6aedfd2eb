"""Put the viewer's files beside a collection's data, so that the folder is all that is served."""

import shutil
from pathlib import Path

TOURS = "tours.json"
VIEWER = Path(__file__).resolve().parents[2] / "server"


def publish(server: Path) -> None:
    """Copy the static files of the viewer to a collection's `server` folder, whole or not at all.

    The project's own `server` folder is the viewer already. What curators write there, the tours,
    is neither replaced nor carried from one collection to another. Raises FileNotFoundError with
    the remedy if Leaflet was never installed.
    """
    if not (VIEWER / "vendor" / "leaflet" / "leaflet.js").exists():
        raise FileNotFoundError(
            f"{VIEWER / 'vendor' / 'leaflet'} is not there: run `make server/vendor/leaflet`"
        )
    server.mkdir(parents=True, exist_ok=True)
    if not (server / TOURS).exists():
        (server / TOURS).write_text('{"tours": []}\n', encoding="utf-8")
    if server.resolve() == VIEWER:
        return
    for path in sorted(VIEWER.iterdir()):
        if path.name in ("data", TOURS):
            continue
        if path.is_dir():
            shutil.copytree(path, server / path.name, dirs_exist_ok=True)
        else:
            shutil.copy2(path, server / path.name)
