"""Cut each specimen out of its photograph.

Reads data/raw and writes a square PNG with a clear background for each photograph, the specimen in
the photograph's own resolution with a soft edge and a small margin. Labels, rulers, colour cards
and pins stay behind. Photographs in which there is no specimen, or nothing that can be one, are
rejected with the reason. Of two specimens in one frame the upper one is taken; the picture's
`Comment` says so, and where in the photograph it lay.
"""

from collections.abc import Iterable, Mapping, Sequence
from pathlib import Path

from cabinet import files
from cabinet.stage import Stage
from config import Config


def images(config: Config) -> Iterable[str]:
    """Name every photograph that was downloaded."""
    return files.stems(config.path("data/raw"), ".jpg")


def cut_out(config: Config, paths: dict[str, Path]) -> Mapping[str, Exception]:
    """Write the cutouts of a batch of photographs."""
    from cabinet import batches
    from cabinet.pictures import cutouts, images, segmentation

    network = segmentation.classifier(config.path("trained_models/classifier.safetensors"))

    def decode(image: str) -> tuple[cutouts.Picture, cutouts.Picture]:
        photograph = images.read(config.path("data/raw/{}.jpg", image), config.photograph_limit)
        return photograph, segmentation.seen(photograph, config.working_size)

    def infer(read: Sequence[tuple[cutouts.Picture, cutouts.Picture]]) -> list[cutouts.Answered]:
        pictures = [seen for _, seen in read]
        answers = segmentation.logits(network, pictures, mirrored=config.mirrored)
        return [(photograph, answer) for (photograph, _), answer in zip(read, answers, strict=True)]

    def encode(answered: cutouts.Answered, path: Path) -> None:
        square, note = cutouts.cutout(*answered)
        images.write_png(path, square, note)

    return batches.in_batches(paths, decode=decode, infer=infer, encode=encode)


STAGE = Stage(
    reads=("data/raw/{}.jpg", "trained_models/classifier.safetensors"),
    writes="data/images_alpha/{}.png",
    items=images,
    make_batch=cut_out,
    batch=16,
    settings=("working_size", "mirrored", "photograph_limit"),
)

if __name__ == "__main__":
    STAGE.main()
