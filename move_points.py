"""Move the specimens of the map apart, so that none overlaps another at any zoom.

Reads the embedding and the codes; writes data/layout.npy: for each specimen its place, the zoom
from which it is drawn (the most typical of their neighbourhoods first), and the zoom from which it
is drawn at its full width. No specimen moves further than it must.
"""

from pathlib import Path

from cabinet.stage import Stage
from config import Config


def move(config: Config, _: str, path: Path) -> None:
    """Write the layout of the whole map."""
    from cabinet.map import arrays, detail, geometry, layout

    embedding = arrays.load(config.path("data/embedding.npy"), arrays.EMBEDDING)
    codes = arrays.matching(
        arrays.load(config.path("data/latent_codes.npy"), arrays.CODES), embedding["image"]
    )
    depth = config.tile_depth or geometry.depth_for(len(embedding))
    placed = layout.spread(arrays.points(embedding), depth)
    first, full = detail.levels_of_detail(placed, codes["code"], depth)
    x, y = geometry.to_world(placed, depth).T
    columns = {"image": embedding["image"], "x": x, "y": y, "first_zoom": first, "full_zoom": full}
    arrays.save(path, arrays.table(arrays.LAYOUT, **columns))


STAGE = Stage(
    reads=("data/embedding.npy", "data/latent_codes.npy"),
    writes="data/layout.npy",
    make=move,
    settings=("tile_depth",),
)

if __name__ == "__main__":
    STAGE.main()
