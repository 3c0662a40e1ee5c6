"""Every sentence a sheet or the general page can say, for translators. It must not know a language."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from typing import TYPE_CHECKING

from dashboard.evidence.choices import QUESTION_KEYS
from dashboard.explain import advice, benefits, findings, gaps, general, research, risks, session, sizes, where, words
from dashboard.explain.choices import READERS, SheetChoices
from dashboard.explain.claims import Claim
from dashboard.explain.codes import ChosenPoint
from dashboard.explain.presets import presets
from dashboard.explain.say import Say, messages
from dashboard.explain.sheet import ABOUT, EMPTY, TITLES, everything, sheet

if TYPE_CHECKING:
    from dashboard.facts import Facts

Message = tuple[str, str]
# Templates that today's figures may not call for, as another row may tomorrow.
TEMPLATES = (
    *advice.ADVICE.values(),
    *gaps.GAPS.values(),
    *risks.SOME.values(),
    *risks.NONE_SEEN.values(),
    *risks.NEAR.values(),
    *(session.VISITS, session.MINUTES),
    *(research.ASK_SHARE, research.ASK_GAP, research.GOT_BETTER, research.EXACT, research.COUNTED),
    *(sizes.LOWER, sizes.HIGHER, findings.WITH_INTERVAL, findings.ALONE),
)
PLURALS: tuple[Message, ...] = (
    *(pair for texts in gaps.IN_WORDS.values() for pair in texts),
    *benefits.REVIEWS.values(),
    *benefits.TRIALS.values(),
    *(research.HOW_MANY, research.WITH_SHAM, (where.ONE_NEEDLED, where.SOME_NEEDLED)),
)
CONSTANTS = (
    *TITLES.values(),
    *ABOUT.values(),
    EMPTY,
    *where.PLACES.values(),
    *where.LIES.values(),
    where.NONE_NEEDLED,
    *words.ARMS.values(),
    *words.AGAINST.values(),
    *benefits.HEADS.values(),
    *benefits.NAMES.values(),
    *risks.EVENTS.values(),
    *risks.NOT_WATCHED.values(),
    *sizes.CERTAINTIES.values(),
    *general.SHORT.values(),
    *(advice.BOTH, advice.NONE_KNOWN, gaps.NOTHING),
    *(research.NO_SHAM_TRIAL, research.NO_SHAM, research.NO_OTHER, research.NO_PICTURE, research.NOT_COUNTED),
)


def all_messages(facts: Facts, readers: Iterable[str] = READERS) -> tuple[Message, ...]:
    """Return the message ids for some readers, each once, as pairs of text and plural ("" without).

    Data texts that readers meet as sentences are among them; names of points are not. Takes about a second.
    """
    found = dict.fromkeys([*((text, "") for text in TEMPLATES), *PLURALS])
    for said in (*CONSTANTS, *_said(facts, readers)):
        found |= dict.fromkeys(messages(said))
    return tuple(found)


def _said(facts: Facts, readers: Iterable[str]) -> Iterator[Say]:
    points = tuple(ChosenPoint(code) for code in facts.points)
    for reader in readers:
        for question in QUESTION_KEYS:
            yield from _sentences(sheet(facts, SheetChoices(points, question, reader)))
    yield from _sentences(general.general(facts))
    for preset in presets(facts):
        yield from (preset.words, *((preset.apart,) if preset.apart else ()))


def _sentences(part: object) -> Iterator[Say]:
    return (one.say if isinstance(one, Claim) else one for one in everything(part))
