"""What the pages may send, by shape: checked before a task sees it, and documented at /docs."""

from typing import Annotated, Literal

from pydantic import AfterValidator, BaseModel, ConfigDict, Field, StringConstraints

LONGEST_NAME = 80  # characters of a user's name
FURTHEST = 36_000  # degrees: beyond a hundred turns, a number is a mistake
MOST = 500  # specimens that one save may speak of
LARGEST_MASK = 3_000_000  # bytes of a PNG in base64
WIDEST = 100_000  # pixels across a photograph


class Refused(Exception):  # noqa: N818 - an answer, not an accident
    """What the page asked cannot be: an HTTP status, and a sentence for the person."""

    def __init__(self, status: int, sentence: str) -> None:
        super().__init__(sentence)
        self.status = status


def cleaned(user: str) -> str:
    """Return a user's name on one line, printable, of bearable length."""
    line = " ".join(user.split())
    return "".join(letter for letter in line if letter.isprintable())[:LONGEST_NAME]


SaveId = Annotated[str, StringConstraints(pattern=r"^[A-Za-z0-9-]{8,60}$")]
User = Annotated[str, StringConstraints(max_length=200), AfterValidator(cleaned)]
Image = Annotated[str, StringConstraints(min_length=1, max_length=200)]
Images = Annotated[list[Image], Field(min_length=1, max_length=MOST)]
Tag = Annotated[str, StringConstraints(pattern=r"^[^\s<>\"']{1,80}$")]
Tags = Annotated[list[Tag], Field(max_length=40)]
ScientificName = Annotated[str, StringConstraints(max_length=200), AfterValidator(cleaned)]
Pixel = Annotated[int, Field(ge=0, le=WIDEST)]
Png = Annotated[str, StringConstraints(max_length=LARGEST_MASK)]  # base64
Grade = Literal["good", "partial", "bad"]
Fault = Literal["raindrop", "label", "empty", ""]


class Body(BaseModel):
    """A JSON object with these fields and no others."""

    model_config = ConfigDict(extra="forbid", strict=True)


class Save(Body):
    """A label: `save` is an id of the sender's, and sending it again adds nothing."""

    save: SaveId
    user: User = ""


class Undo(Body):
    """Withdraw the save that `undoes` names, else the user's last one that holds."""

    save: SaveId
    user: User = ""
    undoes: SaveId | None = None


class Rotation(Save):
    """Degrees clockwise that turn a cutout upright."""

    image: Image
    rotation: Annotated[float, Field(ge=-FURTHEST, le=FURTHEST, allow_inf_nan=False)]


class Mask(Save):
    """Where the specimen is in a photograph: a PNG, white on black, base64."""

    image: Image
    mask: Png


class Box(Save):
    """A bounding box in pixels of the photograph, a class, and whether to leave it out."""

    image: Image
    kind: Annotated[str, StringConstraints(max_length=80), AfterValidator(cleaned)] = ""
    exclude: bool = False
    x: Pixel = 0
    y: Pixel = 0
    w: Pixel = 0
    h: Pixel = 0


class Quality(Save):
    """One grade for several specimens."""

    images: Images
    quality: Grade


class Identification(Save):
    """What changes for several specimens; what is not named stays as it is."""

    images: Images
    scientificName: ScientificName | None = None  # noqa: N815 - the term of Darwin Core
    add: Tags = []
    remove: Tags = []
    error: Fault | None = None
    excluded: bool | None = None


class Review(Save):
    """Somebody has looked at what was suspicious: it is fine, or was put right."""

    images: Images
    verdict: Literal["fine", "mended"]


class Click(Body):
    """A point of a photograph, in thousandths of its width and height."""

    x: Annotated[float, Field(ge=0, le=1000)]
    y: Annotated[float, Field(ge=0, le=1000)]
    inside: bool


class Segment(Body):
    """Clicks that say what belongs to the specimen, and the mask as it is."""

    image: Image
    mask: Png
    clicks: Annotated[list[Click], Field(min_length=1, max_length=200)]
