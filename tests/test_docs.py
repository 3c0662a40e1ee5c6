"""The documents are true: every command, setting, route and address field is described."""

import re
from dataclasses import fields
from pathlib import Path

import pytest

from dashboard import state
from dashboard.evidence.choices import Choices
from dashboard.explain.choices import SheetChoices
from dashboard.outcomes.choices import OutcomeChoices
from dashboard.outcomes.commands import main
from dashboard.pages.documents import NAVIGATION

ROOT = Path(__file__).resolve().parent.parent
README = (ROOT / "README.md").read_text("utf-8")


def test_every_command_of_the_makefile_is_in_the_readme():
    targets = re.findall(r"^([a-z]+):.*## ", (ROOT / "Makefile").read_text("utf-8"), flags=re.MULTILINE)
    assert {"run", "test", "bench", "body", "facts", "lock"} <= set(targets)
    for target in set(targets) - {"help", "clean", "lint"}:
        assert f"make {target}" in README


def test_every_command_of_the_importer_is_in_the_readme(capsys):
    main(["--help"])
    ((listed,),) = [re.findall(r"^  COMMAND\n((?:    .*\n)+)", capsys.readouterr().out, flags=re.MULTILINE)]
    commands = re.findall(r"^    ([a-z]+)", listed, flags=re.MULTILINE)
    assert {"import", "summary", "merge", "verify", "template"} <= set(commands)
    described = README.partition("## Bring a clinic's own records")[2].partition("\n## ")[0]
    assert [command for command in commands if not re.search(rf"\b{command}\b", described)] == []


def test_ci_runs_the_readmes_test_command():
    assert "make test" in (ROOT / ".ci" / "run").read_text("utf-8")


def test_every_setting_and_address_field_and_page_is_in_the_readme():
    settings = re.findall(r'environ\.get\("([A-Z_]+)"\)', (ROOT / "dashboard" / "settings.py").read_text("utf-8"))
    for name in [
        *settings,
        *state.schema()["order"],
        *(f.name for f in (*fields(Choices), *fields(OutcomeChoices))),
        *(state.READER_FIELD if f.name == "reader" else f.name for f in fields(SheetChoices)),
    ]:
        assert f"`{name}`" in README, name
    for address, _ in NAVIGATION:
        assert f"`{address}" in README, address


def test_files_named_in_the_documents_exist():
    for document in ("README.md", "CONTRIBUTING.md"):
        for name in re.findall(
            r"`((?:data|dashboard|assets|tests|bench)/[\w/.-]+)`", (ROOT / document).read_text("utf-8")
        ):
            assert (ROOT / name).exists(), f"{document}: {name}"


@pytest.mark.parametrize("document", ["README.md", "CONTRIBUTING.md", "CHANGELOG.md", "data/README.md"])
def test_every_link_and_picture_of_a_document_exists(document):
    path = ROOT / document
    found = re.findall(r"\]\(([^)\s]+)|(?:src|href)=\"([^\"]+)\"", path.read_text("utf-8"))
    within = [link.split("#")[0] for pair in found for link in pair if link and not re.match(r"#|\w+:", link)]
    if document == "README.md":
        assert {"assets/screenshot.webp", "LICENSE", "CONTRIBUTING.md"} <= set(within)
    assert [link for link in within if not (path.parent / link).exists()] == []


def test_the_licence_and_the_changelog_are_there():
    assert (ROOT / "LICENSE").read_text("utf-8").startswith("MIT License")
    assert "## " in (ROOT / "CHANGELOG.md").read_text("utf-8")


def test_requirements_are_pinned_hashed_and_name_no_index():
    for name in ("requirements.txt", "requirements-dev.txt"):
        text = (ROOT / name).read_text("utf-8")
        pins = re.findall(r"^([\w.-]+)==", text, flags=re.MULTILINE)
        assert len(pins) > 10
        assert text.count("--hash=sha256:") >= len(pins)
        assert "http" not in text
        assert "--index" not in text
