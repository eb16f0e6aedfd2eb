import os

from PIL import Image

from cabinet.labels.collection import Collection
from cabinet.labels.rotations import Rotations
from config import Config


def test_nobody_is_asked_about_what_was_left_out_until_it_is_taken_in_again(tmp_path):
    folder, said = tmp_path / "data/images_alpha", tmp_path / "data/identifications.csv"
    folder.mkdir(parents=True)
    for image in "abc":
        Image.new("RGBA", (8, 8)).save(folder / f"{image}.png")
    task = Rotations(Collection(Config(collection=tmp_path)))

    def offered() -> set[str]:
        return {card["image"] for card in task.next(count=9)["cards"]}

    assert offered() == {"a", "b", "c"}
    for excluded, left in (("1", {"a", "c"}), ("", {"a", "b", "c"})):
        said.write_text(f"image,scientificName,tags,error,excluded\nb,,,label,{excluded}\n")
        os.utime(said, (len(left), len(left)))  # at another time, on any clock
        assert offered() == left
    assert task.show("b")["card"]["image"] == "b", "who asks for it gets it"
    task.close()
