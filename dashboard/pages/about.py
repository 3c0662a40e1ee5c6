"""The about page: method, limits, what is not known, how fresh the data are, and every source with its link."""

from __future__ import annotations

from functools import partial

from dash import Dash

from dashboard.evidence.data_version import data_version, freshness
from dashboard.evidence.depths import WORDS_ONLY, measure_kind
from dashboard.facts import Facts, Source
from dashboard.language.marks import N_
from dashboard.pages.documents import Documents
from dashboard.pages.languages import by_language
from dashboard.pages.readers import by_reader
from dashboard.server import Release, shelf

TEXTBOOKS = "textbook comparison"
KIND_LABELS = {
    "textbook": N_("Textbooks"),
    "standard": N_("Standards"),
    "trial": N_("Trials"),
    "review": N_("Reviews"),
    "guideline": N_("Guidelines"),
    "registry": N_("Registry records and plans"),
}


def register(app: Dash, facts: Facts, release: Release, documents: Documents) -> None:
    """Put the page on the shelf: it changes with the data and the reader only."""
    version = data_version(release.settings.data)
    said = contents(facts)

    def page(spoken: Documents, reader: str) -> str:
        return spoken.page("about.html", here="/about", reader=reader, version=version, **said)

    shelf(app).put_by_query("/about", by_language(documents, lambda spoken: by_reader(partial(page, spoken))))


def contents(facts: Facts) -> dict[str, object]:
    """Count and list what the page says."""
    fresh = freshness(facts.sources.values())
    reported = [trial for trial in facts.trials.values() if trial.reported == "reported"]
    return {
        "n_points": len(facts.points),
        "n_located": len({row.code for row in facts.located}),
        "not_located": facts.not_located,
        "n_trials": len(facts.trials),
        "n_reported": len(reported),
        "n_reviews": len(facts.reviews),
        "n_guidelines": len(facts.guidelines),
        "without_measurement": sum(not _measured(facts, code) for code in facts.points),
        "fresh": fresh,
        "checked_between": [day for day in sorted({fresh.oldest, fresh.newest}) if day],
        "marked": [(source.source_id, source) for source in fresh.marked],
        "n_retracted": sum(source.mark == "retracted" for source in fresh.marked),
        "groups": groups(facts),
    }


def _measured(facts: Facts, code: str) -> bool:
    """Tell whether anybody measured a depth at the point; what a textbook prints is no measurement."""
    return any(measure_kind(row) != WORDS_ONLY and row.method != TEXTBOOKS for row in facts.of(code).measured_depths)


def groups(facts: Facts) -> list[tuple[str, list[tuple[str, Source]]]]:
    """Group sources by kind, each kind by author and year."""
    by_kind: dict[str, list[tuple[str, Source]]] = {}
    for source_id, source in facts.sources.items():
        by_kind.setdefault(source.kind, []).append((source_id, source))
    order = [*(kind for kind in KIND_LABELS if kind in by_kind), *sorted(by_kind.keys() - KIND_LABELS.keys())]
    return [
        (
            KIND_LABELS.get(kind, kind.replace("_", " ").capitalize()),
            sorted(by_kind[kind], key=lambda row: (row[1].authors or row[1].title, row[0])),
        )
        for kind in order
    ]
