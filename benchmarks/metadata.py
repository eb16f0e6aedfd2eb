"""Time and memory of create_metadata.py and of a resumed download.py at the museum's full size.

Writes an export like the Natural History Museum's (1,039,840 specimens in 69 columns, 2,126,980
photographs, two thirds of them of labels) to a temporary folder, runs the stages on it as a person
would, and prints seconds and peak memory:

    python benchmarks/metadata.py [--specimens N] [--zip] [--folder FOLDER]

Targets: at most 3 minutes and 2 GB.
"""

import argparse
import os
import random
import subprocess
import sys
import tempfile
import time
import uuid
import zipfile
from pathlib import Path

ROOT = Path(__file__).resolve().parent.parent
SPECIMENS, PHOTOGRAPHS = 1_039_840, 2_126_980

# The portal's columns (REFERENCE.md, annex 3b), with cells of realistic length.
CELLS = {
    "basisOfRecord": "PreservedSpecimen", "bed": "", "catalogNumber": "NHMUK{n:09}",
    "class": "Insecta", "collectionCode": "BMNH(E)", "continent": "Asia",
    "coordinateUncertaintyInMeters": "", "country": "{country}", "day": "{day}",
    "decimalLatitude": "{lat:.6f}", "decimalLongitude": "{lon:.6f}",
    "dynamicProperties": '{{""barcode"":""{n:09}"",""preservative"":""Dry - pinned"",'
    '""subDepartment"":""Lepidoptera"",""determinationNames"":""{name}"",""project"":""iCollections'
    ' - British and Irish {family}"",""associatedMediaCount"":2,""kindOfObject"":""Specimen""}}',
    "earliestAgeOrLowestStage": "", "earliestEonOrLowestEonothem": "",
    "earliestEpochOrLowestSeries": "", "earliestEraOrLowestErathem": "",
    "earliestPeriodOrLowestSystem": "", "family": "{family}", "fieldNumber": "", "formation": "",
    "genus": "{genus}", "geodeticDatum": "WGS84", "georeferenceProtocol": "GeoLocate, NHM, 2015",
    "group": "", "habitat": "", "higherClassification":
    "Insecta; Lepidoptera; {family}oidea; {family}; {family}inae", "higherGeography":
    "Asia; {country}; Some Province; District of {family}", "identificationQualifier": "",
    "identifiedBy": "", "individualCount": "1", "infraspecificEpithet": "",
    "institutionCode": "NHMUK", "island": "", "islandGroup": "", "kingdom": "Animalia",
    "latestAgeOrHighestStage": "", "latestEonOrHighestEonothem": "",
    "latestEpochOrHighestSeries": "", "latestEraOrHighestErathem": "",
    "latestPeriodOrHighestSystem": "", "lifeStage": "Adult", "locality":
    "Nearest Named Place: {family} Ford; Township: {genus} National Park, {country}, 4 km N, {n}",
    "lowestBiostratigraphicZone": "", "maximumDepthInMeters": "",
    "maximumElevationInMeters": "{day}00", "member": "", "minimumDepthInMeters": "",
    "minimumElevationInMeters": "{day}00", "modified": "2024-03-17 00:03:12", "month": "{month}",
    "occurrenceID": "{uuid}", "occurrenceStatus": "Present", "order": "Lepidoptera",
    "otherCatalogNumbers": "NHMUK:ecatalogue:{n}", "phylum": "Arthropoda", "preparations": "",
    "recordNumber": "", "recordedBy": "Mr A. {genus}son; Dr B. {family}man", "samplingProtocol": "",
    "scientificName": "{name}", "scientificNameAuthorship": "(Linnaeus, 1758)", "sex": "Male",
    "specificEpithet": "{epithet}", "stateProvince": "Province of {genus}", "subgenus": "",
    "taxonRank": "Species", "typeStatus": "", "verbatimLatitude": "", "verbatimLongitude": "",
    "waterBody": "", "year": "{year}",
}  # fmt: skip
RIGHTS = "The Trustees of the Natural History Museum, London"
LICENCE = "http://creativecommons.org/licenses/by/4.0/"


def identifier(chance: random.Random) -> str:
    """Return a random UUID that is the same in every run."""
    return str(uuid.UUID(int=chance.getrandbits(128), version=4))


