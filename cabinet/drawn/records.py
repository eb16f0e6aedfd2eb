"""The records of the drawn collection, in the columns and with the oddities of the NHM's export."""

from __future__ import annotations

import json
import uuid
from dataclasses import dataclass

import numpy as np

from cabinet.drawn.genera import Genus, Species
from cabinet.drawn.taxonomy import higher_classification

INSTITUTION = "DRAWN"  # nobody's: no museum is credited with what a program drew
OCCURRENCE = (
    "_id", "basisOfRecord", "catalogNumber", "class", "collectionCode", "continent",
    "coordinateUncertaintyInMeters", "country", "datasetID", "day", "decimalLatitude",
    "decimalLongitude", "dynamicProperties", "family", "genus", "higherClassification",
    "individualCount", "infraspecificEpithet", "institutionCode", "kingdom", "lifeStage",
    "locality", "modified", "month", "occurrenceID", "order", "otherCatalogNumbers", "phylum",
    "preparations", "recordedBy", "scientificName", "scientificNameAuthorship", "sex",
    "specificEpithet", "stateProvince", "subgenus", "taxonRank", "typeStatus", "year",
)  # fmt: skip

PLACES = (
    ("Europe", "United Kingdom", "England", "Hampden Park, Eastbourne", 50.796, 0.279),
    ("Europe", "United Kingdom", "England", "Portland, Dorset", 50.55, -2.44),
    ("Europe", "United Kingdom", "Scotland", "Rannoch, Camghouran", 56.68, -4.3),
    ("Europe", "France", "Alpes-de-Haute-Provence", "Digne", 44.09, 6.23),
    ("Europe", "Switzerland", "Valais", "Zermatt, 1800 m", 46.02, 7.75),
    ("Europe", "Spain", "Aragón", "Albarracín", 40.41, -1.44),
    ("Europe", "Greece", "Peloponnese", "Mt Taygetos, Kalamata", 37.02, 22.25),
    ("Asia", "India", "Sikkim", "Gangtok", 27.33, 88.61),
    ("Asia", "India", "Meghalaya", "Khasia Hills", 25.5, 91.8),
    ("Asia", "Sri Lanka", "Central", "Kandy", 7.29, 80.63),
    ("Asia", "Indonesia", "Papua Barat", "Arfak Mts, Ninay", -1.12, 133.9),
    ("Asia", "Malaysia", "Sabah", "Kina Balu", 6.07, 116.55),
    ("Asia", "Japan", "Honshu", "Yokohama", 35.44, 139.64),
    ("Africa", "Uganda", "Western", "Ruwenzori, Mubuku valley", 0.36, 30.0),
    ("Africa", "Cameroon", "South-West", "Mt Kupé", 4.8, 9.71),
    ("Africa", "Madagascar", "", "Diégo-Suarez", -12.28, 49.29),
    ("South America", "Brazil", "Amazonas", "Ega (Tefé), Amazons", -3.35, -64.71),
    ("South America", "Peru", "Junín", "Chanchamayo", -11.05, -75.32),
    ("South America", "Colombia", "Cundinamarca", "Muzo", 5.53, -74.1),
    ("North America", "United States", "Colorado", "Clear Creek Co.", 39.7, -105.7),
    ("North America", "Mexico", "Veracruz", "Jalapa", 19.54, -96.91),
    ("Oceania", "Australia", "Queensland", "Kuranda", -16.82, 145.64),
    ("Oceania", "Papua New Guinea", "Milne Bay", "Samarai", -10.61, 150.67),
)  # fmt: skip
COLLECTORS = (
    "G B Smith", "A Ferrar", "J J Wexham", "H Tolland", "E Lidd", "Miss M Hale", "Capt. R Orde",
    "W Petherick", "C Brenner | A Ferrar", "Rothwell Collection", "", "",
)  # fmt: skip


@dataclass(frozen=True)
class Specimen:
    """A drawn specimen with its record: `fields` has every column of `OCCURRENCE`."""

    number: int
    genus: Genus
    species: Species
    sex: str
    wear: float
    fields: dict[str, str]


def new_id(rng: np.random.Generator) -> str:
    """Make a UUID, version 4 in form, from the generator."""
    return str(uuid.UUID(bytes=rng.bytes(16), version=4))


