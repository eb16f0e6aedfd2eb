"""Fetch each photograph of the catalogue, politely, whole and once.

Reads the addresses in data/metadata.csv and writes data/raw, one file per photograph as the museum
serves it. Starts at one request a second to each host and finds the pace that the server is content
with; a server that says when to come back is not asked before. Tell museums who you are: --contact,
or `contact` in config.toml. --photograph-size: the museum's preview, the original, or iiif:!W,H.

Photographs that the museum no longer has, and files that are no pictures, are rejected; what fails
for want of luck is tried again by the next run. Stop and go on at any time.
"""

from collections.abc import Iterable
from pathlib import Path

from cabinet.stage import Stage
from config import Config


def photographs(config: Config) -> Iterable[str]:
    """Name every photograph of the catalogue."""
    from cabinet.museum import catalogue

    return catalogue.addresses(config.path("data/metadata.csv")).images()


def fetch(config: Config, paths: dict[str, Path]) -> dict[str, Exception]:
    """Fetch a batch of photographs; return the exceptions of those that did not come."""
    from cabinet.museum import catalogue, fetching
    from cabinet.museum.addresses import sized

    known = catalogue.addresses(config.path("data/metadata.csv"))
    unknown = {image: LookupError("not in the catalogue") for image in paths if image not in known}
    client = fetching.client(config.contact, config.download_rate, config.connections)
    wanted = {
        image: (sized(known[image], config.photograph_size), path)
        for image, path in paths.items()
        if image not in unknown
    }
    return unknown | client.fetch_all(wanted)


STAGE = Stage(
    reads=("data/metadata.csv",),
    writes="data/raw/{}.jpg",
    items=photographs,
    make_batch=fetch,
    batch=32,  # few enough that Ctrl-C is felt soon at one request a second
    settings=("photograph_size",),
    manner=("contact", "connections", "download_rate"),
    processes=1,
)

if __name__ == "__main__":
    STAGE.main()
