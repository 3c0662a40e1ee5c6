from dataclasses import replace
from xml.etree import ElementTree

import pytest

from dashboard.evidence.outcome_multiples import DOMAINS, outcome_multiples
from dashboard.evidence.questions import QUESTIONS
from dashboard.figures.outcome_multiples import multiple, multiples_summary


def text(picture):
    return [" ".join(node.itertext()) for node in ElementTree.fromstring(picture).iter() if node.tag.endswith("text")]


@pytest.mark.parametrize("domain", DOMAINS)
@pytest.mark.parametrize("question", list(QUESTIONS))
def test_every_panel_names_its_direction_and_its_smallest_change(facts, question, domain):
    shown = outcome_multiples(facts, question, domain)
    for panel in shown.panels:
        said = text(multiple(panel, shown.ends, "p"))
        assert "↓ lower is better" in said
        assert any("change" in words for words in said) == (panel.form == "change" or panel.smallest is not None)
        assert any("Smallest change that matters" in words for words in said) == (panel.smallest is not None)


def test_all_levels_and_all_changes_have_the_same_scale(facts):
    shown = outcome_multiples(facts, "chronic", "function")
    for panels in (shown.levels, shown.changes):
        ticks = {
            tuple(words for words in text(multiple(panel, shown.ends, "p")) if words.lstrip("−").isdigit())[:3]
            for panel in panels
        }
        assert len(ticks) == 1


def test_the_summary_counts_what_is_drawn(facts):
    told = multiples_summary(outcome_multiples(facts, "acute", "pain"))
    assert told == (
        "Pain over time in 1 of 12 trials: none drawn with a sham arm, none with usual care. "
        "Changes lie between −68.4 and −41.7 points of 100, where below 0 is better."
    )


def test_without_panels_the_summary_is_the_reason(facts):
    shown = outcome_multiples(replace(facts, outcomes=()), "upper", "pain")
    assert multiples_summary(shown) == shown.empty
