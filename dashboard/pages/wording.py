"""What templates say texts with: names and filters that know the page's language. It must not know any one page."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from dataclasses import dataclass
from functools import partial

from markupsafe import Markup, escape

from dashboard.language.marks import N_
from dashboard.language.translator import MINUS, Sentence, Translator, translator

NOT_REPORTED = N_("not reported")


@dataclass(frozen=True)
class Wording:
    """The names and the filters of one language."""

    names: Mapping[str, object]
    filters: Mapping[str, Callable[..., object]]


def wording(say: Translator) -> Wording:
    """Make the names and filters of a language.

    Texts are ours and may hold HTML; what fills their fields is escaped. `en` marks an element that stays English,
    `own` one within it that does not.
    """
    en = Markup("") if say.english else Markup(' lang="en"')
    own = Markup("") if say.english else Markup(' lang="{}"').format(say.language.tag)

    def whole(text: str, **values: object) -> Markup:
        return _filled(say, say.form(text), values)

    def counted(one: str, many: str, n: int, **values: object) -> Markup:
        return _filled(say, say.form(one, many, n), {**values, "n": n})

    def data(words: object) -> object:
        """Mark words that stay English; nothing stays nothing."""
        return words if say.english or not words else Markup("<span lang='en'>{}</span>").format(words)

    def term(words: str) -> object:
        """Say a word that another room wrote down; what the catalogue does not know stays English and says so."""
        return say.text(words) if say.knows(words) else data(words)

    def said(sentence: Sentence | str) -> object:
        """Say a sentence; one that no catalogue knows, and words that are no sentence, stay English and say so."""
        if isinstance(sentence, str):
            return data(sentence)
        text = _filled(say, escape(say.form(sentence.text, sentence.many, sentence.n)), sentence.values)
        return text if say.knows(sentence.text) else data(text)

    names = {"_": whole, "ngettext": counted, "en": en, "own": own, "lang": say.language.code}
    return Wording(
        names, {"data": data, "term": term, "said": said, "number": partial(number, say=say), "day": say.date}
    )


def _filled(say: Translator, text: str, values: Mapping[str, object]) -> Markup:
    return (
        Markup(text).format(**{name: say.written(value) for name, value in values.items()}) if values else Markup(text)
    )


def number(value: float | None, say: Translator | None = None) -> str:
    """Write a figure without a trailing `.0` and with thousands apart; "not reported" where there is none."""
    say = say or translator()
    # The keyboard's minus, as templates have always had it.
    return say.text(NOT_REPORTED) if value is None else say.number(value).replace(MINUS, "-")
