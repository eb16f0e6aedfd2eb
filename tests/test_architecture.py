"""The house rules, held by reading the source: imports, sizes, names."""

import ast
import re
from pathlib import Path

import pytest

from cabinet import dag

ROOT = Path(__file__).resolve().parent.parent
SCRIPTS = [ROOT / f"{name}.py" for name in dag.CHAIN] + [ROOT / "labels_server.py"]
MODULES = sorted((ROOT / "cabinet").rglob("*.py"))
VIEWER = sorted((ROOT / "server" / "js").rglob("*.js")) + sorted((ROOT / "labels").rglob("*.js"))
FORBIDDEN = re.compile(r"^(utils?|misc|helpers?|common|managers?|handlers?|data2|tmp)$")


def imports(path: Path) -> set[str]:
    names: set[str] = set()
    for node in ast.walk(ast.parse(path.read_text())):
        if isinstance(node, ast.Import):
            names |= {alias.name for alias in node.names}
        elif isinstance(node, ast.ImportFrom) and node.module:
            names.add(node.module)
    return names


def top_level_imports(path: Path) -> set[str]:
    tree = ast.parse(path.read_text())
    nodes = [node for node in tree.body if isinstance(node, ast.Import | ast.ImportFrom)]
    return {
        name.split(".")[0]
        for node in nodes
        for name in (
            [alias.name for alias in node.names]
            if isinstance(node, ast.Import)
            else [node.module or ""]
        )
    }


@pytest.mark.parametrize("script", SCRIPTS, ids=lambda path: path.stem)
def test_script_is_short_and_declarative(script: Path) -> None:
    source = script.read_text()
    tree = ast.parse(source)
    assert len(source.splitlines()) <= 120
    assert ast.get_docstring(tree)
    functions = [node for node in ast.walk(tree) if isinstance(node, ast.FunctionDef)]
    assert not [node for node in ast.walk(tree) if isinstance(node, ast.Try)]
    if script.stem != "labels_server":  # a server, not a stage: it has a command line of its own
        assert len(functions) <= 5
        assert "argparse" not in imports(script)
        assert "print(" not in source


@pytest.mark.parametrize("script", SCRIPTS, ids=lambda path: path.stem)
def test_script_imports_no_script_and_nothing_slow(script: Path) -> None:
    names = {path.stem for path in SCRIPTS}
    assert not {name.split(".")[0] for name in imports(script)} & names
    slow = {"torch", "torchvision", "pandas", "faiss", "numba", "cv2", "sklearn", "openTSNE"}
    assert not top_level_imports(script) & slow


def test_cabinet_imports_no_script() -> None:
    names = {path.stem for path in SCRIPTS} | {"pipeline"}
    for module in MODULES:
        assert not {name.split(".")[0] for name in imports(module)} & names, module


@pytest.mark.parametrize("path", MODULES, ids=lambda path: str(path.relative_to(ROOT)))
def test_module_is_one_room(path: Path) -> None:
    lines = path.read_text().splitlines()
    assert len(lines) <= 220, f"{path} has {len(lines)} lines: two ideas in one room?"
    assert not FORBIDDEN.match(path.stem)
    for node in ast.walk(ast.parse(path.read_text())):
        if isinstance(node, ast.FunctionDef | ast.AsyncFunctionDef):
            length = (node.end_lineno or 0) - node.lineno + 1
            assert length <= 60, f"{path}:{node.lineno} {node.name} has {length} lines"


@pytest.mark.parametrize("path", VIEWER, ids=lambda path: path.name)
def test_viewer_module_is_short(path: Path) -> None:
    assert len(path.read_text().splitlines()) <= 220


def test_top_level_holds_the_scripts_alone() -> None:
    allowed = {path.name for path in SCRIPTS} | {"config.py", "pipeline.py"}
    assert {path.name for path in ROOT.glob("*.py")} == allowed


def test_pages_load_nothing_from_elsewhere() -> None:
    pages = [
        *ROOT.glob("server/*.html"),
        *ROOT.glob("labels/*.html"),
        *ROOT.glob("server/css/*.css"),
    ]
    assert pages
    for page in pages:
        text = page.read_text()
        loaded = re.findall(r"""<(?:script|img|link)[^>]+(?:src|href)=["'](https?:[^"']+)""", text)
        assert not [address for address in loaded if "license" not in address], page
        assert "@import url(http" not in text
