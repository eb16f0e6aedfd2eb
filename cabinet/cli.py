"""The command line that every stage script has."""

import argparse
import sys
from collections.abc import Sequence
from dataclasses import replace
from pathlib import Path

from config import Config, SettingError, hints

FOLDERS = ("collection", "trained_models")


def formatter(prog: str, width: int | None = None) -> argparse.HelpFormatter:
    """Return what lays out a help text: paragraphs as written, 100 characters unless told."""
    return argparse.RawDescriptionHelpFormatter(prog, max_help_position=28, width=width)


def parser(
    name: str, doc: str | None, config: Config, settings: Sequence[str]
) -> argparse.ArgumentParser:
    """Return the parser of a script: the same options everywhere, and a flag for each setting."""
    made = argparse.ArgumentParser(prog=f"{name}.py", description=doc, formatter_class=formatter)
    made.add_argument("items", nargs="*", metavar="ITEM", help="make only these (default: all)")
    made.add_argument("--limit", type=int, metavar="N", help="make only the first N")
    made.add_argument("--redo", action="store_true", help="make also what is there already")
    made.add_argument("--workers", type=int, metavar="N", help="processes (default: one a core)")
    made.add_argument("--scheduler", metavar="ADDRESS", help="use a Dask cluster's workers instead")
    notes = hints(Config)
    for setting in (*FOLDERS, *settings):
        kind, text = notes[setting].__origin__, notes[setting].__metadata__[0].replace("%", "%%")
        flag = f"--{setting.replace('_', '-')}"
        if kind is bool:
            made.add_argument(flag, action=argparse.BooleanOptionalAction, help=text)
        else:
            default = getattr(config, setting)
            shown = f" (default: {default})" if str(default) else ""
            made.add_argument(flag, type=kind, metavar=kind.__name__.upper(), help=text + shown)
    return made


def parse(
    name: str, doc: str | None, settings: Sequence[str], arguments: Sequence[str] | None = None
) -> tuple[Config, argparse.Namespace]:
    """Return a run's settings and options: flags over `config.toml` over defaults."""
    options = parser(name, doc, Config(), settings).parse_args(arguments)
    try:
        config = Config.load(options.collection or Path())
    except (SettingError, OSError, ValueError) as error:
        print(f"{name}: {error}", file=sys.stderr)  # noqa: T201
        sys.exit(2)
    flags = {one: getattr(options, one) for one in (*FOLDERS, *settings)}
    chosen = {one: value for one, value in flags.items() if value is not None}
    return replace(config, **chosen).absolute(), options