def write_specimens(path: Path, count: int, chance: random.Random) -> None:
    """Write occurrence.csv."""
    template = '"{n}",' + ",".join(f'"{cell}"' for cell in CELLS.values()) + "\n"
    genera = [f"Genus{number}ia" for number in range(4000)]
    with path.open("w", encoding="utf-8") as file:
        file.write(",".join(f'"{name}"' for name in ("_id", *CELLS)) + "\n")
        for number in range(count):
            genus, epithet = chance.choice(genera), f"species{chance.randrange(60)}us"
            row = template.format(
                n=8_000_000 + number,
                uuid=identifier(chance),
                country=("Madagascar", "United Kingdom", "Papua New Guinea", "Côte d’Ivoire")[
                    number % 4
                ],
                genus=genus,
                family=f"Famil{number % 97}idae",
                epithet=epithet,
                name=f"{genus} {epithet} (Linnaeus, 1758)",
                lat=chance.uniform(-60, 70),
                lon=chance.uniform(-180, 180),
                year=chance.randrange(1850, 2020),
                month=chance.randrange(13) or "",
                day=chance.randrange(29) or "",
            )
            file.write(row)


def write_photographs(path: Path, count: int, specimens: int, chance: random.Random) -> None:
    """Write multimedia.csv: of three photographs two are of labels."""
    names = ("_id", "title", "type", "identifier", "license", "created", "rightsHolder", "format",
             "creator")  # fmt: skip
    with path.open("w", encoding="utf-8") as file:
        file.write(",".join(f'"{name}"' for name in names) + "\n")
        for number in range(count):
            owner = 8_000_000 + number * specimens // count
            label = "_label_" if number % 3 else "_"
            file.write(
                f'"{owner}","{owner:09}{label}{number}","StillImage",'
                f'"https://data.nhm.ac.uk/media/{identifier(chance)}","{LICENCE}",'
                f'"1546300800000","{RIGHTS}","image/jpeg","A. Photographer"\n'
            )


def measured(*command: object) -> str:
    """Run a command; return its seconds, its peak memory, and what it printed."""
    started = time.monotonic()
    run = subprocess.Popen(list(map(str, command)), stdout=subprocess.PIPE, text=True, cwd=ROOT)
    assert run.stdout is not None
    out = run.stdout.read()
    _, status, usage = os.wait4(run.pid, 0)
    unit = 1 if sys.platform == "darwin" else 1024
    shown = out.strip() + ("" if status == 0 else f" (status {os.waitstatus_to_exitcode(status)})")
    memory, cpu = usage.ru_maxrss * unit / 1e9, usage.ru_utime + usage.ru_stime
    took = time.monotonic() - started
    return f"{took:.1f} s ({cpu:.1f} s of one core), {memory:.2f} GB at most; {shown}"


def main() -> None:
    """Write the export, run the stages, print what they took."""
    parser = argparse.ArgumentParser(description=__doc__.splitlines()[0])
    parser.add_argument("--specimens", type=int, default=SPECIMENS)
    parser.add_argument("--zip", action="store_true", help="read the export packed")
    parser.add_argument("--folder", type=Path, help="where to put the temporary files")
    options = parser.parse_args()
    photographs = options.specimens * PHOTOGRAPHS // SPECIMENS
    with tempfile.TemporaryDirectory(dir=options.folder) as name:
        data = Path(name, "data")
        data.mkdir()
        chance, started = random.Random(1), time.monotonic()
        write_specimens(data / "occurrence.csv", options.specimens, chance)
        write_photographs(data / "multimedia.csv", photographs, options.specimens, chance)
        size = sum(path.stat().st_size for path in data.iterdir()) / 1e9
        took = time.monotonic() - started
        print(
            f"export: {options.specimens:,} specimens, {photographs:,} photographs, {size:.2f} GB"
        )
        print(f"        written in {took:.0f} s")
        if options.zip:
            with zipfile.ZipFile(data / "export.zip", "w", zipfile.ZIP_DEFLATED) as archive:
                for path in sorted(data.glob("*.csv")):
                    archive.write(path, path.name)
                    path.unlink()
        script = (sys.executable, "create_metadata.py", "--collection", name)
        print(f"create_metadata: {measured(*script)}")
        print(f"  again:         {measured(*script)}")
        from cabinet.museum import catalogue

        raw = data / "raw"
        raw.mkdir()
        for image in catalogue.addresses(data / "metadata.csv").images():
            (raw / f"{image}.jpg").touch()
        script = (sys.executable, "download.py", "--collection", name)
        print(f"download, nothing due: {measured(*script)}")


if __name__ == "__main__":
    sys.path.insert(0, str(ROOT))
    main()
