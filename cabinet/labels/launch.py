"""Starting and ending the labels server from the command line."""

import argparse
import secrets
import signal
import socket
import sys
import webbrowser
from contextlib import suppress
from pathlib import Path
from types import FrameType

from cabinet import listings
from cabinet.labels.collection import CUTOUTS, PHOTOGRAPHS, Collection
from cabinet.labels.guard import HERE
from config import Config, SettingError


def parser(doc: str | None) -> argparse.ArgumentParser:
    """Return the command line's parser."""
    made = argparse.ArgumentParser(
        prog="labels_server.py",
        description=doc,
        formatter_class=argparse.RawDescriptionHelpFormatter,
    )
    made.add_argument(
        "--collection", type=Path, default=Path(), metavar="FOLDER", help="folder with data/ in it"
    )
    made.add_argument("--port", type=int, default=5000, help="default: 5000; 0: any free one")
    made.add_argument("--no-browser", action="store_true", help="only print the address")
    made.add_argument(
        "--host",
        default=HERE[0],
        help="address to listen on; another than 127.0.0.1 asks for a token (printed at the start)",
    )
    made.add_argument(
        "--only",
        type=Path,
        metavar="FILE",
        help="offer only the images in this list: a CSV with a column image",
    )
    made.add_argument(
        "--page", default="", help="what the browser opens, such as identifications.html?sort=size"
    )
    made.add_argument("--notebook", action="store_true", help="let local notebooks frame the pages")
    return made


def main(doc: str | None) -> None:
    """Serve the pages until Ctrl-C or SIGTERM; every label is on the disk by then."""
    options = parser(doc).parse_args()
    try:
        collection = opened(options.collection, options.only)
        listening = socket.create_server((options.host, options.port))
    except (SettingError, FileNotFoundError) as error:
        sys.exit(f"labels_server: {error}")
    except (OSError, OverflowError) as error:
        sys.exit(
            f"labels_server: {options.host}, port {options.port}: {error}. "
            "Choose another one with --port."
        )
    serve(collection, listening, options)


def opened(folder: Path, only: Path | None = None) -> Collection:
    """Return a collection, or of its images only those in a list.

    Raises `FileNotFoundError` if there is nothing in it to label, or no such list.
    """
    config = Config.load(folder).absolute()
    if not any(config.path(place, "x").parent.is_dir() for place in (CUTOUTS, PHOTOGRAPHS)):
        raise FileNotFoundError(
            f"there are no cutouts in {config.path('data/images_alpha')}: "
            "run create_images.py first, or name the collection with --collection"
        )
    return Collection(config, listed(only) if only else None)


def listed(path: Path) -> frozenset[str]:
    """Return the column `image` of a CSV. Raises `FileNotFoundError` if there is none."""
    found = listings.cells(path, "image")
    if not found:
        raise FileNotFoundError(f"{path} is no list of images: a CSV with a column image")
    return frozenset(image for (image,) in found.values())


def serve(collection: Collection, listening: socket.socket, options: argparse.Namespace) -> None:
    """Answer until the process is told to end."""
    import uvicorn

    from cabinet.labels.server import application
    from cabinet.labels.tasks import Tasks

    token = "" if options.host in HERE else secrets.token_urlsafe(24)
    port = listening.getsockname()[1]
    address = f"http://{options.host}:{port}/{options.page}"
    if token:
        address += f"{'&' if '?' in options.page else '?'}token={token}"
    try:
        tasks = Tasks(collection)
    except OSError as error:
        sys.exit(f"labels_server: {error}")
    app = application(collection, tasks, token=token, framed=options.notebook)
    signal.signal(signal.SIGTERM, _end)
    print(f"{address}  (Ctrl-C ends it; labels are kept as you save)", flush=True)  # noqa: T201
    if not options.no_browser:
        webbrowser.open(address)
    config = uvicorn.Config(
        app, log_level="error", timeout_graceful_shutdown=2, server_header=False
    )
    try:
        with suppress(KeyboardInterrupt):
            uvicorn.Server(config).run(sockets=[listening])
    finally:
        tasks.close()


def _end(_: int, __: FrameType | None) -> None:
    raise KeyboardInterrupt
