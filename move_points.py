"""Move the specimens of the map apart, so that none overlaps another at any zoom.

Reads the embedding and the codes; writes data/layout.npy: for each specimen its place, the zoom
from which it is drawn (the most typical of their neighbourhoods first), and the zoom from which it
is drawn at its full width. No specimen moves further than it must.

As long as the embedding stays, so does the layout: known specimens keep place and zooms exactly,
excluded ones leave a gap and come back into it, and a new one gets the nearest free place, from the
deepest zoom on. It is made anew with --redo, another --tile-depth, or if more than --new-share is
new.
"""

from pathlib import Path
from typing import TYPE_CHECKING

from cabinet.stage import Stage
from config import Config

if TYPE_CHECKING:
    import numpy as np


def move(config: Config, _: str, path: Path) -> None:
    """Write the layout of the whole map, known specimens where they were."""
    from cabinet import receipts
    from cabinet.map import arrays, staying

    embedding = arrays.load(config.path("data/embedding.npy"), arrays.EMBEDDING)
    now = embedding["image"], arrays.bits(embedding)
    there, kept, columns = config.path(STAGE.writes), None, None
    if receipts.may_keep(config, STAGE.name):
        kept = staying.Kept.of(there, arrays.LAID_OUT, now, config.new_share)
    if kept:
        kept.remember(there, embedding["image"])
        columns = staying.laid_out(kept, embedding)
    if columns is None:
        staying.departed(there).unlink(missing_ok=True)
        columns = moved_apart(config, embedding)
    images, made_from = now
    table = arrays.table(arrays.LAID_OUT, image=images, **columns, made_from=made_from)
    arrays.save(path, table)


def moved_apart(config: Config, embedding: "np.ndarray") -> "dict[str, np.ndarray]":
    """Return places and zooms of all specimens of an embedding."""
    from cabinet.map import arrays, detail, geometry, layout

    codes = arrays.matching(
        arrays.load(config.path("data/latent_codes.npy"), arrays.CODES), embedding["image"]
    )
    depth = config.tile_depth or geometry.depth_for(len(embedding))
    placed = layout.spread(arrays.points(embedding), depth)
    first, full = detail.levels_of_detail(placed, codes["code"], depth)
    x, y = geometry.to_world(placed, depth).T
    return {"x": x, "y": y, "first_zoom": first, "full_zoom": full}


STAGE = Stage(
    reads=("data/embedding.npy", "data/latent_codes.npy"),
    writes="data/layout.npy",
    make=move,
    settings=("tile_depth",),
    manner=("new_share",),
)

if __name__ == "__main__":
    STAGE.main()
