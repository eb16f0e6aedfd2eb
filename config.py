"""Every number and folder of the chain, with its unit and what it does.

Edit no code to change one: a `config.toml` in the collection's folder overrides any of these for a
collection, and a flag such as `--tile-quality 85` overrides it for one run. The order is flag,
then `config.toml`, then the default here. Numbers that belong to a network's architecture live
with the network and in the header of its weights.
"""

import tomllib
from dataclasses import dataclass, fields, replace
from pathlib import Path
from typing import Annotated, Any, get_type_hints


class SettingError(ValueError):
    """A setting that does not exist, or has a value of the wrong type."""


@dataclass(frozen=True, kw_only=True)
class Config:
    """The settings of one run: a value, handed to every function that needs it."""

    # folders
    collection: Annotated[Path, "folder of the collection: its data/ and server/ lie in it"] = (
        Path()
    )
    trained_models: Annotated[Path, "folder of the networks' weights"] = Path("trained_models")
    # create_metadata
    export: Annotated[str, "the museum's export, a folder or .zip (empty: look in data/)"] = ""
    taxon: Annotated[str, "keep specimens of this taxon, of any rank"] = "Lepidoptera"
    first: Annotated[int, "keep only the first so many photographs (0: all)"] = 0
    sample: Annotated[int, "keep a seeded random sample of so many photographs (0: all)"] = 0
    gbif: Annotated[str, 'ask GBIF instead: a query such as "taxonKey=797&country=GB"'] = ""
    gbif_limit: Annotated[int, "occurrences to take from GBIF at most"] = 500
    gbif_api: Annotated[str, "address of GBIF's API"] = "https://api.gbif.org/v1"
    # download
    photograph_size: Annotated[str, "original, preview, or iiif:!W,H in pixels"] = "preview"
    contact: Annotated[str, "e-mail or page in the User-Agent, for the museum's engineers"] = ""
    connections: Annotated[int, "photographs on their way at once, from one host"] = 4
    download_rate: Annotated[float, "requests a second to one host at the start"] = 1.0
    # training
    training_data: Annotated[str, "folder of photographs with masks (empty: drawn ones only)"] = ""
    training_minutes: Annotated[float, "end training after so long, in minutes (0: never)"] = 60.0
    training_steps: Annotated[int, "end training after so many batches (0: never)"] = 20_000
    patience: Annotated[int, "end training after so many judgements without gain (0: never)"] = 20
    apart: Annotated[
        str, "learn nothing of this source, to be judged by it: a folder's name, a museum's code"
    ] = ""
    compiled: Annotated[bool, "compile the network first: worth it for hours on a card"] = False
    preview: Annotated[bool, "only write what the network is shown into data/test"] = False
    fresh: Annotated[bool, "train from nothing instead of from the weights that are there"] = False
    # train_autoencoder
    variational: Annotated[bool, "codes of a variational autoencoder, not of a plain one"] = True
    # create_images
    working_size: Annotated[int, "longer side of what the classifier sees, in pixels"] = 512
    mirrored: Annotated[bool, "look at each specimen mirrored, too: slower, truer"] = False
    finer: Annotated[
        bool, "look at each specimen alone, after its photograph, for its outline: slower, truer"
    ] = True
    closer_below: Annotated[
        float, "look again at a specimen smaller than this share of its photograph (0: never)"
    ] = 0.4
    photograph_limit: Annotated[
        int, "reduce larger photographs to this longer side, in pixels (0: never)"
    ] = 0
    # scale_images
    thumbnail_size: Annotated[int, "side of a thumbnail, in pixels"] = 128
    # create_tsne
    neighbours: Annotated[int, "how many of its like a specimen is drawn to on the map"] = 15
    seed: Annotated[int, "where all randomness begins"] = 1
    new_share: Annotated[
        float, "specimens keep their places on the map as long as at most this share is new"
    ] = 0.02
    # move_points
    tile_depth: Annotated[int, "deepest zoom of the map (0: from the collection's size)"] = 0
    # create_tiles
    tile_format: Annotated[str, "webp (clear ground, light and dark), png, or jpeg on white"] = (
        "webp"
    )
    tile_quality: Annotated[int, "quality of tile pictures, 1 to 100"] = 82
    create_hq_tiles: Annotated[bool, "also draw tiles at twice the size (@2x)"] = True
    # export
    export_size: Annotated[int, "side of an exported picture, in pixels (0: as photographed)"] = 0
    export_ground: Annotated[str, "colour of its ground"] = "#f0f0f0"
    export_shadow: Annotated[bool, "lay a soft shadow under the specimen"] = True
    export_smallest: Annotated[int, "leave out a specimen with a shorter side, in pixels"] = 512
    export_grades: Annotated[str, "grades of quality to export, if any are known"] = "good"
    # create_dataset
    only_taxon: Annotated[str, "choose only these taxa, of any rank, divided by commas"] = ""
    only_dates: Annotated[str, "choose only what was collected then: 1880/1905, 1899-12"] = ""
    only_place: Annotated[str, "choose only where country, province or locality say so"] = ""
    only_source: Annotated[str, "choose only this museum's: its institutionCode"] = ""
    only_quality: Annotated[str, "choose only these grades: good, partial, bad"] = ""
    only_reviewed: Annotated[bool, "choose only what a person has reviewed"] = False
    dataset_formats: Annotated[
        str, "also in these formats: coco, yolo, folder, vectors, darwin_core"
    ] = ""
    dataset_files: Annotated[str, "link (same content as the collection's files) or copy"] = "link"
    import_from: Annotated[str, "take in the edits made in this folder or list (--import)"] = ""
    edits_by: Annotated[str, "who made the edits (empty: the user of this computer)"] = ""
    edits_win: Annotated[str, "where both changed: folder or here (empty: take in nothing)"] = ""
    review: Annotated[bool, "open the review of its names in the browser before it is made"] = False
    edits_missing: Annotated[bool, "exclude what is missing, even if it is very much"] = False
    # create_json
    title: Annotated[str, "name of the map, shown by the viewer"] = "Cabinet"
    labels_address: Annotated[
        str, "where people correct a specimen, with {image} (empty: the map has no such link)"
    ] = ""

    @classmethod
    def load(cls, collection: Path = Path()) -> "Config":
        """Return the defaults, overridden by the collection's config.toml if there is one."""
        path = collection / "config.toml"
        chosen = tomllib.loads(path.read_text()) if path.exists() else {}
        kinds = {name: hint.__origin__ for name, hint in hints(cls).items()}
        for name, value in chosen.items():
            if name not in kinds:
                raise SettingError(f"{path}: there is no setting {name!r}; see config.py")
            if type(value) is not kinds[name] and (type(value), kinds[name]) not in CONVERTIBLE:
                wanted = kinds[name].__name__
                raise SettingError(f"{path}: {name} must be {wanted}, not {value!r}")
        values = {name: kinds[name](value) for name, value in chosen.items()}
        return replace(cls(), **{"collection": collection} | values)

    def path(self, template: str, item: str = "") -> Path:
        """Return the absolute path of a place such as `data/raw/{}.jpg` for an item."""
        place = Path(template.removesuffix("?").format(item))
        if place.parts[0] == "trained_models":
            return self.trained_models.absolute() / Path(*place.parts[1:])
        return self.collection.absolute() / place

    def absolute(self) -> "Config":
        """Return the same settings with folders that hold in any working folder."""
        return replace(
            self,
            collection=self.collection.absolute(),
            trained_models=self.trained_models.absolute(),
        )


CONVERTIBLE = {(int, float), (str, Path)}


def hints(cls: type) -> dict[str, Any]:
    """Return each setting's annotation: its type, and the sentence that explains it."""
    annotated = get_type_hints(cls, include_extras=True)
    return {field.name: annotated[field.name] for field in fields(cls)}
