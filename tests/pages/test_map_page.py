import json
import re

import pytest

from dashboard import state
from dashboard.evidence.questions import QUESTIONS
from dashboard.evidence.rungs import trials_of
from dashboard.facts.body import ZoneCorner
from dashboard.facts.vocabulary import REGIONS
from dashboard.language.languages import CODES
from dashboard.pages import map_page
from dashboard.pages.map_page import FIRST_VIEWS, MapPage, areas, views_of_points
from dashboard.pages.readers import READER_LABELS, carry
from dashboard.pages.search import terms

DASH_PARTS = dict.fromkeys(("app_entry", "scripts", "renderer", "config"), "")


@pytest.fixture
def paint(facts, release, documents, panels):
    return MapPage(facts, release, documents, panels, DASH_PARTS)


@pytest.fixture(scope="module")
def views(release):
    return views_of_points(release)


def written(paint, search=""):
    return paint.item(search).body.decode()


@pytest.mark.parametrize(
    ("labels", "choices"),
    [
        (map_page.QUESTION_LABELS, state.QUESTIONS),
        (READER_LABELS, state.READERS),
        (map_page.BODY_LABELS, state.BODIES),
        (map_page.VIEW_LABELS, state.VIEWS),
        (map_page.LAYER_LABELS, state.LAYERS),
        (map_page.AREAS, REGIONS),
    ],
)
def test_labels_cover_exactly_the_choices(labels, choices):
    assert sorted(row[0] for row in labels) == sorted(choices)
    shown = [row[1] for row in labels]
    assert len(set(shown)) == len(shown)
    assert all(words.strip() for row in labels for words in row)


@pytest.mark.parametrize(
    "labels", [map_page.QUESTION_LABELS, READER_LABELS, map_page.BODY_LABELS, map_page.VIEW_LABELS]
)
def test_the_default_choice_is_offered_first(labels):
    field = {len(choices): choices for choices in state.CHOICES.values() if {row[0] for row in labels} == set(choices)}
    (choices,) = field.values()
    assert labels[0][0] == choices[0]


def test_questions_have_words_and_first_views_are_all_views():
    assert set(QUESTIONS) == set(state.QUESTIONS)
    assert sorted(FIRST_VIEWS) == sorted(state.VIEWS)
    assert FIRST_VIEWS.index("back") < FIRST_VIEWS.index("foot-outer") < FIRST_VIEWS.index("back-whole")


def test_zones_have_words(facts, release):
    kinds = {corner.zone for corner in facts.zones if isinstance(corner, ZoneCorner)}
    for path in (release.settings.assets / "body").glob("*.json"):
        drawn = json.loads(path.read_text("utf-8"))
        kinds |= {zone["kind"] for zone in drawn["zones"]}
        kinds |= {name for point in drawn["points"] for name in point["zone"]}
    assert kinds == set(map_page.ZONE_WORDS)


def test_every_located_point_can_be_seen_and_in_the_best_view_first(views, facts):
    located = {row.code for row in facts.located}
    assert {code for code, seen in views.items() if seen} == located
    for code, seen in views.items():
        assert seen == [view for view in FIRST_VIEWS if view in seen], code


@pytest.mark.parametrize(
    ("code", "first"),
    [("BL23", "back"), ("GB21", "back"), ("PC6", "hand-palm"), ("BL60", "foot-outer"), ("KI3", "foot-inner")],
)
def test_a_point_is_shown_where_it_is_seen_closest(views, code, first):
    assert views[code][0] == first


def test_a_point_hidden_behind_the_body_is_not_seen_there(views):
    assert "front" not in views["BL23"]


def test_the_list_has_every_point_once_in_its_region(facts, views):
    found = areas(facts, views)
    listed = [row.code for _, rows in found for row in rows]
    assert sorted(listed) == sorted(facts.points)
    for (_, rows), (region, words) in zip(found, map_page.AREAS, strict=True):
        assert rows, words
        assert {facts.points[row.code].region for row in rows} == {region}
        order = [list(facts.points).index(row.code) for row in rows]
        assert order == sorted(order)


def test_a_line_of_the_list_says_what_the_scripts_need(facts, views):
    by_code = {row.code: row for _, rows in areas(facts, views) for row in rows}
    row = by_code["BL23"]
    assert (row.channel, row.lateral, row.level, row.views.split()[0]) == ("BL", "1.5", "L2", "back")
    assert row.terms.split("|") == list(terms(facts.points["BL23"]))
    counts = [len(trials_of(facts, "BL23", question)) for question in state.QUESTIONS]
    assert row.trials == " ".join(map(str, counts))
    assert by_code["ASHI"].views == ""


