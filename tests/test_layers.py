"""The layers point one way: data -> facts -> (body | evidence | outcomes) -> explain -> figures -> pages -> app."""

import ast
import re
import subprocess
import sys
from pathlib import Path

import pytest

PACKAGE = Path(__file__).resolve().parent.parent / "dashboard"
MAY_IMPORT = {
    "language": {"language"},
    "facts": {"facts"},
    "body": {"facts", "body"},
    "evidence": {"facts", "evidence"},
    "outcomes": {"facts", "outcomes"},
    "explain": {"language", "facts", "evidence", "outcomes", "explain"},
    "figures": {"facts", "body", "evidence", "outcomes", "explain", "figures"},
    "pages": {
        *("language", "facts", "evidence", "outcomes", "explain", "figures"),
        *("pages", "server", "shelf", "state", "ids", "settings"),
    },
}
# The modules beside the rooms. Only the pages and the server may know the shelf.
MODULES_MAY_IMPORT = {
    "state.py": {"language"},
    "ids.py": set(),
    "settings.py": set(),
    "shelf.py": set(),
    "server.py": {"settings", "shelf"},
    "__init__.py": {"facts", "pages", "server", "settings"},
    # Gathers texts from every room for translators; no room knows it.
    "messages.py": {"facts", "evidence", "explain", "figures", "language", "settings"},
}
MAY_USE_DASH = {"pages", "server.py", "__init__.py"}
MODULES = sorted(PACKAGE.rglob("*.py"))


def imports(path):
    for node in ast.walk(ast.parse(path.read_text("utf-8"))):
        if isinstance(node, ast.Import):
            yield from (alias.name for alias in node.names)
        elif isinstance(node, ast.ImportFrom):
            module = node.module or ""
            yield from (f"{module}.{alias.name}" for alias in node.names) if module == "dashboard" else (module,)


def room(path):
    return path.relative_to(PACKAGE).parts[0]


@pytest.mark.parametrize("path", MODULES, ids=lambda p: str(p.relative_to(PACKAGE)))
def test_no_module_looks_to_its_right(path):
    used = {name.split(".")[1] for name in imports(path) if name.startswith("dashboard.")}
    assert used <= {**MAY_IMPORT, **MODULES_MAY_IMPORT}[room(path)]


def test_the_rules_name_every_room_that_exists():
    assert {room(path) for path in MODULES} <= MAY_IMPORT.keys() | MODULES_MAY_IMPORT.keys()
    may_shelve = {name for name, rooms in {**MAY_IMPORT, **MODULES_MAY_IMPORT}.items() if "shelf" in rooms}
    assert may_shelve == {"pages", "server.py"}


@pytest.mark.parametrize("path", MODULES, ids=lambda p: str(p.relative_to(PACKAGE)))
def test_only_the_pages_know_dash_and_only_the_figures_may_know_plotly(path):
    roots = {name.split(".")[0] for name in imports(path)}
    if room(path) not in MAY_USE_DASH:
        assert not roots & {"dash", "flask"}
    if room(path) != "figures":
        assert "plotly" not in roots


@pytest.mark.parametrize(
    "module", ["dashboard", *(f"dashboard.{name}" for name in ("facts", "language", "evidence", "explain", "figures"))]
)
def test_importing_a_lower_layer_loads_no_heavy_library(module):
    heavy = {"babel", "dash", "plotly", "numpy", "pandas", "flask"}
    code = f"import {module}, sys; print(sorted({heavy} & set(sys.modules)))"
    printed = subprocess.run(
        [sys.executable, "-c", code], capture_output=True, text=True, check=True, cwd=PACKAGE.parent
    )
    assert printed.stdout.strip() == "[]"


def test_no_foreign_host_stands_in_the_code():
    hosts = re.compile(r"https?://(?!127\.0\.0\.1|localhost|www\.w3\.org|doi\.org|pubmed\.ncbi\.nlm\.nih\.gov)[\w.-]+")
    files = [
        *PACKAGE.rglob("*.py"),
        *PACKAGE.rglob("*.html"),
        *(PACKAGE.parent / "assets").rglob("*.js"),
        *(PACKAGE.parent / "assets").rglob("*.css"),
    ]
    found = {path.name: hosts.findall(path.read_text("utf-8")) for path in files}
    assert {name: urls for name, urls in found.items() if urls} == {}
