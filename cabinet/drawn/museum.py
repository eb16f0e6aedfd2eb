"""A local museum: serves a folder of photographs over HTTP as the NHM's media server does.

    with open_museum(folder, misbehaviour={"some-id": Fault("500", times=1)}) as museum:
        requests.get(f"{museum.base}/media/some-id")
        museum.log          # [Request(image, path, time in seconds, status)]

Routes: `/media/<id>` (= preview), `/thumbnail`, `/preview`, `/original`, `/info.json`, IIIF
`/media/<id>/{region}/{size}/{rotation}/{quality}.{fmt}`, `/media/mam/<40 hex>`, and
`/v1/occurrence/search` in GBIF's shape where the records are known.
`python -m cabinet.drawn.museum --folder F --port P` runs it in the foreground.
"""

from __future__ import annotations

import argparse
import sys
import threading
from collections.abc import Iterator, Mapping
from contextlib import contextmanager
from http.server import ThreadingHTTPServer
from pathlib import Path

from cabinet.drawn.desk import Desk, Museum, Request
from cabinet.drawn.holdings import Holdings
from cabinet.drawn.misbehaviour import Fault
from cabinet.drawn.occurrences import Occurrences

__all__ = ["Fault", "Museum", "Request", "main", "open_museum"]


class _Server(ThreadingHTTPServer):
    daemon_threads = True
    request_queue_size = 128


@contextmanager
def open_museum(
    folder: Path,
    port: int = 0,
    *,
    records: Path | None = None,
    misbehaviour: Mapping[str, Fault] | None = None,
) -> Iterator[Museum]:
    """Serve a folder of photographs on 127.0.0.1 until the block ends; port 0 takes a free one.

    records: the folder with occurrence.csv and multimedia.csv that the search answers from.
    """
    known = None if records is None else Occurrences(records)
    museum = Museum(Holdings(folder), known, dict(misbehaviour or {}))
    desk = type("MuseumDesk", (Desk,), {"museum": museum})
    server = _Server(("127.0.0.1", port), desk)
    museum.base = f"http://127.0.0.1:{server.server_address[1]}"
    thread = threading.Thread(target=server.serve_forever, kwargs={"poll_interval": 0.05})
    thread.start()
    try:
        yield museum
    finally:
        museum.closing.set()
        server.shutdown()
        server.server_close()
        thread.join()


def main() -> None:
    """Run the museum in the foreground until Ctrl-C or SIGTERM."""
    parser = argparse.ArgumentParser(prog="python -m cabinet.drawn.museum")
    parser.add_argument("--folder", type=Path, required=True, help="photographs to serve")
    parser.add_argument("--port", type=int, default=8765, help="port on 127.0.0.1 (8765)")
    parser.add_argument("--records", type=Path, help="folder of occurrence.csv, multimedia.csv")
    given = parser.parse_args()
    with open_museum(given.folder, given.port, records=given.records) as museum:
        held = len(museum.holdings.files)
        sys.stdout.write(f"{held} photographs at {museum.base}/media/\n")
        sys.stdout.flush()
        try:
            museum.closing.wait()
        except KeyboardInterrupt:
            return


if __name__ == "__main__":
    main()
