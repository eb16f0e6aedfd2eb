"""Run the whole chain on a collection while the local museum serves its photographs."""

import subprocess
import sys
import time
import urllib.error
import urllib.request
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

ROOT = Path(__file__).resolve().parent.parent


@contextmanager
def museum(folder: Path, port: int) -> Iterator[str]:
    """Serve a folder of photographs on 127.0.0.1 for a while; yield the address.

    Raises RuntimeError if the museum does not open within ten seconds (the port may be taken).
    """
    command = [sys.executable, "-m", "cabinet.drawn.museum", "--folder", str(folder.absolute())]
    server = subprocess.Popen([*command, "--port", str(port)], cwd=ROOT)
    address = f"http://127.0.0.1:{port}"
    try:
        wait_for(address, server)
        yield address
    finally:
        server.terminate()
        server.wait(timeout=10)


def wait_for(address: str, server: subprocess.Popen[bytes]) -> None:
    """Return as soon as the museum answers anything at all."""
    deadline = time.monotonic() + 10
    while time.monotonic() < deadline and server.poll() is None:
        try:
            urllib.request.urlopen(address, timeout=1).close()
        except urllib.error.HTTPError:
            return
        except OSError:
            time.sleep(0.05)
        else:
            return
    raise RuntimeError(f"The local museum did not open at {address}: is the port taken?")


def run_with_museum(collection: Path, photographs: Path, port: int) -> int:
    """Run every stage that is due; return the exit status of `pipeline.py run`."""
    with museum(photographs, port):
        command = [sys.executable, str(ROOT / "pipeline.py"), "run"]
        return subprocess.run(
            [*command, "--collection", str(collection.absolute())], cwd=ROOT, check=False
        ).returncode
