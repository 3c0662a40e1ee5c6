"""The live section of the evidence page and the files of an analysis: results into words, pictures and CSV."""

from __future__ import annotations

from markupsafe import Markup

from dashboard.evidence.analysis import Analysis
from dashboard.evidence.analysis_methods import methods
from dashboard.evidence.analysis_offers import offered, pool_words, switches
from dashboard.evidence.analysis_parts import Axis, Heterogeneity, Step
from dashboard.evidence.data_version import DataVersion
from dashboard.evidence.questions import QUESTIONS
from dashboard.facts import Facts
from dashboard.figures.forest import forest, forest_summary, forest_table, steps_plot, steps_summary
from dashboard.figures.forest_words import effect_words, is_fine, tau_words
from dashboard.figures.funnel import funnel, funnel_summary
from dashboard.figures.plain_words import analysis_plainly
from dashboard.language.marks import N_
from dashboard.pages.csv_files import csv_text
from dashboard.pages.documents import Documents

ADDRESS = "/evidence"
EMPTY = "(the interval is empty)"
CSV_COLUMNS = (
    "study_id", "trial", "year", "arm", "comparator", "sham", "measure", "when", "n", "effect_measure", "unit",
    "effect", "ci_low", "ci_high", "weight_percent", "taken_out", "printed", "how", "status", "source", "link", "note",
)  # fmt: skip


def analysis_section(facts: Facts, documents: Documents, it: Analysis, data: DataVersion) -> Markup:
    """Render the section for the choices of an analysis."""
    others = tuple(study for study in it.choices.without if study not in {row.study_id for row in it.rows})
    return Markup(
        documents.render(
            "evidence_analysis.html",
            it=it,
            question=QUESTIONS[it.choices.question],
            switches=switches(facts, it.choices, it.families, it.pool),
            elsewhere=others,
            search=it.choices.to_search(),
            methods=methods_of(facts, it, data),
            plainly=analysis_plainly(it),
            offered=[(words, ADDRESS + to.to_search() + "#analysis") for words, to in offered(facts, it.choices)],
            source_ids=",".join(dict.fromkeys(source for row in it.rows for source in row.sources)),
            **_pictures(it),
        )
    )


def methods_of(facts: Facts, it: Analysis, data: DataVersion) -> tuple[str, ...]:
    """Write the methods note of an analysis, a paragraph an item."""
    return methods(facts, it, data.fingerprint)


def csv_of(facts: Facts, it: Analysis) -> str:
    """Write the trials of an analysis, then its pooled figure and prediction interval, as CSV."""
    axis = it.axis
    if axis is None:
        return csv_text(CSV_COLUMNS, [])
    rows = [
        (
            row.study_id, row.name, row.year, row.arm, row.comparator, row.sham, row.measure, row.when, row.n,
            axis.measure, axis.unit, row.effect.value, row.effect.low, row.effect.high, row.weight, row.excluded,
            row.printed, row.how, row.status, ";".join(row.sources), row.link.url if row.link else "", row.note,
        )
        for row in it.rows
    ]  # fmt: skip
    if it.pooled:
        ends = [("pooled", it.pooled.effect.value, it.pooled.effect.low, it.pooled.effect.high)]
        if it.pooled.prediction:
            ends.append(("prediction interval", None, *it.pooled.prediction))
        how = f"{it.pooled.model}; {it.pooled.interval_words}"
        note = " ".join(part for part in (it.pooled.warning, it.pooled.caution) if part)
        for name, value, low, high in ends:
            head = ("", name, None, "", "", None, "", "", it.pooled.n, axis.measure, axis.unit)
            rows.append((*head, value, low, high, None, None, "", how, "", "", "", note))
    return csv_text(CSV_COLUMNS, rows)


def _pictures(it: Analysis) -> dict[str, object]:
    """Draw what the analysis has; without rows there is nothing but the sentence that says so."""
    if it.pool is None or it.axis is None:
        against = QUESTIONS[it.choices.question].phrase
        summary = (
            f"No trial of {against} in our data has a usable figure for these choices. That is a gap, not a result."
        )
        return {"summary": summary}
    made: dict[str, object] = {
        "title": pool_words(it.pool),
        "file_name": it.pool.pool_id.replace("_", "-"),
        "summary": forest_summary(it.rows, it.pooled, it.axis),
        "forest": Markup(forest(it.rows, it.pooled, it.axis)),
        "table": forest_table(it.rows, it.pooled, it.axis),
    }
    if it.pooled:
        made |= {
            "heterogeneity": differences(it.pooled.heterogeneity),
            "funnel": Markup(funnel(it.rows, it.pooled, it.axis, it.small) or ""),
            "small_words": funnel_summary(it.rows, it.small),
            "steps": [
                (key, title, Markup(steps_plot(steps, it.axis, title, name=key)), *_told(steps, it.axis))
                for key, title, steps in (
                    ("leave-one-out", N_("Leaving out one trial at a time"), it.leave_one_out),
                    ("by-year", N_("Adding trials by year"), it.cumulative),
                )
                if steps
            ],
        }
    return made


def _told(steps: tuple[Step, ...], axis: Axis) -> tuple[str, list[tuple[str, int, str]]]:
    """Tell a plot of steps in a sentence, and as rows of a table: which trial, how many are in, the pooled figure."""
    fine = is_fine([step.effect for step in steps])
    rows = [(step.name, step.k, effect_words(step.effect, axis, fine=fine)) for step in steps]
    return steps_summary(steps, axis), rows


def differences(found: Heterogeneity) -> list[tuple[str, str]]:
    """Name and write the figures of how much trials differ, each with its interval or that there is none."""
    p = "p < 0.001" if found.p < 0.001 else f"p = {found.p:.3f}"
    rows = [
        ("Q", f"{found.q:.2f} on {found.df} {'degree' if found.df == 1 else 'degrees'} of freedom, {p}"),
        ("I²", f"{found.i2:.0f} % {_share_between(found.i2_low, found.i2_high)}"),
    ]
    if found.tau2 is not None:
        known = found.tau2_low is not None and found.tau2_high is not None
        ends = f"({tau_words(found.tau2_low)} to {tau_words(found.tau2_high)})" if known else EMPTY
        rows.append(("τ²", f"{tau_words(found.tau2)} {ends}"))
    return rows


def _share_between(low: float | None, high: float | None) -> str:
    return EMPTY if low is None or high is None else f"({low:.0f} to {high:.0f} %)"
