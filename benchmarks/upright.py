"""Turn a cutout upright and shrink it to 128 px: Cabinet beside Pillow's rotate and Lanczos.

    python -m benchmarks upright

Cutouts of 480 px in memory, one thread. Before timing, both are compared with a truth: the same
turn and scale from each source enlarged eight times, averaged down.
"""

from collections.abc import Iterator

import cv2
import numpy as np
from numpy.typing import NDArray
from PIL import Image

from benchmarks import samples
from benchmarks.decode import likeness
from benchmarks.sidebyside import Row, faster, in_turns, main, threads
from cabinet.pictures import framing, thumbnails

Picture = NDArray[np.uint8]
SIDE = 128
MANY = 8  # samples of the truth along each axis of a pixel


def frame(cutout: Picture, rotation: float) -> tuple[NDArray[np.float64], float]:
    """Return centre and scale of an upright picture of a whole cutout, as `upright_picture`."""
    turned = framing.outline(cutout) @ framing.turning(rotation).T
    low, high = turned.min(0) - 0.5, turned.max(0) + 0.5
    scale = SIDE * (1 - 2 * framing.MARGIN) / float((high - low).max())
    return (low + high) / 2, scale


def cabinet(cutout: Picture, rotation: float) -> Picture:
    """Crop, premultiply, shrink and turn in one warp."""
    lifted = framing.lifted(cutout)
    return framing.on_ground(framing.upright_picture(lifted, rotation, SIDE))


def cabinet_both(cutout: Picture, rotation: float) -> Picture:
    """Make the sprite of twice the size, too, as scale_images.py does."""
    picture = framing.upright_picture(framing.lifted(cutout), rotation, 2 * SIDE)
    half = cv2.resize(picture, (SIDE, SIDE), interpolation=cv2.INTER_AREA)
    return framing.on_ground(np.asarray(half, np.uint8))


def pillow(cutout: Picture, rotation: float) -> Picture:
    """Rotate bicubically, crop, reduce by Lanczos, lay on white."""
    middle, scale = frame(cutout, rotation)
    image = Image.fromarray(cutout).rotate(-rotation, Image.Resampling.BICUBIC, expand=True)
    height, width = cutout.shape[:2]
    centre = np.array([width, height]) / 2
    shift = np.array(image.size) / 2 - framing.turning(rotation) @ centre
    x, y = middle + framing.turning(rotation) @ [0.5, 0.5] + shift
    half = SIDE / scale / 2
    edge = int(max(0, half - min(x, y, image.width - x, image.height - y)) + 2)
    canvas = Image.new("RGBA", (image.width + 2 * edge, image.height + 2 * edge))
    canvas.paste(image, (edge, edge))
    box = (x - half + edge, y - half + edge, x + half + edge, y + half + edge)
    small = canvas.resize((SIDE, SIDE), Image.Resampling.LANCZOS, box=box)
    white = Image.new("RGBA", small.size, "white")
    return np.asarray(Image.alpha_composite(white, small).convert("RGB"))


def truth(cutout: Picture, rotation: float) -> Picture:
    """Return the picture from many samples of each pixel."""
    middle, scale = frame(cutout, rotation)
    large = cv2.resize(framing.premultiplied(cutout), None, fx=4, fy=4,
                       interpolation=cv2.INTER_CUBIC)  # fmt: skip
    large[..., :3] = np.minimum(large[..., :3], large[..., 3:])
    matrix = framing.turning(rotation) * (scale * MANY / 4)
    about = framing.turning(-rotation) @ middle
    offset = (SIDE * MANY - 1) / 2 - matrix @ ((about + 0.5) * 4 - 0.5)
    many = cv2.warpAffine(large, np.column_stack([matrix, offset]), (SIDE * MANY,) * 2,
                          flags=cv2.INTER_LINEAR)  # fmt: skip
    mean = many.astype(np.float64).reshape(SIDE, MANY, SIDE, MANY, 4).mean((1, 3))
    return np.asarray(framing.on_ground(np.rint(mean).astype(np.uint8)), np.uint8)


def rows() -> Iterator[Row]:
    """Compare, time, and yield the rows."""
    threads(1)
    cutouts = [thumbnails.read_cutout(path) for path in samples.cutouts(60)]
    turns = [(float(number * 53 % 360) - 179, one) for number, one in enumerate(cutouts)]
    sides = {"Cabinet": cabinet, "Cabinet, sprite too": cabinet_both, "Pillow": pillow}
    like = {}
    for name, side in sides.items():
        found = [likeness(side(one, turn), truth(one, turn)) for turn, one in turns[:30]]
        like[name] = float(np.mean(found))
        print(f"  {name:<44} PSNR {like[name]:.1f} dB to the truth, least {min(found):.1f}")
    taken = in_turns(
        {name: lambda side=side: [side(one, turn) for turn, one in turns]  # type: ignore[misc]
         for name, side in sides.items()}, 5)  # fmt: skip
    work = "upright + shrink, 480 px to 128 px"
    against = "Pillow rotate and Lanczos"
    for name, least in (("Cabinet", 8.0), ("Cabinet, sprite too", None)):
        told = f"{like[name]:.1f} dB to the truth (goal 38), theirs {like['Pillow']:.1f}"
        yield faster(work + name.removeprefix("Cabinet"), against, ours=taken[name],
                     theirs=taken["Pillow"], least=least, beside=told,
                     fair=like[name] >= 38)  # fmt: skip


if __name__ == "__main__":
    main(rows)
