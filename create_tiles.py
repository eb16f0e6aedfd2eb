"""Draw the tiles of the map: server/data/tiles, and tiles@2x for sharp screens.

Reads the layout and the sprites. An item is a subtree of tiles named by its uppermost tile, z/x/y;
a small file beside that tile tells what it was drawn from and is written last. When the layout or
a sprite changes, only the tiles that show it are drawn again, and tiles that are no longer part of
the map are removed. Empty tiles are not written.
"""

from collections.abc import Iterable
from pathlib import Path
from typing import TYPE_CHECKING

from cabinet.stage import Stage
from config import Config

if TYPE_CHECKING:
    from cabinet.map.subtrees import Drawing


def drawing(config: Config) -> "Drawing":
    """Return what is drawn, from what, and how."""
    from cabinet.map import subtrees

    return subtrees.Drawing(
        sheet=subtrees.read(config.path("data/layout.npy")),
        sprites=config.path("data/sprites"),
        folder=config.path("server/data"),
        kind=config.tile_format,
        quality=config.tile_quality,
        scales=(1, 2) if config.create_hq_tiles else (1,),
    )


def roots(config: Config) -> Iterable[str]:
    """Name the subtrees of the map."""
    return drawing(config).sheet.roots


def is_fresh(config: Config, root: str) -> bool:
    """Whether a subtree was drawn from what is there now."""
    return drawing(config).is_fresh(root)


def draw(config: Config, root: str, path: Path) -> None:
    """Draw the tiles of a subtree, and write down at last what they were drawn from."""
    from cabinet import receipts

    drawing(config).draw(root, path, may_keep=receipts.may_keep(config, STAGE.name))


STAGE = Stage(
    reads=("data/layout.npy", "data/sprites/{}.jpg"),
    writes="server/data/tiles/{}_drawn.json",
    items=roots,
    make=draw,
    settings=("tile_format", "tile_quality", "create_hq_tiles"),
    fresh=is_fresh,
)

if __name__ == "__main__":
    STAGE.main()
