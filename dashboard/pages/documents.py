"""Jinja templates and what every page shares: navigation, the release's addresses, the names of sources.

It must not know any one page.
"""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import dataclass, field
from functools import cache
from pathlib import Path
from urllib.parse import urlencode

from jinja2 import Environment, FileSystemLoader, StrictUndefined
from markupsafe import Markup

from dashboard import ids
from dashboard.evidence.links import link
from dashboard.evidence.source_names import short_name
from dashboard.facts import Facts
from dashboard.facts.vocabulary import STATUS_WORDS
from dashboard.language.languages import ENGLISH, LANGUAGES
from dashboard.language.marks import N_
from dashboard.language.translator import Translator, translator
from dashboard.pages.readers import READER_LABELS, carry
from dashboard.pages.script_texts import island
from dashboard.pages.wording import number as number
from dashboard.pages.wording import wording
from dashboard.server import THEME_SCRIPT, Release
from dashboard.state import READERS

TEMPLATES = Path(__file__).resolve().parent / "templates"
NAVIGATION = (
    ("/", N_("Map")),
    ("/evidence", N_("Evidence")),
    ("/explain", N_("Explain")),
    ("/outcomes", N_("Outcomes")),
    ("/safety", N_("Safety")),
    ("/about", N_("About")),
)


@dataclass(frozen=True, eq=False)
class Documents:
    """Renders templates for one release in one language; values are escaped unless they are `Markup`."""

    environment: Environment
    say: Translator
    in_language: Callable[[str], Documents] = field(repr=False)

    @classmethod
    def of(cls, facts: Facts, release: Release) -> Documents:
        """Make the English documents; `in_language` of any gives those of another language, made when first asked."""

        @cache
        def make(code: str) -> Documents:
            say = translator(code)
            return cls(cls._environment(facts, release, say), say, make)

        return make(ENGLISH)

    @staticmethod
    def _environment(facts: Facts, release: Release, say: Translator) -> Environment:
        """Make an environment with the shared names that templates use."""
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
            kept="",
        )
        words = wording(say)
        environment.globals.update(words.names, language=say.language, languages=LANGUAGES.values(), texts=island(say))
        environment.filters.update(words.filters, plural=plural, capital=capital)
        return environment

    def render(self, template: str, **values: object) -> str:
        """Fill a template. A name the template needs and does not get is an error, never an empty cell."""
        return self.environment.get_template(template).render(**values)

    def page(
        self,
        template: str,
        here: str,
        reader: str = READERS[0],
        fields: Sequence[tuple[str, str]] = (),
        kept: Sequence[tuple[str, str]] | None = None,
        **values: object,
    ) -> str:
        """Fill a whole page for a reader.

        `fields` are those of its address that the reader's switch has to keep; `kept` are those that the language's
        has to, where they are others.
        """
        kept = [(name, value) for name, value in (fields if kept is None else kept)]
        page = self.render(template, here=here, reader=reader, fields=fields, kept=urlencode(kept), **values)
        return carry(page, reader, self.say.language.code)


def plural(count: int, one: str, many: str = "") -> str:
    """`1 trial`, `3 trials`."""
    return f"{count:,} {one if count == 1 else many or one + 's'}"


def capital(text: str) -> str:
    """Begin with a capital letter and leave the rest as it is (`capitalize` would lower names)."""
    return text[:1].upper() + text[1:]
