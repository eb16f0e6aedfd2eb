"""Open this map on a machine of one's own: serve this folder to nobody else, and show it.

A double click is enough (open-the-map.bat in Windows, open-the-map.command on a Mac), or
`python3 open-the-map.py`. Needs Python 3 and nothing else. Closing its window ends it.
"""

import functools
import http.server
import sys
import webbrowser
from pathlib import Path

HERE = Path(__file__).resolve().parent


class Handler(http.server.SimpleHTTPRequestHandler):
    """Files of this folder, with the types that browsers insist on, and without a log."""

    extensions_map = http.server.SimpleHTTPRequestHandler.extensions_map | {
        ".js": "text/javascript",
        ".json": "application/json",
        ".gz": "application/octet-stream",
        ".webp": "image/webp",
        ".svg": "image/svg+xml",
        ".css": "text/css",
    }

    def log_message(self, *_: object) -> None:
        """Say nothing."""


def say(text: str) -> None:
    """Write a line into the window."""
    sys.stdout.write(text + "\n")
    sys.stdout.flush()


def main() -> None:
    """Serve the folder at a free port of this machine until the window is closed."""
    handler = functools.partial(Handler, directory=str(HERE))
    with http.server.ThreadingHTTPServer(("127.0.0.1", 0), handler) as server:
        address = f"http://127.0.0.1:{server.server_address[1]}/"
        say(f"The map is at {address} as long as this window is open.")
        webbrowser.open(address)
        try:
            server.serve_forever()
        except KeyboardInterrupt:
            say("The map is closed.")


if __name__ == "__main__":
    main()
