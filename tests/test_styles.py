"""The style sheets: one home for colours, and every name that is used exists."""

import re
from pathlib import Path

CSS = Path(__file__).resolve().parent.parent / "assets" / "css"
SHEETS = {path.stem: path.read_text("utf-8") for path in CSS.glob("*.css")}


def tokens(block):
    return dict(re.findall(r"(--[\w-]+):\s*([^;]+);", block))


def blocks(selector):
    return [tokens(body) for body in re.findall(re.escape(selector) + r"\s*\{([^}]*)\}", SHEETS["tokens"])]


def test_the_dark_values_are_the_same_for_the_system_and_for_the_switch():
    by_system = blocks(':root:not([data-theme="light"])')[0]
    by_switch = next(found for found in blocks(':root[data-theme="dark"]') if found)
    assert by_system
    assert by_system == by_switch


def test_dark_and_paper_redefine_every_colour():
    light = {name for name, value in blocks(":root")[0].items() if "#" in value}
    dark = blocks(':root:not([data-theme="light"])')[0]
    paper = tokens(SHEETS["print"])
    assert light - dark.keys() == set()
    assert light - paper.keys() == set()


def test_paper_uses_the_light_colours():
    light = blocks(":root")[0]
    for name, value in tokens(SHEETS["print"]).items():
        assert value == light[name], name


def test_only_the_tokens_and_paper_name_colours():
    for name, sheet in SHEETS.items():
        if name not in ("tokens", "print"):
            assert re.findall(r"#[0-9a-fA-F]{3,8}\b(?![^{]*\{)", sheet) == [], name


def test_every_token_that_is_used_exists_and_every_token_is_used():
    used = set(re.findall(r"var\((--[\w-]+)", "".join(SHEETS.values())))
    scripts = "".join(path.read_text("utf-8") for path in (CSS.parent / "js").glob("*.js"))
    figures = "".join(path.read_text("utf-8") for path in (CSS.parent.parent / "dashboard" / "figures").glob("*.py"))
    defined = set(re.findall(r"(--[\w-]+):", "".join(SHEETS.values())))
    set_by_script = set(re.findall(r'"(--[\w-]+)"', scripts))
    assert used - defined - set_by_script == set()
    # Channel colours are put together by name in the scripts.
    idle = {name for name in defined - used if not name.startswith("--ch-") and f'"{name}"' not in figures + scripts}
    assert idle == set()


# Sheets that no screen loads beside the others, or one name that two sheets shape on purpose.
SHARED = {".sheet-danger": {"explain", "sheet_pdf"}, ".document": {"documents", "panel"}}


def bare_classes(sheet):
    """The classes that a sheet styles by their names alone, outside any condition."""
    found, depth = set(), 0
    for selectors, brace in re.findall(r"([^{}]*)([{}])", re.sub(r"/\*.*?\*/", "", sheet, flags=re.S)):
        if brace == "{" and not depth:
            found |= {one.strip() for one in selectors.split(",") if re.fullmatch(r"\.[\w-]+", one.strip())}
        depth += 1 if brace == "{" else -1
    return found


def test_no_two_sheets_style_the_same_bare_class():
    homes = {}
    for name, sheet in SHEETS.items():
        for selector in bare_classes(sheet):
            homes.setdefault(selector, set()).add(name)
    assert {selector: names for selector, names in homes.items() if len(names) > 1} == SHARED
