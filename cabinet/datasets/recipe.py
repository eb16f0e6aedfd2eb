"""A recipe: what a dataset is made of, read from TOML and checked before anything is done.

Every key has a default; an unknown key or an impossible value is a RecipeError that says what is
wrong, where, and what would be right.
"""

import tomllib
from collections.abc import Iterator
from dataclasses import dataclass, field, fields
from pathlib import Path
from typing import Any, TypeVar

BALANCES = ("off", "smallest", "cap")
TIERS = ("high", "medium", "low")
Section = TypeVar("Section")


class RecipeError(ValueError):
    """A recipe that cannot be carried out, and why."""


@dataclass(frozen=True)
class Choice:
    """Which photographs: empty lists choose all."""

    taxa: list[str] = field(default_factory=list)  # names of any rank
    sources: list[str] = field(default_factory=list)
    years: list[int] = field(default_factory=list)  # first and last year of collection


@dataclass(frozen=True)
class Tiers:
    """Which grades of quality are trained on, and which judge."""

    train: list[str] = field(default_factory=lambda: ["high", "medium"])
    judge: list[str] = field(default_factory=lambda: ["high", "medium"])
    low_share: float = 1.0  # of tier low, the share that a model is surest of
    scores: str = ""  # CSV image,confidence by that model
    trained_on: str = ""  # CSV with a column image: what that model has seen


@dataclass(frozen=True)
class Splits:
    """Shares of specimens, or of blocks of them, that training never sees."""

    validation: float = 0.15
    test: float = 0.10
    source: str = "institutionCode"  # a column of the catalogue
    block: str = ""  # a column: what shares a source and this stays together
    held_out: list[str] = field(default_factory=list)  # whole sources
    twins: float = 0.995  # cosine of two codes from which photographs count as the same


@dataclass(frozen=True)
class Balance:
    """How many specimens of a class are trained on."""

    method: str = "off"
    cap: int = 0


@dataclass(frozen=True)
class Negatives:
    """Photographs without the target that a model is sure of."""

    target: list[str] = field(default_factory=list)  # taxa; all else is negative
    scores: str = ""  # CSV image,confidence that the target is there
    bands: list[float] = field(default_factory=lambda: [0.50, 0.85, 0.99])


@dataclass(frozen=True)
class Recipe:
    """All that decides a dataset, besides the collection itself."""

    seed: int = 1
    classes: str = "species"  # a column of the catalogue, or species: genus and epithet
    smallest_class: int = 2  # specimens; a class with fewer is refused
    drop_small_classes: bool = False  # leave them out instead
    choice: Choice = field(default_factory=Choice)
    tiers: Tiers = field(default_factory=Tiers)
    splits: Splits = field(default_factory=Splits)
    balance: Balance = field(default_factory=Balance)
    negatives: Negatives = field(default_factory=Negatives)


def read(path: Path) -> Recipe:
    """Read and check a recipe. Raises RecipeError, FileNotFoundError."""
    try:
        # A spreadsheet or an editor on Windows may have put a byte order mark before it.
        given = tomllib.loads(path.read_text(encoding="utf-8-sig"))
    except (tomllib.TOMLDecodeError, UnicodeDecodeError) as error:
        raise RecipeError(f"{path.name} is not TOML: {error}") from error
    recipe = _section(Recipe, given, path.name)
    for complaint in complaints(recipe):
        raise RecipeError(f"{path.name}: {complaint}")
    return recipe


def _section(kind: type[Section], given: dict[str, Any], where: str) -> Section:
    known = {one.name: one for one in fields(kind)}  # type: ignore[arg-type]
    defaults = kind()
    values = {}
    for name, value in given.items():
        if name not in known:
            raise RecipeError(f"{where} has no key {name!r}; it knows {', '.join(sorted(known))}")
        default = getattr(defaults, name)
        if isinstance(value, dict) and hasattr(default, "__dataclass_fields__"):
            values[name] = _section(type(default), value, f"{where}: [{name}]")
        else:
            values[name] = _value(default, value, f"{where}: {name}")
    return kind(**values)


def _value(default: Any, value: Any, where: str) -> Any:
    """Return the value as the kind that the default has."""
    if isinstance(default, float) and type(value) is int:
        return float(value)
    if type(value) is not type(default):
        wanted = {list: "a list", str: "text", bool: "true or false", int: "a whole number"}
        kind = wanted.get(type(default), "a number")
        raise RecipeError(f"{where} must be {kind}, not {value!r}")
    return value


def complaints(recipe: Recipe) -> list[str]:
    """Return what is impossible in a recipe, a sentence each."""
    conditions = (*_shares(recipe), *_names(recipe), *_negatives(recipe.negatives))
    return [sentence for wrong, sentence in conditions if wrong]


def _shares(recipe: Recipe) -> Iterator[tuple[bool, str]]:
    splits, low = recipe.splits, recipe.tiers.low_share
    for name in ("validation", "test"):
        share = getattr(splits, name)
        yield not 0 <= share <= 0.9, f"splits.{name} = {share} is no share: 0 to 0.9"
    left = 1 - splits.validation - splits.test
    yield left <= 0, "splits.validation and splits.test together leave nothing to train on"
    yield not 0 < low <= 1, f"tiers.low_share = {low} is no share: above 0, at most 1"
    yield not 0 < splits.twins <= 1, f"splits.twins = {splits.twins} is no cosine above 0"


def _names(recipe: Recipe) -> Iterator[tuple[bool, str]]:
    tiers, balance = recipe.tiers, recipe.balance
    for one in (*tiers.train, *tiers.judge):
        yield one not in TIERS, f"there is no tier {one!r}; there are {', '.join(TIERS)}"
    ranks = tiers.low_share < 1
    yield ranks and not tiers.scores, "tiers.low_share needs scores: a CSV image,confidence"
    blind = bool(tiers.scores) and not tiers.trained_on
    yield blind, "tiers.scores need trained_on: a CSV of the images that the model has seen"
    known = balance.method in BALANCES
    yield not known, f"balance.method is one of {', '.join(BALANCES)}, not {balance.method!r}"
    capless = balance.method == "cap" and balance.cap < 1
    yield capless, "balance.method = 'cap' needs cap = a number of specimens, 1 or more"
    yield len(recipe.choice.years) not in (0, 2), "choice.years is [first, last]"
    yield recipe.smallest_class < 1, "smallest_class is 1 or more"


def _negatives(negatives: Negatives) -> Iterator[tuple[bool, str]]:
    bands = negatives.bands
    yield not bands or sorted(set(bands)) != bands, "negatives.bands must rise"
    yield any(not 0 < band < 1 for band in bands), "negatives.bands lie between 0 and 1"
    aimless = bool(negatives.scores) and not negatives.target
    yield aimless, "negatives need a target: the taxa that they must not be"
