"""Gathers every text for translators and brings the catalogues up to date: `python -m dashboard.messages`.

It must not translate. Texts come from templates, from what Python marks, and from the data that patients read.
"""

from __future__ import annotations

import sys
from collections.abc import Iterator
from io import BytesIO
from pathlib import Path
from typing import TYPE_CHECKING

from dashboard.language.languages import LANGUAGES

if TYPE_CHECKING:
    from babel.messages.catalog import Catalog

    from dashboard.facts import Facts

PACKAGE = Path(__file__).resolve().parent
TEMPLATE_WORDS = {"_": None, "ngettext": (1, 2)}
PYTHON_WORDS = {"N_": None, "NN_": (1, 2), "text": None, "plural": (1, 2)}
WIDTH = 110
Message = tuple[str, str]


def gathered(facts: Facts) -> dict[Message, tuple[str, ...]]:
    """Return every message, a text and its plural ("" without), with the places that say it."""
    found: dict[Message, list[str]] = {}
    for message, place in [*_templates(), *_python(), *_of_explain(facts), *_terms(), *_data(facts)]:
        places = found.setdefault(message, [])
        if place not in places:
            places.append(place)
    return _joined({message: tuple(places) for message, places in found.items()})


def _joined(found: dict[Message, tuple[str, ...]]) -> dict[Message, tuple[str, ...]]:
    """Let a text that is said with and without its plural be one message, as a catalogue holds it once."""
    plurals = {one: many for one, many in found if many}
    kept = {(one, many): places for (one, many), places in found.items() if many or one not in plurals}
    for (one, many), places in found.items():
        if not many and one in plurals:
            kept[(one, plurals[one])] += places
    return kept


def _templates() -> Iterator[tuple[Message, str]]:
    from babel.messages.extract import extract
    from jinja2.ext import babel_extract

    for path in sorted((PACKAGE / "pages" / "templates").glob("*.html")):
        source = BytesIO(path.read_bytes())
        for _, said, _, _ in extract(babel_extract, source, TEMPLATE_WORDS, options={"silent": "false"}):
            yield _pair(said), f"dashboard/pages/templates/{path.name}"


def _python() -> Iterator[tuple[Message, str]]:
    from babel.messages.extract import extract

    for path in sorted((PACKAGE / "pages").glob("*.py")):
        for _, said, _, _ in extract("python", BytesIO(path.read_bytes()), PYTHON_WORDS):
            yield _pair(said), f"dashboard/pages/{path.name}"


def _pair(said: str | tuple[str, ...]) -> Message:
    return (said, "") if isinstance(said, str) else (said[0], said[1])


def _of_explain(facts: Facts) -> Iterator[tuple[Message, str]]:
    from dashboard.explain.choices import PATIENT
    from dashboard.explain.messages import all_messages

    for message in all_messages(facts, [PATIENT]):
        yield message, "dashboard/explain"
    for row in facts.statements.values():
        yield (row.text, ""), f"data/explain/statements.csv:{row.key}"


def _data(facts: Facts) -> Iterator[tuple[Message, str]]:
    """Give the data texts that a patient has to understand: when to seek help, and what went wrong."""
    for row in facts.help_signs:
        yield (row.text, ""), f"data/points/help_signs.csv:{row.kind}"
    for row in facts.safety:
        if row.shown:
            yield (row.event, ""), f"data/evidence/safety.csv:{row.safety_id}"


def _terms() -> Iterator[tuple[Message, str]]:
    """Words that lower rooms write down and pages show alone or inside a text."""
    from dashboard.evidence import analysis_offers, cautions, questions, rungs
    from dashboard.facts import vocabulary
    from dashboard.figures import trial_points_map

    rooms = {
        "dashboard/evidence/questions.py": [
            *(one.label for one in questions.QUESTIONS.values()),
            *(one.phrase for one in questions.QUESTIONS.values()),
        ],
        "dashboard/evidence/analysis_offers.py": [
            *analysis_offers.LEGENDS.values(),
            *(word for words in analysis_offers.WORDS.values() for word in words.values()),
        ],
        "dashboard/evidence/cautions.py": [*cautions.KIND_WORDS.values(), *cautions.SEVERITY_WORDS.values()],
        "dashboard/evidence/rungs.py": [*rungs.RANDOMISED.values()],
        "dashboard/figures/trial_points_map.py": [*trial_points_map.ROLE_WORDS.values(), trial_points_map.SHAM_WORDS],
        "dashboard/facts/vocabulary.py": [*vocabulary.STATUS_WORDS.values()],
    }
    for room, words in rooms.items():
        for word in words:
            yield (word, ""), room


def template(facts: Facts) -> Catalog:
    """Make the catalogue without translations."""
    from babel.messages.catalog import Catalog

    made = Catalog(project="Backmap", domain="backmap", charset="utf-8", fuzzy=False)
    for (one, many), places in gathered(facts).items():
        made.add((one, many) if many else one, locations=[(place, None) for place in places])
    return made


def updated(path: Path, code: str, facts: Facts) -> Catalog:
    """Bring one catalogue up to date: new texts come in empty, those of old go."""
    from babel.messages.pofile import read_po

    with path.open("rb") as stream:
        catalog = read_po(stream, locale=LANGUAGES[code].tag.replace("-", "_"), domain="backmap")
    catalog.update(template(facts), no_fuzzy_matching=True, update_creation_date=False)
    catalog.obsolete.clear()
    catalog.last_translator = "Backmap (machine-assisted, not yet reviewed by a clinician)"
    catalog.language_team = LANGUAGES[code].name
    catalog.msgid_bugs_address = "the issues of the project"
    return catalog


def written(catalog: Catalog) -> bytes:
    """Write a catalogue the way it is kept: sorted by text, so that a change of place is no change."""
    from babel.messages.pofile import write_po

    out = BytesIO()
    write_po(out, catalog, width=WIDTH, sort_output=True, include_lineno=False, ignore_obsolete=True)
    return out.getvalue()


def main() -> int:
    """Update every catalogue and tell how many texts each still lacks."""
    from dashboard.facts import load_facts
    from dashboard.settings import Settings

    facts = load_facts(Settings.from_environment().data)
    for code, language in LANGUAGES.items():
        if not language.catalogue.exists():
            continue
        catalog = updated(language.catalogue, code, facts)
        language.catalogue.write_bytes(written(catalog))
        lacking = sum(not all(_forms(message.string)) for message in catalog if message.id)
        print(f"{code}: {len(catalog)} texts, {lacking} without a translation")
    return 0


def _forms(said: str | tuple[str, ...] | list[str] | None) -> tuple[str, ...]:
    return (said or "",) if said is None or isinstance(said, str) else tuple(said)


if __name__ == "__main__":
    sys.exit(main())
