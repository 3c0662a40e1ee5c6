"""The clinic section: what it says always, what it draws, and that nothing small or hidden is in any answer."""

import re
from collections import defaultdict
from dataclasses import replace
from itertools import product

import numpy as np
import pytest
from markupsafe import escape

from dashboard.evidence.kinds import ACUPUNCTURE
from dashboard.evidence.outcome_series import outcome_series
from dashboard.evidence.source_names import short_name
from dashboard.language.languages import LANGUAGES
from dashboard.language.translator import translator
from dashboard.outcomes import cube as cubes
from dashboard.outcomes import summaries
from dashboard.outcomes.choices import CLINIC_QUESTIONS, OutcomeChoices
from dashboard.outcomes.disclosure import SMALLEST, publish
from dashboard.outcomes.published import ANY_POINT, DIMENSIONS, FIGURES
from dashboard.pages import clinic_parts
from dashboard.pages.clinic_parts import context_of
from dashboard.pages.outcomes import DEMO_FOLDER
from dashboard.pages.outcomes_clinic import CLINIC, DEMO, ClinicSections, Shelf
from tests.conftest import ROOT
from tests.pages.markup import rows_of, text, tree, words

QUESTIONS = {"chronic": "BL23", "acute": "GB30", "upper": "GB21"}


@pytest.fixture(scope="module")
def raw():
    return cubes.read(ROOT / "data" / DEMO_FOLDER)


@pytest.fixture(scope="module")
def invented(raw):
    return publish(raw)


@pytest.fixture(scope="module")
def section(facts, documents, invented):
    """A function that gives the section of the invented clinic, or (`real`) the same as if a clinic had brought it."""

    sections = ClinicSections(facts, documents)

    def show(real=False, published=invented, brief=False, outdated=False, **choices):
        which = CLINIC if real else DEMO
        shelf = Shelf({which: replace(published, demo=not real)}, has_demo=True, outdated=outdated)
        make = sections.brief if brief else sections.section
        return make(shelf, OutcomeChoices(records=which, **choices))

    return show


def table(markup, region):
    """The rows of the table in a named region, or of the one with that caption."""
    for element in tree(markup).iter():
        if element.tag == "div" and element.get("aria-label") == region:
            return rows_of(element.find("table"))
        if element.tag == "table" and words(element.find("caption")).endswith(region):
            return rows_of(element)
    return []


def local(element):
    """The name of an element, in a picture or outside."""
    return element.tag.rpartition("}")[2]


def count(cell):
    return int(cell.replace(",", ""))


# --- What is always said -------------------------------------------------------------------------------------------

SEEN = [
    {"question": question, "point": point, "by": by}
    for (question, one), by in product(QUESTIONS.items(), ("", *DIMENSIONS))
    for point in ("", one)
]


@pytest.mark.parametrize("choices", SEEN, ids=str)
def test_it_says_what_records_are_and_never_speaks_of_an_effect(section, choices):
    for real in (True, False):
        said = text(section(real, **choices))
        assert "without a comparison: they do not show what the treatment did" in said
        assert "A patient counts for each of the several points that were needled" in said
        assert f"Groups of fewer than {SMALLEST} people are hidden" in said
        assert "effect" not in section(real, **choices).lower()


@pytest.mark.parametrize("choices", SEEN, ids=str)
def test_every_part_of_an_invented_clinic_says_so(section, choices):
    markup = section(**choices)
    root = tree(markup)
    captions = [words(e) for e in root.iter() if e.tag in ("caption", "figcaption")]
    assert len(captions) >= 10
    assert [one for one in captions if "Invented data." not in one] == []
    pictures = [e for e in root.iter() if local(e) == "svg"]
    assert len(pictures) >= 10
    assert [e for e in pictures if "INVENTED DATA" not in "".join(e.itertext())] == []
    assert [e for e in pictures if "nvented data" not in e[0].text] == []
    names = re.findall(r'data-take="([^"]+)"', markup)
    assert len(names) == len(set(names)) >= 5
    assert all(name.startswith("backmap-invented-clinic-") for name in names)
    assert "No patient, no clinic, no evidence" in text(markup)
    assert "Invented data." in words(next(e for e in root.iter() if e.get("data-summary") is not None))


