"""What the documentation says is what the code does."""

import re
from pathlib import Path

import pytest

from cabinet import dag, documents
from config import Config, hints

ROOT = Path(__file__).resolve().parent.parent
DOCS = [ROOT / "README.md", *sorted((ROOT / "docs").rglob("*.md"))]


@pytest.mark.parametrize("path", documents.pages(), ids=lambda path: path.name)
def test_generated_page_is_current(path: Path) -> None:
    assert path.read_text() == documents.pages()[path], "run python -m cabinet.documents"


def test_readme_names_both_commands() -> None:
    text = (ROOT / "README.md").read_text()
    assert "make demo" in text
    assert "make test" in text


@pytest.mark.parametrize("page", DOCS, ids=lambda path: path.name)
def test_links_lead_somewhere(page: Path) -> None:
    for target in re.findall(r"\]\((?!https?:|#|mailto:)([^)#]+)", page.read_text()):
        assert (page.parent / target).exists(), f"{page} links to {target}"


def test_every_dependency_has_its_sentence() -> None:
    reasons = (ROOT / "docs/explanation/dependencies.md").read_text()
    for line in (ROOT / "requirements.txt").read_text().splitlines():
        if line and not line.startswith("#"):
            assert f"**{line.partition('==')[0]}**" in reasons, line


def test_every_setting_is_used_by_a_stage_or_is_a_folder() -> None:
    used = {setting for stage in dag.stages().values() for setting in stage.settings + stage.manner}
    assert set(hints(Config)) - used <= {"collection", "trained_models"}


def test_help_of_every_script_is_quick_and_explains(run_script) -> None:
    for name in dag.CHAIN:
        run = run_script(f"{name}.py", "--help", timeout=20)
        assert run.returncode == 0, run.stderr
        assert "--collection" in run.stdout
        assert len(run.stdout.splitlines()) > 15
