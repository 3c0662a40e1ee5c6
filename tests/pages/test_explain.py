"""The explain page as a server gives it: the builder's addresses, the sheet, hostile addresses."""

import re
from dataclasses import replace
from urllib.parse import urlencode

import pytest

from dashboard.explain.choices import SECTIONS, SheetChoices
from dashboard.explain.codes import ChosenPoint
from dashboard.explain.say import english
from dashboard.explain.sheet import sheet
from dashboard.pages import explain
from dashboard.pages.explain import ExplainPage
from dashboard.pages.explain_parts import address_of, chosen_rows, read, toggles
from dashboard.pages.says import References
from tests.pages.hostile import MARK, spoil
from tests.pages.markup import main_of, text, tree, with_class, words

THREE = "points=BL23,BL25:left,GB30"


@pytest.fixture(scope="module")
def made(facts, release, documents):
    return ExplainPage(facts, release, documents)


def html(made, search):
    return made.item(search).body.decode()


def article(markup):
    found = re.search(r"<article\b.*</article>", markup, flags=re.DOTALL)[0]
    return tree(found.replace(' xmlns="http://www.w3.org/2000/svg"', ""))


@pytest.mark.parametrize(
    "choices",
    [
        SheetChoices(),
        SheetChoices(points=(ChosenPoint("BL23"), ChosenPoint("BL25", "left"))),
        SheetChoices(question="upper", reader="student", include=("where", "risks"), per=1000, size="large"),
        SheetChoices(include=()),
    ],
)
def test_an_address_is_read_as_it_was_written(facts, choices):
    assert read(choices.to_search(), facts.points) == (choices, ())


def test_what_the_form_sends_is_read_as_the_address_it_stands_for(facts):
    sent = [
        ("points", "BL23,GB30"),
        ("side.GB30", "right"),
        ("side.BL23", ""),
        ("add", "UB25 left; nowhere"),
        ("include", ""),
        ("include", "risks"),
        ("include", "where"),
        ("per", "1000"),
    ]
    choices, notes = read(urlencode(sent), facts.points)
    assert choices == SheetChoices(
        points=(ChosenPoint("BL23"), ChosenPoint("GB30", "right"), ChosenPoint("BL25", "left")),
        include=("where", "risks"),
        per=1000,
    )
    assert [english(note) for note in notes] == ["“nowhere” names no point of this atlas."]


def test_a_form_without_a_ticked_section_leaves_all_out(facts):
    assert read("include=", facts.points)[0].include == ()
    assert read("", facts.points)[0].include == SECTIONS


def test_points_that_do_not_fit_are_named(facts):
    choices, notes = read(urlencode([("add", "BL11-BL24")]), facts.points)
    assert len(choices.points) == 12
    assert english(notes[0]) == "A sheet holds 12 points; these did not fit: BL23, BL24."


@pytest.mark.parametrize("side", ["up", "left' onload='", "<b>"])
def test_a_side_that_does_not_exist_changes_nothing(facts, side):
    choices, _ = read(urlencode([("points", "BL23:left"), ("side.BL23", side), ("side.GV4", "left")]), facts.points)
    assert choices.points == (ChosenPoint("BL23", "left"),)


def test_rows_move_and_go_by_address(facts):
    choices, _ = read(THREE, facts.points)
    first, middle, last = chosen_rows(choices, facts.points)
    assert (first.up, last.down) == ("", "")
    assert middle.up == last_swap(choices, 1, 0)
    assert middle.down == last_swap(choices, 1, 2)
    assert middle.away == "/explain?points=BL23,GB30"


def last_swap(choices, one, other):
    points = list(choices.points)
    points[one], points[other] = points[other], points[one]
    return address_of(replace(choices, points=tuple(points)))


def test_every_point_can_be_added_or_taken_away_until_the_sheet_is_full(facts):
    choices, _ = read(THREE, facts.points)
    links = toggles(choices, facts.points)
    assert links.keys() == facts.points.keys()
    assert links["GB30"] == "/explain?points=BL23,BL25:left"
    assert links["LR3"] == "/explain?points=BL23,BL25:left,GB30,LR3"
    full = replace(choices, points=tuple(ChosenPoint(code) for code in list(facts.points)[:12]))
    found = toggles(full, facts.points)
    assert sum(bool(address) for address in found.values()) == 12


def test_the_sheet_says_everything_it_has_to(made, facts):
    shown = text(html(made, THREE))
    choices, _ = read(THREE, facts.points)
    for claim in sheet(facts, choices).claims:
        said = " ".join(english(claim.say).split())
        # Heads of trials and the arms' own rates are worded as part of the page; their sentences stand whole.
        assert said in shown, said
    assert "1 Shènshù (BL23) · 2 Dàchángshù (BL25)" in shown
    assert "This is not medical advice" in shown


def test_a_patient_meets_names_before_codes_and_others_codes_first(made):
    # Left out: the picture, whose labels are numbers with codes, and the address.
    sheet_alone = re.search(r"<article\b.*</article>", html(made, THREE + "&include=risks"), flags=re.DOTALL)[0]
    patient = text(sheet_alone).split("This sheet on the web")[0]
    assert "Shènshù (BL23)" in patient
    assert "BL23" not in patient.replace("(BL23)", "")
    others = text(html(made, THREE + "&as=student"))
    assert "BL23, Shènshù (Kidney Shu)" in others


