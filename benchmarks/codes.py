"""Measure the autoencoder's codes on real swallowtails, beside PCA on pixels.

    python benchmarks/codes.py [FOLDER OF REAL DATA]

Prints how often the five nearest codes (other views of the same specimen excluded) name species and
genus rightly: for species that training never saw, for held-out specimens of species that it saw,
and for all; and the PSNR inside the mask. PCA-128 is fitted to the trained specimens at 32 x 32.
"""

import sys
from pathlib import Path

import cv2
import numpy as np
import torch
from sklearn.decomposition import PCA

from cabinet.lessons import real_specimens, schooling
from cabinet.networks import autoencoder, checkpoints, likeness
from cabinet.pictures import framing

ROOT = Path(__file__).resolve().parent.parent


def main() -> None:
    """Print the table."""
    folder = Path(sys.argv[1]) if len(sys.argv) > 1 else ROOT.parent / "shared" / "data"
    ones = list(real_specimens.swallowtails(folder / "swallowtails"))
    pictures = np.stack(
        [framing.upright_picture(framing.lifted(one.cutout, 384), 0.0, 128) for one in ones]
    )
    thumbnails = np.stack([framing.on_ground(picture) for picture in pictures])
    network = checkpoints.load(
        ROOT / "trained_models" / "autoencoder.safetensors", autoencoder.Autoencoder
    )
    parts = np.array_split(thumbnails, max(1, len(thumbnails) // 128))
    codes = np.concatenate([autoencoder.codes(network, part) for part in parts])
    new = np.array([schooling.new_species(one) for one in ones])
    held = np.array([one.held_out for one in ones])
    small = [cv2.resize(t, (32, 32), interpolation=cv2.INTER_AREA).ravel() for t in thumbnails]
    pixels = np.stack(small).astype(np.float32) / 255
    pca = PCA(128, svd_solver="randomized", random_state=0).fit(pixels[~new & ~held])
    specimens = [one.specimen for one in ones]
    splits = {"new species": new, "new specimens": held & ~new, "all": np.ones(len(ones), bool)}
    print(f"{'k-NN, k = 5':34}{'species':>16}{'genus':>16}")
    for title, vectors in (
        ("codes", codes),
        ("PCA-128 on pixels", likeness.unit(pca.transform(pixels))),
        ("PCA-128, whitened", likeness.unit(pca.transform(pixels) / pca.explained_variance_**0.5)),
    ):
        for split, chosen in splits.items():
            figures = []
            for names in ([one.species for one in ones], [one.genus for one in ones]):
                queries = chosen & likeness.answerable([one.species for one in ones], specimens)
                right = likeness.named_rightly(vectors, names, specimens, queries=queries)
                figures.append(f"{100 * right.mean():.1f} % ± {error(right):.1f}")
            print(f"{title + ', ' + split + f' ({len(right)})':34}{figures[0]:>16}{figures[1]:>16}")
    print(f"PSNR inside the mask, held-out: {psnr(network, pictures, new | held):.2f} dB")


def error(right: np.ndarray) -> float:
    """Return half a 95 % confidence interval of a share, in per cent."""
    share = right.mean()
    return float(196 * np.sqrt(share * (1 - share) / len(right)))


@torch.inference_mode()
def psnr(network: autoencoder.Autoencoder, pictures: np.ndarray, chosen: np.ndarray) -> float:
    """Return the mean PSNR of reconstructions, over the specimen's pixels only."""
    figures = []
    for picture in pictures[chosen]:
        clean = torch.from_numpy(framing.on_ground(picture)).permute(2, 0, 1)[None].float() / 255
        mask = torch.from_numpy(picture[..., 3])[None, None].float() / 255
        away = ((network(clean).clamp(0, 1) - clean) ** 2).mean(1, keepdim=True)
        figures.append(-10 * torch.log10((away * mask).sum() / mask.sum()).item())
    return float(np.mean(figures))


if __name__ == "__main__":
    main()
