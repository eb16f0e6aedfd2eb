"""The graph of the stages, inferred from what each reads and writes."""

import importlib
from collections.abc import Iterable, Mapping
from functools import cache
from graphlib import TopologicalSorter

from cabinet.stage import Stage

# The table of contents: every script, in the order in which people run them.
CHAIN = (
    "create_metadata",
    "download",
    "train_classifier",
    "test_classifier",
    "train_locator",
    "create_images",
    "scale_rotation_dataset",
    "train_rotation_network",
    "scale_images",
    "train_quality_network",
    "grade_images",
    "train_autoencoder",
    "test_autoencoder",
    "evaluate",
    "create_latent_codes",
    "create_tsne",
    "move_points",
    "create_tiles",
    "create_json",
    "create_oddities",
    "create_suspects",
    "create_subsets",
    "create_dataset",
    "export",
)


@cache
def stages() -> dict[str, Stage]:
    """Import every script and return its stage, in the order of the chain."""
    return {name: importlib.import_module(name).STAGE for name in CHAIN}


def maker(read: str) -> str:
    """Return the name of the stage that writes a place; empty if it is given."""
    wanted = read.removesuffix("?")
    makers = (name for name, stage in stages().items() if wanted in (stage.writes, *stage.also))
    return next(makers, "")


def edges(chain: Mapping[str, Stage]) -> dict[str, set[str]]:
    """Return, for each stage, the stages whose outputs it reads."""
    writers = {
        place: name for name, stage in chain.items() for place in (stage.writes, *stage.also)
    }
    return {
        name: {writers[read] for read in map(required, stage.reads) if read in writers}
        for name, stage in chain.items()
    }


def required(read: str) -> str:
    """Return an input's place without the mark of an optional one."""
    return read.removesuffix("?")


def order(chain: Mapping[str, Stage]) -> list[str]:
    """Return an order in which every stage comes after those it reads from.

    Raises graphlib.CycleError if there is none.
    """
    return list(TopologicalSorter(edges(chain)).static_order())


def given(chain: Mapping[str, Stage]) -> set[str]:
    """Return the places that are read and that no stage writes."""
    written = {place for stage in chain.values() for place in (stage.writes, *stage.also)}
    return {required(read) for stage in chain.values() for read in stage.reads} - written


def mermaid(chain: Mapping[str, Stage]) -> str:
    """Draw the graph as a Mermaid flowchart."""
    lines: Iterable[str] = (
        f"    {earlier} -->|{chain[earlier].writes}| {name}"
        for name, sources in edges(chain).items()
        for earlier in sorted(sources)
    )
    return "\n".join(["flowchart TD", *lines])