def test_it_is_for_a_patient_unless_the_address_says_otherwise(made):
    assert 'data-reader="patient"' in html(made, THREE)
    assert 'data-reader="practitioner"' in html(made, THREE + "&as=practitioner")


@pytest.mark.parametrize("section", SECTIONS)
def test_a_section_that_is_left_out_is_not_there(made, section):
    kept = ",".join(one for one in SECTIONS if one != section)
    found = {one.get("id") for one in article(html(made, f"{THREE}&include={kept}")).iter("h3")}
    assert f"sheet-{section}" not in found
    assert {f"sheet-{one}" for one in SECTIONS if one != section} <= found


def test_sections_stand_in_the_contracts_order(made):
    ids = [one.get("id").removeprefix("sheet-") for one in article(html(made, THREE)).iter("h3")]
    assert [one for one in ids if one in SECTIONS] == list(SECTIONS)


def test_every_source_is_in_the_list_at_the_end_and_every_number_leads_there(made, facts):
    found = article(html(made, THREE))
    listed = {item.get("id"): words(item) for item in with_class(found, "references")[0].iter("li")}
    linked = {link.get("href") for sup in with_class(found, "refs") for link in sup.iter("a")}
    assert linked <= {f"#{place}" for place in listed}
    choices, _ = read(THREE, facts.points)
    sources = {source for claim in sheet(facts, choices).claims for source in claim.sources}
    assert len(listed) <= len(sources)
    assert len(listed) >= 20


def test_the_people_drawn_are_those_of_the_rows(made):
    found = article(html(made, THREE))
    arms = [one for one in found.iter("figure") if one.get("data-kind")]
    said = [re.search(r"([\d,]+) of ([\d,]+) people", words(one.find("figcaption"))) for one in arms]
    drawn = [
        sum(int(use.get("data-people", 0)) for use in one.iter("use") if use.get("data-kind") == "better")
        for one in arms
    ]
    assert len(drawn) >= 5
    assert drawn == [int(one[1].replace(",", "")) for one in said]
    assert [one.get("data-kind") for one in arms[:3]][1] == "sham"


def test_nothing_about_a_person_can_be_sent(made):
    main = main_of(html(made, THREE))
    fields = [one for one in main.iter() if one.get("data-mirror-from")]
    assert len(fields) == 2
    assert all(one.get("name") is None for one in fields)
    form = main.find(".//form")
    assert not {id(one) for one in fields} & {id(one) for one in form.iter()}


def test_the_parts_are_those_of_the_page(made):
    assert made.parts(THREE).body.decode().strip() in html(made, THREE)


@pytest.mark.parametrize(
    "search",
    [
        "points=%3Cscript%3Ealert(1)%3C/script%3E",
        "points=" + ",".join(["BL23"] * 400),
        "add=%3Cimg+src=x+onerror=alert(1)%3E",
        "question=%22%3E%3Cb%3E&as=root&per=-1&size=huge&lang=xx&include=all,%00",
        "side.%3Cb%3E=left&points=BL23%00",
        "points=%F0%9F%92%89,%E2%80%AEBL23",
        "&&&===&%",
    ],
)
def test_a_hostile_address_gives_a_sheet_and_no_markup(made, search):
    shown = html(made, search)
    main_of(shown)
    for word in ("<script>alert", "<img", "<b>&", "\x00"):
        assert word not in shown.split("<main", 1)[1]
    assert 'data-reader="patient"' in shown


def test_hostile_facts_are_escaped(facts, release, documents):
    shown = ExplainPage(spoil(facts), release, documents).item(THREE + "&as=practitioner").body.decode()
    main_of(shown)
    assert MARK not in shown
    assert "points.where" in shown


@pytest.mark.parametrize("lang", ["es", "zh"])
def test_a_sheet_in_another_language_says_so(client, lang):
    shown = client.get(f"/explain?{THREE}&lang={lang}").get_data(as_text=True)
    assert re.search(rf'<html lang="{lang}', shown)
    assert f'value="{lang}" data-key="lang-{lang}" checked' in shown


def test_the_page_and_its_parts_are_served(client):
    assert client.get(f"/explain?{THREE}").status_code == 200
    assert client.get(f"/explain/parts?{THREE}").get_data(as_text=True).lstrip().startswith(("<section", "<!--", "{#"))


@pytest.mark.parametrize("search", ["", "points=BL23&as=student", "points=BL23,GV4&question=acute&as=practitioner"])
def test_every_page_is_well_formed_and_has_no_double_id(made, search):
    main = main_of(html(made, search))
    ids = [one.get("id") for one in main.iter() if one.get("id")]
    assert len(ids) == len(set(ids))


def test_source_numbers_run_in_order_of_naming_and_join_to_ranges(facts):
    choices, _ = read(THREE, facts.points)
    claims = [one for one in sheet(facts, choices).claims if one.sources]
    references = References()
    first = references.marks(claims[0])
    assert re.findall(r"#ref-(\d+)", first)[0] == "1"
    assert text(references.marks(claims)).count("–") >= 1
    assert [number for number, _, _ in references.listed()] == list(range(1, len(references.listed()) + 1))
    assert references.marks(()) == ""


def test_rates_counted_among_the_same_say_so_once(facts):
    rates = sheet(facts, SheetChoices()).risks.people
    groups = explain.rate_groups(rates)
    assert [rate for group in groups for rate in group.rates].sort(key=id) == list(rates).sort(key=id)
    said = [english(group.counted.say) for group in groups if group.counted]
    assert len(said) == len(set(said)) < len(rates)
