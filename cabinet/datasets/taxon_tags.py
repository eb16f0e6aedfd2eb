"""What a record is called and marked with, as tags: ORDER_Lepidoptera, SPECIES_Papilio_machaon.

A record's tags are its names in the catalogue, one a rank, and what people said over them. What
people said is the value of the journal "identifications": {"scientificName", "tags", "error",
"excluded"}; a tag of a rank holds over the catalogue's, and "not:TAG" takes one of the
catalogue's away.
"""

import re
from collections.abc import Iterable, Mapping
from typing import Any

RANKS = ("KINGDOM", "PHYLUM", "CLASS", "ORDER", "FAMILY", "GENUS", "SPECIES")
EXCLUDED, ERROR, NOT = "excluded", "error:", "not:"
FAULTS = ("raindrop", "label", "empty")
TAG = re.compile(r"[^\s<>\"']{1,80}")
AWAY = re.compile(r"[<>\"']")

Tags = frozenset[str]
Terms = Mapping[str, str]


class TagError(ValueError):
    """Tags that cannot be, in a sentence."""


def species(terms: Terms) -> str:
    """Return genus and epithet; empty if either is missing."""
    genus, epithet = terms.get("genus", ""), terms.get("specificEpithet", "")
    return f"{genus} {epithet}" if genus and epithet else ""


def tag(rank: str, name: str) -> str:
    """Return a name as a tag of its rank, without blanks and quotation marks."""
    return f"{rank}_{'_'.join(AWAY.sub('', name).split())}"[:80]


def of_terms(terms: Terms) -> Tags:
    """Return a catalogue record's names as tags; ranks without a name have none."""
    names = {rank: terms.get(rank.lower(), "") for rank in RANKS} | {"SPECIES": species(terms)}
    return frozenset(tag(rank, name) for rank, name in names.items() if name.strip())


def rank_of(one: str) -> str:
    """Return the rank that a tag names; empty if it names none."""
    rank, mark, _ = one.partition("_")
    return rank if mark and rank in RANKS else ""


def name(tags: Iterable[str], rank: str) -> str:
    """Return the name of a rank that tags give; empty if none does."""
    found = (one.partition("_")[2] for one in tags if rank_of(one) == rank)
    return next(found, "").replace("_", " ")


def lowest(tags: Iterable[str]) -> str:
    """Return the name of the lowest rank that has one: what the specimen is called."""
    held = list(tags)
    return next((found for rank in reversed(RANKS) if (found := name(held, rank))), "")


def effective(terms: Terms, value: Mapping[str, Any] | None) -> Tags:
    """Return a record's tags, given what people said of it (None: nothing)."""
    tags = set(of_terms(terms))
    if not value:
        return frozenset(tags)
    said = [one for one in value.get("tags", ()) if isinstance(one, str)]
    if value.get("scientificName"):
        tags = set(renamed(frozenset(tags), str(value["scientificName"])))
    for one in said:
        if one.startswith(NOT):
            tags.discard(one.removeprefix(NOT))
            continue
        rank = rank_of(one)
        tags = {other for other in tags if not rank or rank_of(other) != rank} | {one}
    if value.get("error"):
        tags.add(f"{ERROR}{value['error']}")
    return frozenset(tags | ({EXCLUDED} if value.get("excluded") else set()))


def left_out(tags: Iterable[str]) -> str:
    """Return why a record with these tags belongs to no dataset; empty if it does."""
    held = set(tags)
    if EXCLUDED in held:
        return "excluded by a person"
    faults = sorted(one for one in held if one.startswith(ERROR))
    return f"no specimen: {faults[0].removeprefix(ERROR)}" if faults else ""


def value_of(terms: Terms, tags: Tags) -> dict[str, Any]:
    """Return what people must have said of a record for it to have these tags."""
    error = next((one.removeprefix(ERROR) for one in sorted(tags) if one.startswith(ERROR)), "")
    kept = {one for one in tags if one != EXCLUDED and not one.startswith(ERROR)}
    own = of_terms(terms)
    named = name(kept, "SPECIES")
    scientific = named if named and tag("SPECIES", named) not in own else ""
    expected = renamed(own, scientific) if scientific else own
    ranks = {rank_of(one) for one in kept} - {""}
    gone = [f"{NOT}{one}" for one in sorted(expected - kept) if rank_of(one) not in ranks]
    return {
        "scientificName": scientific,
        "tags": [*sorted(kept - expected), *gone],
        "error": error if error in FAULTS else "",
        "excluded": EXCLUDED in tags,
    }


def checked(tags: Iterable[object], image: str) -> Tags:
    """Return tags if they can be. Raises TagError: no tag, two names of one rank."""
    texts = set()
    for one in tags:
        text = "_".join(one.split()) if isinstance(one, str) else ""
        if not TAG.fullmatch(text) or not text.isprintable():
            raise TagError(
                f"{image} has the tag {one!r:.60}: a tag is up to 80 characters without quotes"
            )
        if text.startswith(ERROR) and text.removeprefix(ERROR) not in FAULTS:
            raise TagError(f"{image}: there is no {text!r}; there are {', '.join(FAULTS)}")
        texts.add(text)
    for rank in RANKS:
        twice = sorted(one for one in texts if rank_of(one) == rank)
        if len(twice) > 1:
            raise TagError(f"{image} has two names of one rank: {twice[0]} and {twice[1]}")
    return frozenset(texts)


def renamed(tags: Tags, label: str) -> Tags:
    """Return tags with another lowest name: a species if it has two words, else of its rank."""
    label = label.strip()
    label = label[:1].upper() + label[1:]  # as genera and higher taxa are written
    words = label.split()
    before = lowest(tags)
    rank = next((one for one in reversed(RANKS) if before and name(tags, one) == before), "SPECIES")
    if len(words) > 1:
        new = {"SPECIES": tag("SPECIES", " ".join(words[:2])), "GENUS": tag("GENUS", words[0])}
    elif rank == "SPECIES":
        new = {"SPECIES": "", "GENUS": tag("GENUS", label)}
    else:
        new = {rank: tag(rank, label)}
    return frozenset(
        {one for one in tags if rank_of(one) not in new} | {one for one in new.values() if one}
    )


def followed(before: Tags, now: Tags) -> Tags:
    """Return edited tags with the genus that an edited species is in, unless it was edited too."""
    genus = name(now, "SPECIES").partition(" ")[0]
    same_genus = name(now, "GENUS") == name(before, "GENUS")
    if not genus or not same_genus or name(now, "SPECIES") == name(before, "SPECIES"):
        return now
    return frozenset(one for one in now if rank_of(one) != "GENUS") | {tag("GENUS", genus)}


def applied(terms: Terms, tags: Tags) -> dict[str, str]:
    """Return a record's terms with the names that its tags give; all else is kept.

    Where the species is another one, its author, subspecies and rank are no longer known.
    """
    found = dict(terms)
    own = of_terms(terms)
    for rank in RANKS[:-1]:
        if (now := name(tags, rank)) != name(own, rank):
            found[rank.lower()] = now
    binomial = name(tags, "SPECIES")
    if binomial == name(own, "SPECIES"):
        return found
    found["specificEpithet"] = binomial.partition(" ")[2]
    found |= {"scientificName": lowest(tags), "taxonRank": "species" if binomial else ""}
    return found | dict.fromkeys(("scientificNameAuthorship", "infraspecificEpithet"), "")
