"""Says texts, numbers and days in one language. Texts are whole sentences with `{named}` fields.

It must not know HTML or facts: what a text holds besides words is data and stays as it is.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import date
from functools import cache
from typing import TYPE_CHECKING, Any, Protocol

from dashboard.language.catalogs import Catalogue, read
from dashboard.language.languages import ENGLISH, LANGUAGES, Language

if TYPE_CHECKING:
    from babel import Locale

MINUS = "−"
COUNT = "n"
# CLDR's names of plural forms, in the order in which Babel and the browser tell them.
CATEGORIES = ("zero", "one", "two", "few", "many", "other")
SAMPLES = range(200)  # numbers among which every plural form of a language is met


class Sentence(Protocol):
    """What `Translator.say` takes: a message id, the values of its fields, and its plural where it has one."""

    text: str
    values: Mapping[str, Any]
    many: str
    n: int | None


@dataclass(frozen=True)
class Translator:
    """One language. `catalogue` is None for English, whose texts are the message ids."""

    language: Language
    catalogue: Catalogue | None = field(default=None, repr=False)
    group: str = ","
    decimal: str = "."

    @property
    def english(self) -> bool:
        """True for the language the texts are written in."""
        return self.catalogue is None

    def knows(self, text: str) -> bool:
        """Tell whether a text is in the catalogue; what is not is data, or shown in English."""
        return self.catalogue is None or text in self.catalogue.texts

    def text(self, text: str, **values: object) -> str:
        """Say a text; `values` fill its fields, numbers in the language's own way."""
        return self._filled(self.form(text), values)

    def plural(self, one: str, many: str, n: int, **values: object) -> str:
        """Say a text that depends on a number, which `{n}` is in both forms."""
        return self._filled(self.form(one, many, n), {**values, COUNT: n})

    def say(self, sentence: Sentence) -> str:
        """Say a sentence; sentences among its values are said first."""
        return self._filled(self.form(sentence.text, sentence.many, sentence.n), sentence.values)

    def form(self, one: str, many: str = "", n: int | None = None) -> str:
        """Return a text with its fields unfilled, in the form that a number asks for; English where it is unknown."""
        forms = self.catalogue.texts.get(one) if self.catalogue else None
        if forms is None:
            return one if n in (None, 1) or not many else many
        place = self.catalogue.form(n) if n is not None and self.catalogue else 0
        return forms[min(place, len(forms) - 1)]

    def number(self, value: float) -> str:
        """Write a number: 1234.5 is `1,234.5` or `1.234,5`, with a true minus sign and at most four decimals."""
        text = f"{value:,}" if isinstance(value, int) else f"{round(value, 4):,.10g}"
        swapped = text.translate({ord(","): self.group, ord("."): self.decimal})
        return swapped.replace("-", MINUS)

    def date(self, day: date | str) -> str:
        """Write a day in words; takes an ISO day too, and "" stays "". Raises ValueError for what is no day."""
        if not day:
            return ""
        read_day = date.fromisoformat(day) if isinstance(day, str) else day
        if self.english:
            return f"{read_day.day} {read_day:%B} {read_day.year}"
        from babel.dates import format_date

        return format_date(read_day, "long", locale=_locale(self.language))

    def plural_places(self) -> dict[str, int]:
        """Tell the browser, by CLDR's name of a plural form, which place it has among a text's forms."""
        if self.catalogue is None:
            return {"one": 0, "other": 1}
        rule = _locale(self.language).plural_form
        return {rule(n): self.catalogue.form(n) for n in SAMPLES}

    def forms(self, one: str, many: str) -> tuple[str, ...]:
        """Return every form of a text that depends on a number, unfilled."""
        forms = self.catalogue.texts.get(one) if self.catalogue else None
        return forms or (one, many)

    def written(self, value: object) -> object:
        """Write what fills a field: numbers in the language's way, sentences said, anything else as it is."""
        if isinstance(value, bool):
            return value
        if isinstance(value, (int, float)):
            return self.number(value)
        return self.say(value) if hasattr(value, "many") and hasattr(value, "values") else value  # type: ignore[arg-type]

    def _filled(self, text: str, values: Mapping[str, object]) -> str:
        return text.format(**{name: self.written(value) for name, value in values.items()}) if values else text


@cache
def translator(code: str = ENGLISH) -> Translator:
    """Return the translator of a language, its catalogue read once. Raises KeyError for an unknown code."""
    language = LANGUAGES[code]
    if code == ENGLISH:
        return Translator(language)
    symbols = _locale(language).number_symbols
    symbols = symbols.get("latn", symbols)
    return Translator(language, read(language.catalogue), symbols["group"], symbols["decimal"])


def _locale(language: Language) -> Locale:
    from babel import Locale

    return Locale.parse(language.tag, sep="-")
