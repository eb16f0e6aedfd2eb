"""JPEG, 2048 px, to the working size of 512 px: Cabinet beside Pillow, pyvips and OpenCV.

    python -m benchmarks decode

One thread, the same files, a warm cache. Before timing: every side is compared with a full decode
reduced by Lanczos; a scaled decode is another filter, and how other is printed.
"""

from collections.abc import Callable, Iterator
from pathlib import Path

import cv2
import numpy as np
from numpy.typing import NDArray
from PIL import Image

from benchmarks import samples
from benchmarks.sidebyside import Row, Times, absent, faster, in_turns, main, peer, threads
from cabinet.pictures import images

Picture = NDArray[np.uint8]
SIZE = (512, 342)
WORK = "JPEG 2048 px to 512 px"


def cabinet(path: Path) -> Picture:
    """Decode at a half or a quarter, then average."""
    return images.read(path, max(SIZE))


def cabinet_whole(path: Path) -> Picture:
    """Decode all, as create_images.py must, which cuts out of the whole; then average."""
    return images.reduced(images.read(path), max(SIZE))


def pillow(path: Path) -> Picture:
    """Decode all and reduce bilinearly."""
    with Image.open(path) as image:
        return np.asarray(image.convert("RGB").resize(SIZE, Image.Resampling.BILINEAR))


def lanczos(path: Path) -> Picture:
    """Decode all and reduce by Lanczos: what the others are compared with."""
    with Image.open(path) as image:
        return np.asarray(image.convert("RGB").resize(SIZE, Image.Resampling.LANCZOS))


def draft(path: Path) -> Picture:
    """Let Pillow decode at a half or a quarter."""
    with Image.open(path) as image:
        image.draft("RGB", SIZE)
        return np.asarray(image.resize(SIZE, Image.Resampling.BILINEAR))


def opencv(path: Path) -> Picture:
    """Let OpenCV decode at a half, then average."""
    decoded = cv2.imread(str(path), cv2.IMREAD_REDUCED_COLOR_2)
    small = cv2.resize(decoded, SIZE, interpolation=cv2.INTER_AREA)
    return np.asarray(cv2.cvtColor(small, cv2.COLOR_BGR2RGB), np.uint8)


def likeness(one: Picture, other: Picture) -> float:
    """Return the PSNR of two pictures in dB."""
    error = np.mean((one.astype(np.float64) - other) ** 2)
    return float(10 * np.log10(255**2 / max(error, 1e-9)))


def rows() -> Iterator[Row]:
    """Compare, time, and yield a row for each peer."""
    threads(1)
    paths = [frame for frame, _ in samples.frames(40)]
    sides: dict[str, Callable[[Path], Picture]] = {
        "Cabinet": cabinet, "Cabinet, decoding all": cabinet_whole, "Pillow, full": pillow,
        "Pillow, draft": draft, "OpenCV, reduced": opencv,
    }  # fmt: skip
    vips = peer("pyvips")
    if vips:
        sides["pyvips"] = lambda path: vips.Image.thumbnail(
            str(path), max(SIZE), height=SIZE[1], size="force"
        ).numpy()
    like = {}
    for name, side in sides.items():
        found = [likeness(side(path), lanczos(path)) for path in paths[:10]]
        like[name] = f"PSNR {np.mean(found):.1f} dB to Lanczos"
        print(f"  {name:<44} {like[name]}")
        assert min(found) > 30, name
    taken: dict[str, Times] = in_turns(
        {name: lambda side=side: [side(path) for path in paths] for name, side in sides.items()},  # type: ignore[misc]
        5,
    )
    goals = {"Pillow, full": 3.0}
    for name in ("Pillow, full", "Pillow, draft", "pyvips", "OpenCV, reduced"):
        if name not in taken:
            yield absent(WORK, name, "-")
            continue
        yield faster(WORK, name, ours=taken["Cabinet"], theirs=taken[name], least=goals.get(name),
                     beside=f"{like['Cabinet']}, theirs {like[name].split(' to')[0]}")  # fmt: skip
    yield faster(f"{WORK}, all decoded", "Pillow, full", ours=taken["Cabinet, decoding all"],
                 theirs=taken["Pillow, full"], least=None)  # fmt: skip


if __name__ == "__main__":
    main(rows)
