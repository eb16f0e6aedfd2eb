"""What the autoencoder's codes, paintings and map are worth, on real swallowtails."""

import tempfile
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from pathlib import Path

import cv2
import numpy as np
from numpy.typing import NDArray
from sklearn.decomposition import PCA

from cabinet.lessons import likenesses, named_specimens, real_specimens
from cabinet.lessons.real_specimens import Specimen
from cabinet.map import embedding, faithfulness
from cabinet.networks import autoencoder, checkpoints, likeness, paintings
from cabinet.networks.figures import Figure
from cabinet.pictures.framing import Pixels, on_ground

NEAR = 15  # neighbours on the map, as create_tsne draws it
SMALL = 32  # side of the pictures whose principal axes are a rival to the codes, in pixels


@dataclass(frozen=True)
class Swallowtails:
    """The specimens, their thumbnails (premultiplied RGBA), and which of them are for what."""

    ones: list[Specimen]
    shown: Pixels  # uint8 [n, 128, 128, 4]

    @classmethod
    def read(cls, folder: Path) -> "Swallowtails":
        """Read them from a folder of training data. Raises `ValueError` if there are none."""
        ones = list(real_specimens.swallowtails(folder / "swallowtails"))
        if not ones:
            raise ValueError(f"there are no swallowtails in {folder}")
        return cls(ones, np.stack([likenesses.upright(one) for one in ones]))

    @property
    def thumbnails(self) -> Pixels:
        """Return what the chain makes of them, uint8 RGB [n, 128, 128, 3]."""
        return np.stack([on_ground(picture) for picture in self.shown])

    @property
    def splits(self) -> dict[str, NDArray[np.bool_]]:
        """Return which are tested, by name; training saw none but those of "all"."""
        new = np.array([likenesses.new_species(one) for one in self.ones])
        held = np.array([one.held_out for one in self.ones])
        every = np.ones(len(new), bool)
        return {
            "new species": new,
            "new specimens": held & ~new,
            "tested": new | held,
            "all": every,
        }

    @property
    def lessons(self) -> NDArray[np.bool_]:
        """Return which the network learnt from."""
        return np.array([likenesses.part(one) == likenesses.LESSON for one in self.ones])

    def names(self, rank: str) -> list[str]:
        """Return each one's species, genus or specimen."""
        return [getattr(one, rank) for one in self.ones]


def figures(folder: Path, weights: Path) -> list[Figure]:
    """Return all figures of the weights, and those of principal axes on the same pictures."""
    swallowtails = Swallowtails.read(folder)
    network = checkpoints.load(weights, autoencoder.Autoencoder)
    codes = autoencoder.codes(network, swallowtails.thumbnails)
    found = list(neighbours(swallowtails, "codes", codes))
    for title, vectors in axes(swallowtails).items():
        found += neighbours(swallowtails, title, vectors)
    painted = autoencoder.reconstructions(network, swallowtails.thumbnails)
    found += likeness_of(swallowtails, "autoencoder", painted)
    found += likeness_of(swallowtails, "PCA-128", painted_by_axes(swallowtails))
    return found + list(on_map(swallowtails, codes))


def neighbours(
    swallowtails: Swallowtails, title: str, vectors: NDArray[np.float32]
) -> Iterator[Figure]:
    """Yield how often the five nearest name species and genus rightly, for each split."""
    specimens = swallowtails.names("specimen")
    known = likeness.answerable(swallowtails.names("species"), specimens)
    for rank in ("species", "genus"):
        for split, chosen in swallowtails.splits.items():
            queries = chosen & known
            right = likeness.named_rightly(
                vectors, swallowtails.names(rank), specimens, queries=queries
            )
            asked = np.array(specimens)[queries]
            yield measured(f"{title}: {rank} by 5 nearest, {split}", right * 100.0, asked)


