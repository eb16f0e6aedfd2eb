"""What a dataset is, counted anew from its manifest alone: tables, leaks, a datasheet."""

import hashlib
import json
from pathlib import Path
from typing import Any

import pandas as pd

from cabinet.datasets.parts import HELD_OUT, TEST, TRAIN, VALIDATION
from cabinet.datasets.subsets import MANIFEST, NEGATIVE, Subset

PARTS = (TRAIN, VALIDATION, TEST, HELD_OUT, NEGATIVE)


def leaks(subset: Subset) -> dict[str, int]:
    """Count what lies in two parts at once; all must be 0."""
    used = subset.manifest[subset.manifest["part"] != ""]
    part = subset.manifest["part"].to_numpy(object)
    one, other = part[subset.twins].T if len(subset.twins) else ((), ())
    return {
        "specimens in two parts": int((used.groupby("specimen")["part"].nunique() > 1).sum()),
        "photographs listed twice": int(subset.manifest["image"].duplicated().sum()),
        "near-duplicates in two parts": sum(
            a != b and "" not in (a, b) for a, b in zip(one, other, strict=True)
        ),
    }


def audit(subset: Subset) -> dict[str, Any]:
    """Return all counts of a dataset, each with what it is a part of."""
    manifest = subset.manifest
    used = manifest[manifest["part"] != ""]
    parts = {name: used[used["part"] == name] for name in PARTS if (used["part"] == name).any()}
    left_out = manifest[manifest["part"] == ""]["reason"].value_counts(sort=False).sort_index()
    bands = sorted(set(used["band"]) - {""})
    return {
        "manifest": hashlib.sha256(text(manifest).encode()).hexdigest(),
        "steps": [{"step": step, "before": n, "after": m} for step, n, m in subset.steps],
        "parts": {name: counted(rows) for name, rows in parts.items()},
        "leaks": leaks(subset),
        "left out": {str(reason): int(count) for reason, count in left_out.items()},
        "bands": {band: int((used["band"] >= band).sum()) for band in bands},
        "classes": classes(manifest),
    }


def counted(rows: pd.DataFrame) -> dict[str, int]:
    """Return how many photographs, specimens, classes and sources there are."""
    counts = {"photographs": len(rows), "specimens": rows["specimen"].nunique()}
    return counts | {"classes": rows["class"].nunique(), "sources": rows["source"].nunique()}


def classes(manifest: pd.DataFrame) -> dict[str, dict[str, int]]:
    """Return specimens of each class: before anything was left out ("all"), and in each part."""
    real = manifest[manifest["part"] != NEGATIVE].drop_duplicates(["class", "specimen", "part"])
    before = real.drop_duplicates(["class", "specimen"])["class"].value_counts()
    found = {str(name): {"all": int(count)} for name, count in sorted(before.items(), key=str)}
    inside = real[real["part"] != ""]
    for name, part in zip(inside["class"], inside["part"], strict=True):
        found[name][part] = found[name].get(part, 0) + 1
    return found


def text(manifest: pd.DataFrame) -> str:
    """Return the manifest as CSV, the same on every machine."""
    written: str = manifest.to_csv(columns=list(MANIFEST), index=False, lineterminator="\n")
    return written


def write(subset: Subset, recipe: Path, manifest: Path, inputs: str) -> None:
    """Write manifest, audit and datasheet beside one another; the manifest last.

    `inputs` is the hash of what it was made from, kept in the audit: see `holds`.

    Raises RuntimeError if anything leaks, and writes nothing.
    """
    told = recipe.read_text(encoding="utf-8-sig")
    found = {"inputs": inputs} | audit(subset)
    wrong = {what: count for what, count in found["leaks"].items() if count}
    if wrong:
        raise RuntimeError(f"the parts are not apart: {wrong}")
    beside = manifest.parent / recipe.stem
    beside.with_suffix(".json").write_text(
        json.dumps(found, indent=1, ensure_ascii=False) + "\n", encoding="utf-8"
    )
    beside.with_suffix(".md").write_text(datasheet(recipe.stem, found, told), encoding="utf-8")
    manifest.write_text(text(subset.manifest), encoding="utf-8")


def holds(manifest: Path, inputs: str) -> bool:
    """Whether a dataset was made from these inputs."""
    beside = manifest.with_suffix(".json")
    if not beside.is_file():
        return False
    told = json.loads(beside.read_text(encoding="utf-8"))
    return bool(told.get("inputs") == inputs)


def datasheet(name: str, found: dict[str, Any], recipe: str) -> str:
    """Return what a reader must know before using the dataset (Gebru et al. 2021), in Markdown."""
    rows = [
        f"| {part} | {count['photographs']:,} | {count['specimens']:,} | {count['classes']:,} |"
        f" {count['sources']:,} |"
        for part, count in found["parts"].items()
    ]
    steps = [f"| {s['step']} | {s['before']:,} | {s['after']:,} |" for s in found["steps"]]
    lost = [f"- {reason or 'chosen, in no part'}: {n:,}" for reason, n in found["left out"].items()]
    bands = [f"- at least {band}: {n:,}" for band, n in found["bands"].items()]
    hard = ["Hard negatives by confidence (sets within one another):", "", *bands, ""]
    lines = [
        f"# {name}", "",
        "Made by `create_subsets.py` from the recipe at the end. Photographs of one specimen,",
        "near-duplicates and blocks are never in two parts; the leak report was 0 in every line.",
        "Report the score on `test` and, where there is one, on `held_out`: the first says how a",
        "model does on more of the same, the second how it does elsewhere.", "",
        "| part | photographs | specimens | classes | sources |", "|-|-|-|-|-|", *rows, "",
        "| step | photographs before | after |", "|-|-|-|", *steps, "",
        "Left out:", "", *(lost or ["- nothing"]), "",
        *(hard if bands else ()),
        "Licence and holder of each photograph: columns `license` and `rightsHolder` of the",
        "catalogue, data/metadata.csv.", "",
        f"SHA-256 of the manifest: `{found['manifest']}`", "",
        "```toml", recipe.rstrip(), "```", "",
    ]  # fmt: skip
    return "\n".join(lines)
