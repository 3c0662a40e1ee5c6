import re
from collections import Counter
from dataclasses import replace

import pytest
from markupsafe import escape

from dashboard.evidence.harms import DENOMINATORS, harm_rate
from dashboard.facts.vocabulary import URGENCIES
from dashboard.pages import safety
from dashboard.pages.documents import Documents, capital, number, plural
from dashboard.server import new_dash
from tests.pages.hostile import MARK
from tests.pages.markup import main_of, rows_of, with_class, words

TABLES = {"patients": "per patient", "treatments": "per treatment", "case_reports": "per published case"}


def written(facts, release):
    app = new_dash(release)
    safety.register(app, facts, release, Documents.of(facts, release))
    return app.server.test_client().get("/safety").get_data(as_text=True)


@pytest.fixture(scope="module")
def main(facts, release):
    return main_of(written(facts, release))


def table_of(main, denominator):
    label = f"Rates of harm {TABLES[denominator]}"
    (region,) = [part for part in main.iter("div") if part.get("aria-label") == label]
    return rows_of(region.find("table"))


def summary_of(main):
    return [words(item) for item in main.find(".//ul[@class='summary']")]


def test_each_denominator_has_its_own_table_and_no_rate_is_lost(main, facts):
    assert set(TABLES) == set(DENOMINATORS) == {row.denominator for row in facts.safety}
    for denominator in TABLES:
        listed = Counter(row[0].split(" ")[0].lower() for row in table_of(main, denominator))
        own = Counter(row.event.split(" ")[0].lower() for row in facts.safety if row.denominator == denominator)
        assert listed == own


@pytest.mark.parametrize(("denominator", "other"), [("patients", "treatments"), ("treatments", "patients")])
def test_the_words_of_a_table_are_of_its_own_denominator(main, denominator, other):
    rates = [row[1] for row in table_of(main, denominator)]
    assert any(denominator in rate for rate in rates)
    assert [rate for rate in rates if other in rate] == []


def test_published_cases_are_never_a_rate(main):
    for what, _, percent, interval, *_ in table_of(main, "case_reports"):
        assert (percent, interval) == ("–", "not reported"), what


@pytest.mark.parametrize("denominator", TABLES)
def test_every_rate_has_its_source_and_its_count_or_says_that_none_is_reported(main, facts, denominator):
    rows = table_of(main, denominator)
    own = [row for row in facts.safety if row.denominator == denominator]
    counts = Counter()
    for row in own:
        if row.events is not None and row.n:
            counts[f"{number(row.events)} of {number(row.n)}"] += 1
        else:
            counts[f"of {number(row.n)}" if row.n else "not reported"] += 1
    assert Counter(row[4] for row in rows) == counts
    for what, rate, _, _, _, source in rows:
        assert rate, what
        assert re.search(r"\w.* (read in|seen in|from a|our own)", source), what


def test_the_summary_and_the_pictures_are_the_rows_that_say_so(main, facts):
    shown = [harm_rate(row) for row in facts.safety if "summary" in row.shown]
    assert len(shown) > 3
    said = summary_of(main)
    assert len(said) == len(shown)
    for rate in shown:
        assert any(line.startswith(f"{capital(rate.words)}: {rate.row.event}") for line in said), rate.row.safety_id
    drawn = [row for row in facts.safety if "picture" in row.shown]
    captions = [words(caption) for caption in main.find(".//div[@class='pictographs']").iter("figcaption")]
    assert len(captions) == len(drawn)
    for row in drawn:
        assert any(caption.startswith(capital(row.event)) for caption in captions)


def test_a_picture_counts_patients_only(facts):
    assert {row.denominator for row in facts.safety if "picture" in row.shown} == {"patients"}
    assert all(harm_rate(row).icons for row in facts.safety if "picture" in row.shown)


def test_another_row_is_shown_when_the_data_say_so(facts, release):
    chosen = next(row for row in facts.safety if not row.shown and harm_rate(row).icons)
    changed = tuple(replace(row, shown=("summary", "picture") if row is chosen else ()) for row in facts.safety)
    main = main_of(written(replace(facts, safety=changed), release))
    (line,) = summary_of(main)
    assert chosen.event in line
    (figure,) = main.find(".//div[@class='pictographs']")
    assert capital(chosen.event) in words(figure.find("figcaption"))


def test_data_without_rows_to_lift_out_still_make_a_page(facts, release):
    plain = replace(facts, safety=tuple(replace(row, shown=()) for row in facts.safety))
    main = main_of(written(plain, release))
    assert summary_of(main) == []
    assert main.findall(".//figure/svg[@class='pictograph']") == []
    assert len(table_of(main, "patients")) == sum(row.denominator == "patients" for row in facts.safety)


def test_an_empty_table_of_rates_still_makes_a_page(facts, release):
    main = main_of(written(replace(facts, safety=(), injuries=(), help_signs=()), release))
    assert [table_of(main, denominator) for denominator in TABLES] == [[], [], []]


def test_every_injury_carries_its_count_or_says_that_none_is_given(main, facts):
    lines = [words(item) for item in main.find(".//div[@class='injuries']/div").iter("li")]
    assert len(lines) == len(facts.injuries)
    counts = Counter("no count given" if row.cases is None else plural(row.cases, "case") for row in facts.injuries)
    found = Counter(match[1] for line in lines if (match := re.search(r"\((no count given|[\d,]+ cases?)\)\.", line)))
    assert found == counts
    assert all("How sure: " in line for line in lines)


def test_no_sum_of_injuries_stands_anywhere(main, facts):
    total = sum(row.cases or 0 for row in facts.injuries)
    assert not re.search(rf"\b({total}|{total:,})\b", words(main))


def test_every_help_sign_says_how_urgent_it_is_and_that_the_words_are_ours(main, facts):
    assert set(safety.URGENCY_WORDS) == set(URGENCIES)
    signs = with_class(main.find(".//ul[@class='cautions']"), "caution")
    assert len(signs) == len(facts.help_signs)
    for element, sign in zip(signs, facts.help_signs, strict=True):
        assert words(element).startswith(f"{safety.URGENCY_WORDS[sign.urgency]}")
        assert sign.text in words(element)
        assert "our own anatomy note, no source" in words(element)
    assert "Our own wording" in words(main)


def test_markup_in_the_data_stays_text(hostile, release):
    page = written(hostile, release)
    assert "id='hostile'" not in page
    for name in ("safety.event", "safety.note", "injuries.event", "injuries.note", "help_signs.text", "sources.title"):
        assert f"{name}{escape(MARK)}" in page, name
