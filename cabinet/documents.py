"""The parts of the documentation that are said in the code, written from it.

`python -m cabinet.documents` writes the table of stages in the README, docs/reference/stages.md
(every --help text) and docs/reference/settings.md; a test holds them to the code.
"""

import re
import sys
from functools import partial
from pathlib import Path

from cabinet import cli, dag
from cabinet.stage import Stage
from config import Config, hints

ROOT = Path(__file__).resolve().parent.parent
MARKS = "<!-- stages: written by python -m cabinet.documents -->", "<!-- /stages -->"

# What 716,000 photographs cost, and what that rests on: docs/reference/costs.md.
COSTS = {
    "create_metadata": "half a minute, 2 GB of memory",
    "download": "days, 450 GB: the museum's server decides",
    "train_classifier": "75 minutes on one core",
    "test_classifier": "seconds",
    "create_images": "a day on 2 cores, 160 GB",
    "scale_rotation_dataset": "seconds",
    "train_rotation_network": "half an hour on one core",
    "scale_images": "4 hours on 2 cores, 23 GB",
    "train_locator": "half an hour on one core",
    "train_quality_network": "half an hour on one core",
    "grade_images": "half an hour on 2 cores",
    "train_autoencoder": "an hour on one core",
    "test_autoencoder": "seconds",
    "evaluate": "a quarter of an hour",
    "create_latent_codes": "20 minutes on 2 cores, 0.4 GB",
    "create_tsne": "16 minutes on 2 cores, 2.4 GB of memory",
    "move_points": "ten seconds",
    "create_tiles": "73 minutes on 2 cores; as JPEG 20",
    "create_json": "a minute, 2.3 GB of memory",
    "create_oddities": "3 hours on one core",
    "create_suspects": "not measured",
    "create_subsets": "half a minute",
    "create_dataset": "5,000 detections: half a minute on 2 cores",
    "export": "not measured",
}

# What a stage that writes one file keeps of its own accord while it works at it.
KEPT = {
    "grade_images": "at its last part",
    "create_latent_codes": "at its last part",
    "create_tsne": "at its last checkpoint",
}


def resumes(stage: Stage) -> str:
    """Say in a word or two how a stage goes on after it was stopped."""
    if stage.once:
        return "at its last checkpoint"
    if stage.name in KEPT:
        return KEPT[stage.name]
    return "begins anew" if stage.is_single else "item by item"


def stage_table() -> str:
    """Return the README's table of the numbered stages."""
    rows = ["| | script | reads | writes | 716,000 photographs | resumes |", "|-|-|-|-|-|-|"]
    number = 0
    for name, stage in dag.stages().items():
        number += not stage.optional
        label = f"({name}.py)" if stage.optional else f"{name}.py"
        reads = ", ".join(f"`{shown(read)}`" for read in stage.reads)
        mark = "" if stage.optional else str(number)
        rows.append(
            f"| {mark} | {label} | {reads} | `{shown(stage.writes)}` | {COSTS[name]} |"
            f" {resumes(stage)} |"
        )
    return "\n".join(rows)


def shown(place: str) -> str:
    """Return a place as people read it."""
    return place.removesuffix("?").replace("{}", "*")


def readme(text: str) -> str:
    """Return the README with its table of stages as the code has it."""
    begin, end = MARKS
    pattern = re.escape(begin) + ".*?" + re.escape(end)
    return re.sub(pattern, lambda _: f"{begin}\n{stage_table()}\n{end}", text, flags=re.DOTALL)


def stages_page() -> str:
    """Return the reference page with what every script says on --help."""
    parts = ["# Stages\n\nWritten by `python -m cabinet.documents` from the scripts themselves.\n"]
    for name, stage in dag.stages().items():
        doc = sys.modules[name].__doc__
        parser = cli.parser(name, doc, Config(), (*stage.settings, *stage.manner))
        parser.formatter_class = partial(cli.formatter, width=100)
        parts.append(f"## {name}.py\n\n```text\n{parser.format_help().rstrip()}\n```\n")
    return "\n".join(parts)


def settings_page() -> str:
    """Return the reference page of all settings."""
    rows = [
        "# Settings\n",
        "Written by `python -m cabinet.documents` from `config.py`. A collection's `config.toml`",
        "overrides a default, a flag overrides both.\n",
        "| setting | type | default | meaning | used by |",
        "|-|-|-|-|-|",
    ]
    users = {
        setting: [
            name for name, stage in dag.stages().items() if setting in stage.settings + stage.manner
        ]
        for setting in hints(Config)
    }
    for setting, hint in hints(Config).items():
        kind, text = hint.__origin__.__name__, hint.__metadata__[0].replace("|", "\\|")
        default = str(getattr(Config(), setting)) or '""'
        used = "all" if setting in cli.FOLDERS else ", ".join(users[setting])
        rows.append(f"| `{setting}` | {kind} | `{default}` | {text} | {used} |")
    return "\n".join(rows) + "\n"


def pages() -> dict[Path, str]:
    """Return every generated page, by its path."""
    front = ROOT / "README.md"
    return {
        front: readme(front.read_text(encoding="utf-8")),
        ROOT / "docs" / "reference" / "stages.md": stages_page(),
        ROOT / "docs" / "reference" / "settings.md": settings_page(),
    }


if __name__ == "__main__":
    for path, text in pages().items():
        path.write_text(text, encoding="utf-8")