@pytest.mark.parametrize("choices", SEEN, ids=str)
def test_nothing_of_a_clinics_own_records_is_called_invented(section, choices):
    assert "invented" not in section(real=True, **choices).lower()


@pytest.mark.parametrize("choices", SEEN, ids=str)
def test_no_id_stands_twice_and_every_picture_and_region_has_a_name(section, choices):
    markup = section(**choices)
    ids = re.findall(r'\bid="([^"]+)"', markup)
    assert len(ids) == len(set(ids))
    for svg in re.findall(r"<svg [^>]*>", markup):
        assert "aria-labelledby" in svg
    for scroll in re.findall(r'<div class="scroll"[^>]*>', markup):
        assert 'tabindex="0"' in scroll
        assert "aria-label=" in scroll


# --- The figures ---------------------------------------------------------------------------------------------------


def sums(raw, question, measure, point, dimension=""):
    """Add a cube up without the code under test: {(category, week): {statistic: sum}}; episodes are those of week 0."""
    found = defaultdict(lambda: defaultdict(int))
    for row in raw.outcomes.to_pylist():
        if (row["question"], row["measure"], row["point"]) == (CLINIC_QUESTIONS[question], measure, point):
            of = found[row[dimension] if dimension else "", row["week"]]
            for name in cubes.STATISTICS:
                of[name] += row[name]
    for (category, _), of in found.items():
        of["episodes"] = found[category, 0]["followed"]
    return found


@pytest.mark.parametrize(("question", "measure", "scale"), [("chronic", "nrs", 10), ("upper", "ndi", 50)])
def test_every_figure_of_everyone_is_the_cubes(section, raw, question, measure, scale):
    whole = sums(raw, question, measure, ANY_POINT)
    markup = section(question=question, measure=measure, week=12)
    for row in table(markup, "Scores over time"):
        of = whole["", int(row[1])]
        assert [count(cell) for cell in row[2:5]] == [of["episodes"], of["followed"], of["episodes"] - of["followed"]]
        assert float(row[5]) == pytest.approx(of["score_sum"] / of["followed"] / 100, abs=0.051)
        if row[1] != "0":
            change = row[6].replace("−", "-").split()[0]
            assert float(change) == pytest.approx(of["change_sum"] / of["followed"] / 100, abs=0.051)
    of = whole["", 12]
    for title, name in (
        ("30 % or more", "better_30"),
        ("the smallest change that matters or more", "better_important"),
    ):
        ((_, improved, followed, lost, started, cases),) = table(markup, f"Improved by {title}")
        gone = of["episodes"] - of["followed"]
        assert [count(c) for c in (improved, followed, lost, started)] == [
            of[name],
            of["followed"],
            gone,
            of["episodes"],
        ]
        assert cases == f"{of[name]:,} to {of[name] + gone:,} of {of['episodes']:,}"
    ((_, *shares),) = table(markup, "Followed up")
    assert shares[2] == f"{of['followed']:,} of {of['episodes']:,} ({100 * of['followed'] / of['episodes']:.0f} %)"
    spread = [cell for _, cell in table(markup, "Scores at week 12")]
    assert sum(count(cell.split(" of ")[0]) for cell in spread) == of["followed"]
    assert f"on its own scale of 0 to {scale}" in text(markup)


def test_a_group_is_the_sum_of_its_categories(section, raw):
    whole = sums(raw, "chronic", "nrs", ANY_POINT, "clinic_group")
    shown = {row[0]: row for row in table(section(by="clinic_group"), "Improved by 50 % or more")}
    assert {"Everyone", "North", "River", "South"} == set(shown)
    for name in ("north", "river", "south"):
        of = whole[name, 24]
        assert count(shown[name.capitalize()][1]) == of["better_50"]
        assert count(shown[name.capitalize()][4]) == of["episodes"]


