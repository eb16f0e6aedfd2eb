"""Put the viewer's files beside a collection's data, so that the folder is all that is served."""

import shutil
from pathlib import Path

VIEWER = Path(__file__).resolve().parents[2] / "server"


def publish(server: Path) -> None:
    """Copy the static files of the viewer to a collection's `server` folder, whole or not at all.

    The project's own `server` folder is the viewer already. Raises FileNotFoundError with the
    remedy if Leaflet was never installed.
    """
    if not (VIEWER / "vendor" / "leaflet" / "leaflet.js").exists():
        raise FileNotFoundError(
            f"{VIEWER / 'vendor' / 'leaflet'} is not there: run `make server/vendor/leaflet`"
        )
    if server.resolve() == VIEWER:
        return
    for path in sorted(VIEWER.iterdir()):
        if path.name == "data":
            continue
        if path.is_dir():
            shutil.copytree(path, server / path.name, dirs_exist_ok=True)
        else:
            server.mkdir(parents=True, exist_ok=True)
            shutil.copy2(path, server / path.name)