def test_equal_views_are_one_document_and_only_so_many_are_kept(monkeypatch, facts, release, documents, panels):
    monkeypatch.setattr(map_page, "KEPT_VIEWS", 2)
    paint = MapPage(facts, release, documents, panels, DASH_PARTS)
    first = paint.item("point=BL23")
    assert paint.item("?point=bl23&as=practitioner") is first
    for code in ("BL13", "GB21"):
        paint.item(f"point={code}")
    assert paint.item("point=BL23") is not first
    assert paint.item("point=BL23").body == first.body


def test_an_address_with_faults_gets_its_notes_and_is_not_kept(paint):
    assert paint.item("point=BL999") is not paint.item("point=BL999")
    assert "The address asks for the point “BL999”, which is not in this atlas." in written(paint, "point=BL999")


def test_a_note_is_escaped(paint):
    body = written(paint, "question=%3Cb%3E%22")
    assert "“&lt;b&gt;&#34;”" in body
    assert "“<b>" not in body


@pytest.mark.parametrize(
    ("search", "painted"),
    [
        ("", "introduction"),
        ("point=BL23", "chronic BL23"),
        ("point=BL23&question=upper", "upper BL23"),
        ("compare=BL23,BL13", "introduction"),
        ("compare=BL23,BL13&point=BL13", "compare"),
        ("compare=BL23&point=BL13", "chronic BL13"),
    ],
)
def test_the_page_tells_the_scripts_what_it_painted(paint, search, painted):
    assert re.search(r'id="panel-body"[^>]*data-painted="([^"]*)"', written(paint, search))[1] == painted


def outcomes(body):
    """The section's attributes, the text, the place of the chart and the table, as written in a page."""
    section = r'id="outcomes"([^>]*)>.*?'
    text = r'id="outcomes-alt">(.*?)</div>\s*'
    chart = r'<div class="chart"([^>]*)>.*?'
    table = r'id="outcomes-table">(.*?)</div>\s*</div>\s*</section>'
    return re.search(section + text + chart + table, body, re.DOTALL).groups()


@pytest.mark.parametrize("lang", CODES)
@pytest.mark.parametrize(
    ("question", "code", "drawn"),
    [("chronic", "BL23", True), ("chronic", "ASHI", False), ("upper", "GB21", True), ("upper", "GV1", False)],
)
def test_the_outcomes_of_an_address_are_what_the_scripts_make_of_the_facts(client, lang, question, code, drawn):
    page = client.get(f"/?question={question}&point={code}&lang={lang}").get_data(as_text=True)
    root = json.loads(re.search(r'id="config">(.*?)</script>', page)[1])["facts"]
    found = client.get(f"{root}/{question}.json").get_json()["points"][code]
    section, alt, chart, table = outcomes(page)
    # A page's links lead on in its language; a script leads those of the facts when they are used.
    assert (alt, table) == tuple(carry(found[name], state.READERS[0], lang) for name in ("alt", "table"))
    assert "hidden" not in section
    assert bool(found["figure"]) is drawn
    # As the browser writes the height that a script gave.
    assert chart == (f' style="height: {found["figure"]["layout"]["height"]}px;"' if drawn else " hidden")


@pytest.mark.parametrize("search", ["", "compare=BL23,BL13&point=BL13"])
def test_where_no_point_stands_in_the_panel_no_outcomes_are_painted(paint, search):
    section, alt, chart, table = outcomes(written(paint, search))
    assert (section.rsplit(maxsplit=1)[1], alt, chart, table) == ("hidden", "", " hidden", "")


@pytest.mark.parametrize(
    "search",
    ["", "point=BL23", "question=acute&as=patient&body=male&view=side&layers=cun,zones", "layers=none"],
)
def test_the_controls_show_the_view_of_the_address(paint, search, facts):
    view, notes = state.View.from_search(search, facts.points)
    assert notes == ()
    body = written(paint, search)
    assert f'<html lang="{view.lang}"' in body
    for field in state.CHOICES.keys() - {"lang"}:
        checked = re.findall(rf'<input type="radio" name="{field}" value="([^"]+)" checked>', body)
        assert checked == [view.reader if field == "as" else getattr(view, field)]
    assert tuple(re.findall(r'name="layers" value="([^"]+)" checked', body)) == view.layers
    assert f'data-reader="{view.reader}"' in body


def test_the_configuration_of_the_scripts_is_the_states(paint, facts):
    config = json.loads(re.search(r'id="config">(.*?)</script>', written(paint))[1])
    assert config["schema"] == json.loads(json.dumps(state.schema()))
    assert config["codes"] == list(facts.points)
    assert config["viewWords"] == dict(map_page.VIEW_LABELS)
    assert set(config["questionWords"]) == set(state.QUESTIONS)