def test_pain_comes_first_and_the_last_week_unless_asked_otherwise(section):
    for question in QUESTIONS:
        checked = re.findall(r'name="(\w+)" value="([^"]*)" checked', section(question=question))
        assert dict(checked) == {"measure": "nrs", "by": "", "week": "24"}
    checked = re.findall(r'name="(\w+)" value="([^"]*)" checked', section(measure="odi", by="sex", week=4))
    assert dict(checked) == {"measure": "odi", "by": "sex", "week": "4"}


@pytest.mark.parametrize(("question", "point"), [*QUESTIONS.items(), ("chronic", "")])
@pytest.mark.parametrize("brief", [False, True])
def test_the_measure_of_most_people_is_shown_unless_another_is_asked_for(
    section, facts, invented, question, point, brief
):
    part = invented.parts[CLINIC_QUESTIONS[question], "nrs", point or ANY_POINT, ""]
    figures = invented.figures.copy()
    figures[part.start : part.start + len(part.weeks), FIGURES.index("episodes")] -= 1
    fewer = replace(invented, figures=figures)
    other = "ndi" if question == "upper" else "odi"
    for published, name in ((fewer, other), (invented, "nrs")):
        markup = section(published=published, question=question, point=point, brief=brief)
        assert f"<b>{facts.clinic_measures[name].label}.</b>" in markup
    asked = section(published=fewer, question=question, point=point, brief=brief, measure="nrs")
    assert f"<b>{facts.clinic_measures['nrs'].label}.</b>" in asked


def test_trials_behind_are_context_and_only_of_pain_and_of_the_question(section):
    assert "arms of published trials, as context" in str(section())
    assert "they are no comparison" in text(section())
    assert "published trials" not in text(section(measure="odi"))
    names = {q: set(re.findall(r"<title>([A-Z]\w+ \d{4}, )", section(question=q))) for q in QUESTIONS}
    assert not names["chronic"] & names["upper"]


@pytest.mark.parametrize("question", QUESTIONS)
def test_trials_behind_asked_for_pain_as_a_whole_and_show_their_acupuncture(facts, question):
    trials = defaultdict(list)
    for line in context_of(facts, question, "", "pain"):
        trials[line.study].append(line)
    assert all(any(line.needled for line in lines) for lines in trials.values())
    # Both asked how much the symptoms bother, or bodily pain: other measures, as the pools hold them to be.
    assert not {"Cherkin 2001", "Cherkin 2009", "Thomas 2006", "Birch 1998"} & set(trials)
    if question == "chronic":
        assert set(trials) == {"Pach 2013", "Zaringhalam 2010", "Brinkhaus 2006"}


def test_a_trial_whose_acupuncture_has_one_level_alone_is_not_behind(facts, monkeypatch):
    whole = outcome_series(facts, "", "chronic")
    cut = [
        replace(line, readings=line.readings[:1])
        if (line.study, line.kind) == ("Brinkhaus 2006", ACUPUNCTURE)
        else line
        for line in whole.levels
    ]
    assert "Brinkhaus 2006" in {line.study for line in context_of(facts, "chronic", "", "pain")}
    monkeypatch.setattr(clinic_parts, "outcome_series", lambda *_: replace(whole, levels=tuple(cut)))
    assert {line.study for line in context_of(facts, "chronic", "", "pain")} == {"Pach 2013", "Zaringhalam 2010"}


def test_trials_behind_are_named_in_text(section, facts):
    lines = context_of(facts, "chronic", "", "pain")
    page, brief = text(section()), text(section(brief=True))
    assert all(line.label in page for line in lines)
    for said in (page, brief):
        assert "published trials (Pach 2013, Zaringhalam 2010, Brinkhaus 2006), as context" in said
    assert "Behind it" not in text(section(measure="odi"))


