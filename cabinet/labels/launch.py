"""Starting and ending the labels server from the command line."""

import argparse
import signal
import sys
import webbrowser
from contextlib import suppress
from pathlib import Path
from types import FrameType

from cabinet.labels.rotations import Rotations
from cabinet.labels.server import LabelsServer
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
    return made


def main(doc: str | None) -> None:
    """Serve the page until Ctrl-C or SIGTERM; every label is on the disk by then."""
    options = parser(doc).parse_args()
    try:
        task = Rotations(Config.load(options.collection).absolute())
    except (OSError, SettingError, ValueError) as error:
        sys.exit(f"labels_server: {error}")
    try:
        serve(task, options.port, browser=not options.no_browser)
    except (OSError, OverflowError) as error:
        sys.exit(f"labels_server: port {options.port}: {error}. Choose another one with --port.")
    finally:
        task.close()


def serve(task: Rotations, port: int, *, browser: bool) -> None:
    """Answer the page until the process is told to end."""
    with LabelsServer(port, task) as server:
        signal.signal(signal.SIGTERM, _end)
        print(f"{server.address}  (Ctrl-C ends it; labels are kept as you save)", flush=True)  # noqa: T201
        if task.table.imported:
            print(f"{task.table.imported} labels taken from data/rotations.csv", flush=True)  # noqa: T201
        if browser:
            webbrowser.open(server.address)
        with suppress(KeyboardInterrupt):
            server.serve_forever()


def _end(_: int, __: FrameType | None) -> None:
    raise KeyboardInterrupt
