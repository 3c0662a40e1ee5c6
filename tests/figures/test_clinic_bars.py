import re
from xml.etree import ElementTree

import pytest
from hypothesis import given
from hypothesis import strategies as st

from dashboard.figures.clinic_bars import PeopleBar, SpreadBar, people_bars, people_summary, spread_bars, spread_summary

BAR = PeopleBar("everyone", 40, 35, 25)
SMALL = PeopleBar("80+ & more", 12, 10, 0)
SPREAD = [SpreadBar(0, 3, 30), SpreadBar(3, 4, 30), SpreadBar(4, 10, 0)]


def rects(markup, css, layout="wide"):
    svg = next(e for e in ElementTree.fromstring(markup).iter() if e.get("id", "").endswith(f"-{layout}"))
    return [e for e in svg.iter() if e.tag.endswith("rect") and e.get("class") == css]


def number(element, name):
    return float(element.get(name))


def people(bars, invented=False):
    return people_bars("people", "Improved", bars, invented)


def spread(bars=SPREAD, invented=False):
    return spread_bars("spread", "Scores", bars, "of 0 to 10", invented)


@pytest.mark.parametrize(("layout", "width"), [("wide", 760), ("narrow", 350)])
def test_each_bar_is_all_who_started_and_the_lost_end_at_the_best_case(layout, width):
    text = people([BAR, SMALL])
    better, lost, same = (rects(text, css, layout) for css in ("bar-better", "bar-lost", "bar-same"))
    # The last of each is the legend's, as high as no bar.
    assert number(better[0], "width") + 1 == pytest.approx(width * 0.4)
    assert number(lost[0], "x") == pytest.approx(width * 0.4)
    assert number(lost[0], "x") + number(lost[0], "width") + 1 == pytest.approx(width * 0.65)
    assert number(same[0], "x") + number(same[0], "width") + 1 == pytest.approx(width)
    assert number(better[1], "width") + 1 == pytest.approx(width * 12 / 22, abs=0.01)
    assert len(lost) == 2  # nobody of the second row was lost


def test_every_bar_says_its_counts_and_bounds():
    text = " ".join(re.sub(r"<[^>]+>", " ", people([BAR])).split())
    assert "40 better, 25 lost, 35 not better; so 40 to 65 of 100" in text
    assert people_summary([BAR, SMALL], invented=False) == (
        "Everyone: 40 of 75 followed up, between 40 and 65 of 100 who started; "
        "80+ & more: 12 of 22 followed up, between 12 and 12 of 22 who started."
    )


@given(st.integers(0, 10**7), st.integers(0, 10**7), st.integers(0, 10**7))
def test_the_parts_of_a_bar_fill_it(better, same, lost):
    bar = PeopleBar("x", better, same, lost)
    if not bar.started:
        with pytest.raises(ValueError, match="needs people"):
            people([bar])
        return
    inside = [e for css in ("bar-better", "bar-lost", "bar-same") for e in rects(people([bar]), css)[:-1]]
    assert all(0 <= number(e, "x") <= 760 for e in inside)
    assert max(number(e, "x") + number(e, "width") for e in inside) <= 760.5


def test_the_lost_are_striped_and_patterns_have_names_of_their_own():
    text = people([BAR])
    ids = re.findall(r'<pattern id="([^"]+)"', text) or re.findall(r'<pattern[^>]* id="([^"]+)"', text)
    assert len(ids) == len(set(ids)) == 2
    for name in ids:
        assert text.count(f"url(#{name})") == 2


def test_no_bars_are_refused():
    with pytest.raises(ValueError, match="needs people"):
        people([])
    with pytest.raises(ValueError, match="nobody has a score"):
        spread([SpreadBar(0, 1, 0)])


def test_the_area_of_a_bar_is_its_people():
    first, second, _ = rects(spread(), "bar-better")
    # 30 people over three parts of the scale stand a third as high as 30 over one.
    assert number(second, "height") / number(first, "height") == pytest.approx(3, rel=0.01)
    assert (number(first, "width") + 2) / (number(second, "width") + 2) == pytest.approx(3)


def test_the_spread_is_told_with_its_people():
    assert spread_summary(SPREAD, "of 0 to 10", invented=False) == (
        "60 people with a score, lower is better; the largest part, 30 of 60, between 0 and 3 of 0 to 10."
    )


@pytest.mark.parametrize(("higher_better", "way"), [(False, "← lower is better"), (True, "→ higher is better")])
def test_the_spread_says_which_way_is_better_in_both_pictures_and_in_words(higher_better, way):
    text = spread_bars("spread", "Scores", SPREAD, "of 0 to 10", False, higher_better)
    assert text.count(f">{way}</text>") == 2
    assert len(re.findall(rf"<desc[^>]*>60 people with a score, {way[2:]};", text)) == 2


@pytest.mark.parametrize("invented", [True, False])
@pytest.mark.parametrize("make", [lambda invented: people([BAR], invented), lambda invented: spread(invented=invented)])
def test_what_is_invented_says_so_in_both_pictures_and_in_words(make, invented):
    text = make(invented)
    assert text.count("INVENTED DATA") == (2 if invented else 0)
    assert len(re.findall(r"<desc[^>]*>Invented data\. ", text)) == (2 if invented else 0)


def test_labels_are_escaped():
    assert "80+ &amp; more" in people([SMALL])