@pytest.mark.parametrize(
    ("choices", "said"),
    [
        ({"measure": "ndi"}, "Neck Disability Index has nothing to show here; Numerical Rating Scale for pain is"),
        ({"week": 7}, "Week 7 has nothing to compare with the start here; week 24 is shown"),
        ({"week": 0}, "Week 0 has nothing to compare"),
    ],
)
def test_what_was_asked_for_and_is_not_there_is_said(section, choices, said):
    assert said in text(section(**choices))
    assert "has nothing to" not in text(section())


def test_a_point_nobody_needled_has_nothing_to_show_and_keeps_the_form(section):
    markup = section(point="LU9")
    # Nearly everybody may have had it, too: then those without it would be the small group.
    said = (
        "nothing to show for chronic low back pain with LU9: no records, fewer than 10 people with this point, "
        "or so many of all that the people without it would be fewer than 10."
    )
    assert said in text(markup)
    assert said in text(section(point="LU9", brief=True))
    assert "<form" in markup
    assert "<svg" not in markup


@pytest.mark.parametrize(
    ("question", "measure", "points"),
    [("chronic", "nrs", "20"), ("chronic", "odi", "10"), ("upper", "nrs", "13"), ("acute", "nrs", "20")],
)
@pytest.mark.parametrize("brief", [False, True])
def test_the_chart_marks_the_smallest_change_that_matters_in_points_of_100(section, question, measure, points, brief):
    markup = section(question=question, measure=measure, brief=brief)
    assert f"matters to one patient, {points} points of 100, is marked by a bar" in text(markup)
    assert str(markup).count('class="course-smallest"') == 4


def test_a_measure_without_a_smallest_change_says_so(section, facts, documents, invented):
    bare = replace(
        facts, clinic_measures={name: replace(m, low_back_measure_id="") for name, m in facts.clinic_measures.items()}
    )
    markup = ClinicSections(bare, documents).section(Shelf({DEMO: invented}), OutcomeChoices(records=DEMO))
    assert "No smallest change that matters is in our data" in text(markup)
    assert "course-smallest" not in markup
    assert "improved by 50 % or more" in text(markup)
    assert "improved by the smallest" not in text(markup).lower()


def test_more_groups_than_can_be_drawn_are_counted_and_stand_in_the_table(facts, documents, invented):
    key = ("chronic_lbp", "nrs", ANY_POINT, "clinic_group")
    part = invented.parts[key]
    rows = len(part.weeks)
    many = tuple((f"c{n}",) for n in range(9))
    figures, hidden = (
        np.concatenate([a, *[a[part.start : part.start + rows]] * 9]) for a in (invented.figures, invented.hidden)
    )
    wide = replace(
        invented,
        figures=figures,
        hidden=hidden,
        parts={**invented.parts, key: replace(part, start=len(invented.figures), blocks=many)},
    )
    markup = ClinicSections(facts, documents).section(
        Shelf({DEMO: wide}), OutcomeChoices(records=DEMO, by="clinic_group")
    )
    assert "3 more groups are in the table only" in text(markup)
    assert len(table(markup, "Scores over time")) == 9 * rows


def test_a_group_whose_name_is_hostile_stays_text(facts, documents, invented):
    key = ("chronic_lbp", "nrs", ANY_POINT, "clinic_group")
    part = invented.parts[key]
    named = (("<b id='hostile'>",), *part.blocks[1:])
    other = replace(invented, parts={**invented.parts, key: replace(part, blocks=named)})
    choices = OutcomeChoices(records=DEMO, by="clinic_group")
    markup = ClinicSections(facts, documents).section(Shelf({DEMO: other}), choices)
    assert "<b id=" not in markup
    for region in ("Scores over time", "Improved by 30 % or more", "Followed up"):
        assert any("<b id='hostile'>" in row[0].lower() for row in table(markup, region))


@pytest.mark.parametrize("code", LANGUAGES)
def test_no_language_writes_a_number_with_signs_that_html_reads(code):
    written = translator(code).number(-1234567.5)
    assert str(escape(written)) == written


