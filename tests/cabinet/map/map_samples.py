"""Collections for trying the map's stages, before or without the networks.

    python -m tests.cabinet.map.map_samples FOLDER_OF_SWALLOWTAILS COLLECTION

makes one of real specimens: sprites, codes (principal components of the pixels) and records.
"""

import csv
import sys
from pathlib import Path

import numpy as np
from PIL import Image

ROOT = Path(__file__).resolve().parents[3]
sys.path.insert(0, str(ROOT))

from cabinet.map import arrays  # noqa: E402
from cabinet.pictures import framing, sprite_files  # noqa: E402

FRAME = 244  # px: how much of a 256 px sprite its specimen fills


def sprite(picture: Image.Image, side: int = 256) -> Image.Image:
    """Return a specimen in the middle of a clear square."""
    scale = side * FRAME / 256 / max(picture.size)
    size = [max(1, round(edge * scale)) for edge in picture.size]
    square = Image.new("RGBA", (side, side))
    small = picture.convert("RGBA").resize(size, Image.Resampling.LANCZOS)
    square.paste(small, ((side - size[0]) // 2, (side - size[1]) // 2))
    return square


def save(picture: Image.Image | np.ndarray, path: Path) -> None:
    """Write RGBA as a sprite's file."""
    path.write_bytes(sprite_files.encoded(framing.premultiplied(np.asarray(picture))))


def codes_of(sprites: list[Image.Image]) -> np.ndarray:
    """Return 128 principal components of the pixels: float32 (n, 128)."""
    small = [np.asarray(image.resize((32, 32)), np.float32) for image in sprites]
    pixels = np.stack([(a[..., :3] * a[..., 3:] / 255).ravel() for a in small])
    pixels -= pixels.mean(0)
    u, spread, _ = np.linalg.svd(pixels, full_matrices=False)
    codes = np.zeros((len(pixels), 128), np.float32)
    codes[:, : min(128, len(spread))] = (u * spread)[:, :128] / 1000
    return codes


def write(folder: Path, images: list[str], codes: np.ndarray, rows: list[dict[str, str]]) -> None:
    """Write the codes and records of a collection."""
    table = arrays.table(arrays.CODES, image=np.array(images, "S64"), code=codes)
    arrays.save(folder / "data/latent_codes.npy", table)
    with (folder / "data/metadata.csv").open("w", newline="", encoding="utf-8") as file:
        writer = csv.DictWriter(file, list(dict.fromkeys(key for row in rows for key in row)))
        writer.writeheader()
        writer.writerows(rows)


def swallowtails(source: Path, folder: Path, count: int | None = None) -> None:
    """Make a collection of the swallowtails' cut-outs."""
    with (source / "swallowtails.csv").open(newline="", encoding="utf-8") as file:
        records = list(csv.DictReader(file))[:count]
    (folder / "data/sprites").mkdir(parents=True, exist_ok=True)
    sprites = []
    for record in records:
        with Image.open(source / "images" / f"{record['image']}.webp") as picture:
            sprites.append(sprite(picture))
        save(sprites[-1], folder / "data/sprites" / f"{record['image']}.jpg")
    rows = [row(record, number) for number, record in enumerate(records)]
    write(folder, [record["image"] for record in records], codes_of(sprites), rows)


def row(record: dict[str, str], number: int) -> dict[str, str]:
    """Return a record of a swallowtail with Darwin Core names; places and dates are made up."""
    name = [record[rank] for rank in ("genus", "specificEpithet", "infraspecificEpithet")]
    locality = record["locality"]
    return {
        "image": record["image"],
        "occurrenceID": f"urn:catalog:MNHN:EL:{record['specimen']}",
        "catalogNumber": record["specimen"],
        "scientificName": " ".join(filter(None, name)),
        "scientificNameAuthorship": "",
        "order": "Lepidoptera",
        "family": "Papilionidae",
        "genus": name[0],
        "specificEpithet": name[1],
        "infraspecificEpithet": name[2],
        "sex": record["sex"],
        "country": locality.partition(" (")[0],
        "locality": locality.partition(" (")[2].rstrip(")"),
        "decimalLatitude": f"{(number * 37 % 1200) / 10 - 50:.4f}" if number % 5 else "",
        "decimalLongitude": f"{(number * 91 % 3000) / 10 - 150:.4f}" if number % 5 else "",
        "eventDate": [f"{1880 + number % 90}", f"{1880 + number % 90}-07", "1931-07-24", ""][
            number % 4
        ],
        "recordedBy": ["", "Le Moult", "Walter Rothschild"][number % 3],
        "institutionCode": "MNHN",
        "license": "http://creativecommons.org/licenses/by/4.0/legalcode",
        "rightsHolder": "Muséum national d'Histoire naturelle",
        "identifier": f"https://example.org/media/{record['image']}",
        "references": f"https://example.org/specimen/{record['specimen']}" if number % 2 else "",
    }


def drawn(folder: Path, count: int, seed: int = 0) -> None:
    """Make a small collection of coloured discs, for fast tests: some records lack everything."""
    random = np.random.default_rng(seed)
    (folder / "data/sprites").mkdir(parents=True, exist_ok=True)
    images = [f"specimen-{number:04}" for number in range(count)]
    centres = random.normal(size=(8, 128)) * 3
    kind = random.integers(8, size=count)
    codes = (centres[kind] + random.normal(size=(count, 128))).astype(np.float32)
    y, x = np.mgrid[-1:1:64j, -1:1:64j]
    rows = []
    for number, image in enumerate(images):
        disc = np.zeros((64, 64, 4), np.uint8)
        disc[x**2 + y**2 < 0.8] = [*random.integers(40, 220, 3), 255]
        save(disc, folder / "data/sprites" / f"{image}.jpg")
        rows.append(
            {
                "image": image,
                "occurrenceID": f"urn:uuid:{number}" if number % 7 else "",
                "scientificName": f"Genus{kind[number]} species{number % 3}",
                "order": "Lepidoptera",
                "family": f"Family{kind[number] % 3}idae",
                "genus": f"Genus{kind[number]}",
                "specificEpithet": f"species{number % 3}",
                "institutionCode": "NHMUK",
                "country": "Peru",
            }
        )
    write(folder, images, codes, rows[: max(1, count * 9 // 10)])


if __name__ == "__main__":
    swallowtails(Path(sys.argv[1]), Path(sys.argv[2]))