def specimen(rng: np.random.Generator, number: int, kind: tuple[Genus, Species]) -> Specimen:
    """Make the `number`-th specimen of a kind with its record."""
    genus, species = kind
    sex = "f" if rng.random() < 0.4 else "m"
    key = 1_000_000 + number * 37 + int(rng.integers(0, 37))
    catalogue = f"{INSTITUTION}0{10_000_000 + key}"
    fields = dict.fromkeys(OCCURRENCE, "")
    fields |= {
        "_id": str(key),
        "basisOfRecord": "PreservedSpecimen",
        "catalogNumber": catalogue,
        "class": "Insecta",
        "collectionCode": "BMNH(E)",
        "datasetID": "05ff2255-c38a-40c9-b657-4ccb55ab2feb",
        "individualCount": "1",
        "institutionCode": INSTITUTION,
        "kingdom": "Animalia",
        "lifeStage": "Adult" if rng.random() < 0.3 else "",
        "modified": f"20{rng.integers(15, 26)}-0{rng.integers(1, 10)}-1{rng.integers(10)}",
        "occurrenceID": new_id(rng),
        "order": "Lepidoptera",
        "otherCatalogNumbers": f"{INSTITUTION}:ecatalogue:{key}",
        "phylum": "Arthropoda",
        "preparations": "Pinned" if rng.random() < 0.2 else "",
        "sex": str(
            rng.choice([{"m": "Male", "f": "Female"}[sex], "", "Unknown"], p=[0.7, 0.2, 0.1])
        ),
        "typeStatus": str(
            rng.choice(["", "Paratype", "Syntype", "Holotype"], p=[0.9, 0.05, 0.03, 0.02])
        ),
    }
    fields |= _names(rng, genus, species) | _place(rng, genus) | _date(rng)
    fields["dynamicProperties"] = _properties(rng, fields)
    wear = float(np.clip(rng.beta(1.3, 4), 0, 1))
    return Specimen(number, genus, species, sex, wear, fields)


def _names(rng: np.random.Generator, genus: Genus, species: Species) -> dict[str, str]:
    """Write the names, now and then as awkward as real ones are."""
    name, subgenus, below, rank = f"{genus.name} {species.epithet}", "", "", "Species"
    chance = rng.random()
    if chance < 0.05:
        below, rank = str(rng.choice(["insularis", "montana", "meridionalis"])), "Subspecies"
        name = f"{name} {below}"
    elif chance < 0.08:
        subgenus = f"{genus.name[:5]}oides"
        name = f"{genus.name} ({subgenus}) {species.epithet}"
    elif chance < 0.1:
        below, rank = str(rng.choice(["caeruleo-cuneata", "nigro`fasciata"])), "Aberration"
        name = f"{name} ab. {below}"
    elif chance < 0.115:
        name, rank = "Undetermined`", ""
    author = species.author if rng.random() < 0.94 else ""
    known = rank != ""
    return {
        "family": genus.family,
        "genus": genus.name if known else "",
        "higherClassification": higher_classification(genus),
        "infraspecificEpithet": below,
        "scientificName": f"{name} {author}".strip() if known else name,
        "scientificNameAuthorship": author if known else "",
        "specificEpithet": species.epithet if known else "",
        "subgenus": subgenus,
        "taxonRank": rank,
    }


def _place(rng: np.random.Generator, genus: Genus) -> dict[str, str]:
    """Choose a place; a genus lives in five of them."""
    home = np.random.default_rng(sum(genus.name.encode())).permutation(len(PLACES))[:5]
    continent, country, state, locality, lat, lon = PLACES[int(rng.choice(home))]
    if rng.random() < 0.12:
        locality, lat, lon = "", 0.0, 0.0
    located = lat != 0.0 and rng.random() < 0.6
    return {
        "continent": continent,
        "country": country if rng.random() < 0.95 else "",
        "stateProvince": state,
        "locality": locality,
        "decimalLatitude": f"{lat + rng.normal(0, 0.05):.5f}" if located else "",
        "decimalLongitude": f"{lon + rng.normal(0, 0.05):.5f}" if located else "",
        "coordinateUncertaintyInMeters": "5000" if located and rng.random() < 0.5 else "",
        "recordedBy": str(rng.choice(COLLECTORS)),
    }


def _date(rng: np.random.Generator) -> dict[str, str]:
    """Write a date: whole, without day, the year only, December 1899, or none."""
    year, month, day = (
        str(rng.integers(1848, 2015)),
        str(rng.integers(3, 11)),
        str(rng.integers(1, 29)),
    )
    chance = rng.random()
    if chance < 0.06:
        year, month, day = "", "", ""
    elif chance < 0.22:
        month, day = "", ""
    elif chance < 0.32:
        day = ""
    elif chance < 0.35:
        year, month, day = "1899", "12", "" if chance < 0.335 else "31"
    return {"year": year, "month": month, "day": day}


def _properties(rng: np.random.Generator, fields: dict[str, str]) -> str:
    content = {
        "barcode": fields["catalogNumber"].removeprefix(INSTITUTION),
        "preservative": "Dry - pinned",
        "subDepartment": "Lepidoptera",
        "determinationNames": fields["scientificName"],
        "project": str(rng.choice(["iCollections - drawn Lepidoptera", "Types digitisation"])),
        "associatedMediaCount": 1,
    }
    return json.dumps(content)