@pytest.mark.parametrize(
    "first", [{"week": 4}, {"by": "sex"}, {"measure": "odi"}, {"point": "BL23"}, {"question": "upper"}]
)
def test_parts_kept_of_one_choice_do_not_leak_into_another(facts, documents, invented, first):
    shelf, real = Shelf({DEMO: invented}), Shelf({CLINIC: replace(invented, demo=False)})
    used, asked = ClinicSections(facts, documents), OutcomeChoices(records=DEMO)
    used.section(shelf, asked)
    used.section(real, OutcomeChoices(records=CLINIC))
    for choices in (replace(asked, **first), asked):
        assert used.section(shelf, choices) == ClinicSections(facts, documents).section(shelf, choices)


def test_adverse_events_have_denominators_and_what_is_rare_stays_hidden(section, raw):
    rows = table(section(), "Adverse events")
    episodes = sum(
        r["watched"]
        for r in raw.adverse.to_pylist()
        if (r["point"], r["question"], r["event"]) == ("*", "chronic_lbp", "*")
    )
    assert {count(row[2]) for row in rows} == {episodes}
    assert sum(row[1] == "Fewer than 10, or none" for row in rows) >= 10
    assert "Whether they happened is hidden" in text(section())


def test_the_table_of_events_names_its_denominator_in_plain_words(section):
    heads = [words(e) for e in tree(section()).iter() if e.tag == "th" and e.get("scope") == "col"]
    assert heads[-4:] == ["Event", "Courses with it", "Out of how many courses", "Per 100"]
    assert "watched" not in text(section()).lower()


def test_records_without_a_file_of_events_say_so(section, invented):
    markup = section(published=replace(invented, harms={}))
    assert "No file of adverse events came with these records" in text(markup)


def test_rows_counted_against_other_facts_are_told(section):
    assert "counted against other measures" in text(section(real=True, outdated=True))
    assert "counted against other measures" not in text(section(real=True))
    assert "counted against other measures" not in text(section(outdated=True))


# --- Nothing small, nothing hidden -----------------------------------------------------------------------------------


def rare(invented):
    """Any point, and the points that the fewest had, of each question: where hiding is hardest."""
    for question, name in CLINIC_QUESTIONS.items():
        points = invented.points(name, "nrs")
        sizes = {point: invented.lines(name, "nrs", point)[0].cells[0].episodes or 0 for point in points}
        for point in (ANY_POINT, *sorted(points, key=sizes.get)[:2]):
            for measure in invented.measures(name):
                yield question, point, measure


COUNTS = (
    r"([\d,]+) better, ([\d,]+) lost, ([\d,]+) not better",
    r"\(([\d,]+) people\)",
    r"([\d,]+) of ([\d,]+) followed up",
    r"([\d,]+) of ([\d,]+) people",
    r"([\d,]+) people with a score, lower is better; the largest part, ([\d,]+) of ([\d,]+)",
    r"([\d,]+) of ([\d,]+) were lost",
    r"([\d,]+) of ([\d,]+) courses",
)


def test_no_answer_holds_a_count_under_ten_or_a_figure_that_is_hidden(section, raw, invented):
    seen = hidden = 0
    for question, point, measure in rare(invented):
        code = "" if point == ANY_POINT else point
        total = sums(raw, question, measure, point)
        for dimension in ("", *DIMENSIONS):
            parts = sums(raw, question, measure, point, dimension) if dimension else total
            whole = ""
            for week in (1, 24):
                whole = section(question=question, point=code, measure=measure, by=dimension, week=week)
                for small in small_counts(whole):
                    raise AssertionError((question, point, measure, dimension, week, small))
            shown = defaultdict(dict)
            for row in table(whole, "Scores over time"):
                if len(row) == 7:
                    seen += 1
                    shown[row[1]][row[0]] = [count(cell) for cell in row[2:5]]
                    assert all(n == 0 or n >= SMALLEST for n in shown[row[1]][row[0]])
            for (category, week), of in parts.items():
                gone = of["episodes"] - of["followed"]
                if 0 < of["followed"] < SMALLEST or 0 < gone < SMALLEST:
                    hidden += 1
                    assert (category or "everyone") not in shown.get(str(week), {})
            # What is shown of a split adds up to everyone: nothing is left to subtract.
            if dimension:
                for week, lines in shown.items():
                    assert sum(line[1] for line in lines.values()) == total["", int(week)]["followed"]
    assert seen > 150
    assert hidden > 40