def axes(swallowtails: Swallowtails) -> dict[str, NDArray[np.float32]]:
    """Return the codes of the peers: 128 principal axes of pixels, plain or whitened."""
    small = [
        cv2.resize(picture, (SMALL, SMALL), interpolation=cv2.INTER_AREA).ravel()
        for picture in swallowtails.thumbnails
    ]
    pixels = np.stack(small).astype(np.float32) / 255
    pca = PCA(autoencoder.CODE, svd_solver="randomized", random_state=0)
    along = pca.fit(pixels[swallowtails.lessons]).transform(pixels)
    unit = likeness.unit(along)
    kinds = named_specimens.numbered([likenesses.names(one)[0] for one in swallowtails.ones])
    return {
        "PCA-128 on pixels": unit,
        "PCA-128, whitened": likeness.unit(along / pca.explained_variance_**0.5),
        "PCA-128, whitened as the codes are": likenesses.whitened(
            unit, unit[swallowtails.lessons], kinds[swallowtails.lessons]
        ),
    }


def painted_by_axes(swallowtails: Swallowtails) -> NDArray[np.float32]:
    """Return what 128 principal axes of full thumbnails paint of each, float32 in 0..1."""
    thumbnails = swallowtails.thumbnails
    pixels = thumbnails.reshape(len(thumbnails), -1).astype(np.float32) / 255
    pca = PCA(autoencoder.CODE, svd_solver="randomized", random_state=0)
    pca.fit(pixels[swallowtails.lessons])
    painted = pca.inverse_transform(pca.transform(pixels)).clip(0, 1)
    return np.asarray(painted.reshape(thumbnails.shape), np.float32)


def likeness_of(
    swallowtails: Swallowtails, title: str, painted: NDArray[np.float32]
) -> Iterator[Figure]:
    """Yield PSNR and MS-SSIM inside the mask of the tested ones' paintings."""
    chosen = swallowtails.splits["tested"]
    specimens = np.array(swallowtails.names("specimen"))[chosen]
    shown = swallowtails.shown[chosen]
    for name, figure, unit in (
        ("PSNR", paintings.psnr(painted[chosen], shown), "dB"),
        ("MS-SSIM", paintings.ms_ssim(painted[chosen], shown), ""),
    ):
        yield measured(f"{title}: {name} inside the mask, tested", figure, specimens, unit)
        worst = float(np.percentile(figure, 5))
        yield Figure(f"{title}: {name}, 5th percentile", worst, 0, 0, len(figure), unit)


def on_map(swallowtails: Swallowtails, codes: NDArray[np.float32]) -> Iterator[Figure]:
    """Yield how faithful the map of all swallowtails is, made as create_tsne makes it."""
    with tempfile.TemporaryDirectory() as folder:
        places = embedding.embed(
            codes, near=NEAR, seed=1, checkpoint=Path(folder) / "map.npz", report=lambda *_: None
        )
    specimens = swallowtails.names("specimen")
    species = swallowtails.names("species")
    known = likeness.answerable(species, specimens)
    trust = faithfulness.trustworthiness(codes, places, NEAR)
    yield Figure(f"map: trustworthiness at {NEAR}", trust, 0, 0, len(codes), "")
    shared = faithfulness.kept(codes, places, NEAR)
    yield Figure(f"map: neighbours kept at {NEAR}", shared, 0, 0, len(codes), "")
    right = likeness.placed_rightly(places, species, specimens, queries=known)
    asked = np.array(specimens)[known]
    yield measured("map: species by 5 nearest, all", right * 100.0, asked)


def worst(folder: Path, weights: Path, count: int) -> list[tuple[Pixels, str]]:
    """Return the tested ones that are painted worst: thumbnail beside painting, and their names."""
    swallowtails = Swallowtails.read(folder)
    chosen = np.flatnonzero(swallowtails.splits["tested"])
    network = checkpoints.load(weights, autoencoder.Autoencoder)
    thumbnails = swallowtails.thumbnails[chosen]
    painted = autoencoder.reconstructions(network, thumbnails)
    alike = paintings.psnr(painted, swallowtails.shown[chosen])
    named = swallowtails.names("species")
    found = []
    for row in np.argsort(alike)[:count]:
        other = (painted[row].clip(0, 1) * 255).round().astype(np.uint8)
        caption = f"{named[chosen[row]]} {alike[row]:.1f} dB"
        found.append((np.hstack([thumbnails[row], other]), caption))
    return found


def measured(
    name: str, values: NDArray[np.floating], specimens: Sequence[str], unit: str = "%"
) -> Figure:
    """Return the mean of values as a figure with its interval."""
    low, high = likeness.interval(values, specimens)
    return Figure(name, float(np.mean(values)), low, high, len(values), unit)
