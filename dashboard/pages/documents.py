"""Jinja templates and what every page shares: navigation, the release's addresses, the names of sources.

It must not know any one page.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from pathlib import Path

from jinja2 import Environment, FileSystemLoader, StrictUndefined
from markupsafe import Markup

from dashboard import ids
from dashboard.evidence.links import link
from dashboard.evidence.source_names import short_name
from dashboard.facts import Facts
from dashboard.facts.vocabulary import STATUS_WORDS
from dashboard.pages.readers import READER_LABELS, carry
from dashboard.server import THEME_SCRIPT, Release
from dashboard.state import READERS

TEMPLATES = Path(__file__).resolve().parent / "templates"
NAVIGATION = (
    ("/", "Map"),
    ("/evidence", "Evidence"),
    ("/outcomes", "Outcomes"),
    ("/safety", "Safety"),
    ("/about", "About"),
)


@dataclass(frozen=True)
class Documents:
    """Renders templates for one release; values given to a template are escaped unless they are `Markup`."""

    environment: Environment

    @classmethod
    def of(cls, facts: Facts, release: Release) -> Documents:
        """Make the environment with the shared names that templates use."""
        environment = Environment(
            loader=FileSystemLoader(TEMPLATES),
            autoescape=True,
            undefined=StrictUndefined,
            trim_blocks=True,
            lstrip_blocks=True,
        )

        def source_url(source_id: str) -> str:
            found = link(facts, [source_id])
            return found.url if found else ""

        environment.globals.update(
            ids=ids,
            release=release,
            navigation=NAVIGATION,
            theme_script=Markup(THEME_SCRIPT),
            sources=facts.sources,
            source_url=source_url,
            source_name=lambda source_id: short_name([source_id], facts.sources),
            status_words=STATUS_WORDS,
            reader=READERS[0],
            readers=READER_LABELS,
            fields=(),
        )
        environment.filters.update(number=number, plural=plural, capital=capital)
        return cls(environment)

    def render(self, template: str, **values: object) -> str:
        """Fill a template. A name the template needs and does not get is an error, never an empty cell."""
        return self.environment.get_template(template).render(**values)

    def page(
        self,
        template: str,
        here: str,
        reader: str = READERS[0],
        fields: Sequence[tuple[str, str]] = (),
        **values: object,
    ) -> str:
        """Fill a whole page for a reader. `fields` are those of its address that the reader's switch has to keep."""
        return carry(self.render(template, here=here, reader=reader, fields=fields, **values), reader)


def number(value: float | None) -> str:
    """Write a figure without a trailing `.0` and with thousands apart; "not reported" where there is none."""
    return "not reported" if value is None else f"{round(value, 4):,.10g}"


def plural(count: int, one: str, many: str = "") -> str:
    """`1 trial`, `3 trials`."""
    return f"{count:,} {one if count == 1 else many or one + 's'}"


def capital(text: str) -> str:
    """Begin with a capital letter and leave the rest as it is (`capitalize` would lower names)."""
    return text[:1].upper() + text[1:]