def small_counts(markup):
    """Every count from 1 to 9 that stands anywhere in a section, in words, tables or pictures."""
    root = tree(markup)
    said = " ".join(
        " ".join(e.itertext()) for e in root.iter() if local(e) in ("p", "li", "desc", "text", "figcaption")
    )
    cells = [
        n
        for pattern in COUNTS
        for found in re.findall(pattern, said)
        for n in ([found] if isinstance(found, str) else found)
    ]
    for title in ("30 % or more", "50 % or more", "the smallest change that matters or more"):
        for _, improved, followed, lost, *_ in (row for row in table(markup, f"Improved by {title}") if len(row) == 6):
            cells += [improved, followed, lost, str(count(followed) - count(improved))]
    for row in table(markup, "Followed up"):
        cells += [n for cell in row[1:] if "(" in cell for n in cell.split(" (")[0].split(" of ")]
    for title in ("Scores at the start", "Scores at week 1", "Scores at week 24"):
        cells += [row[1].split(" of ")[0] for row in table(markup, title)]
    cells += [row[1] for row in table(markup, "Adverse events") if row[1][0].isdigit()]
    return [cell for cell in cells if 0 < count(cell) < SMALLEST]


def test_the_panels_brief_has_no_figure_that_the_section_has_not(section, invented):
    for question, point, _ in rare(invented):
        if point != ANY_POINT:
            brief = text(section(question=question, point=point, brief=True))
            whole = text(section(question=question, point=point))
            assert "Invented data." in brief
            assert "one of several points" in brief
            pairs = set(re.findall(r"[\d,]+ of [\d,]+", brief))
            assert pairs <= set(re.findall(r"[\d,]+ of [\d,]+", whole))


@pytest.mark.parametrize(("question", "point"), QUESTIONS.items())
def test_the_panels_brief_has_the_table_of_its_chart_and_the_size_of_what_matters(section, facts, question, point):
    brief = section(question=question, point=point, brief=True)
    shown = table(brief, "Scores over time")
    assert shown == table(section(question=question, point=point), "Scores over time")
    assert {row[0] for row in shown} == {"everyone"}
    known = summaries.important(facts, CLINIC_QUESTIONS[question], "nrs")
    assert f"Smallest change that matters to one patient: {known.points:g} on 0 to 10." in text(brief)
    assert {short_name([one], facts.sources) for one in known.sources} <= {
        words(link) for link in tree(brief).iter("a")
    }


def test_the_panels_brief_of_a_measure_without_a_smallest_change_says_so(facts, documents, invented):
    bare = replace(
        facts, clinic_measures={name: replace(m, low_back_measure_id="") for name, m in facts.clinic_measures.items()}
    )
    brief = ClinicSections(bare, documents).brief(Shelf({DEMO: invented}), OutcomeChoices(records=DEMO))
    assert "No smallest change that matters is in our data" in text(brief)


def test_hidden_groups_say_so(section):
    said = text(section(question="chronic", point="BL20", by="age_band"))
    assert "hidden: fewer than 10 people" in said.lower()


@pytest.mark.parametrize(
    ("true", "leaked"),
    [
        ("1,174 of 1,343 (", "7 of 1,343 ("),
        (">402 better, ", ">9 better, "),
        ("<td>402</td>", "<td>3</td>"),
        ("between 402 and 1,028 of 1,343 who", "8 of 1,343 people who"),
    ],
)
def test_a_small_count_would_be_found(section, true, leaked):
    assert true in section()
    assert small_counts(section()) == []
    assert small_counts(str(section()).replace(true, leaked))
