"""The outcomes page: its addresses, its parts, a clinic's cube and its faults, and what never reaches a browser."""

import re
import shutil
import subprocess
import sys
from dataclasses import replace
from html import unescape
from urllib.parse import parse_qs, urlsplit

import pytest

from dashboard.language.languages import LANGUAGES
from dashboard.outcomes import cube as cubes
from dashboard.outcomes import demo
from dashboard.outcomes.disclosure import publish
from dashboard.pages import outcomes
from dashboard.pages.documents import Documents
from dashboard.pages.outcomes import DEMO_FOLDER, OutcomesPage, Records
from dashboard.server import Release
from dashboard.settings import Settings, SettingsError
from tests.conftest import ROOT
from tests.pages.hostile import MARK
from tests.pages.markup import main_of, text, tree

DEMO = ROOT / "data" / DEMO_FOLDER
ADDRESSES = [
    "",
    "?question=acute",
    "?question=upper&point=GB21",
    "?records=demo",
    "?records=demo&by=age_band&point=BL23&week=4",
    "?records=demo&question=upper&measure=ndi&by=clinic_group",
    "?records=clinic",
]
HOSTILE = [
    "?question=<script>alert(1)</script>",
    "?point=%22%3E%3Cb%20id=hostile%3E",
    "?records=../../etc/passwd&by=%00&week=1e9&measure=nrs%27",
    "?week=99999999999999999999",
    "?question=chronic&question=upper&point=BL23&point=",
    "?" + "point=BL23&" * 500,
    "?%ff%fe=%80",
    "?records=demo&by[]=sex&week=%D9%A3",
]


def copied(folder, **manifest):
    """The invented clinic as if a clinic had imported it."""
    cube = cubes.read(DEMO)
    folder.mkdir()
    cubes.save(replace(cube, manifest=replace(cube.manifest, demo=False, parameters={}, **manifest)), folder)
    return folder


@pytest.fixture(scope="module")
def page_of(facts, documents, release):
    """A function that makes the page under other settings."""

    def make(**settings):
        return OutcomesPage(facts, Records(facts, replace(Settings(), **settings)), documents)

    return make


@pytest.fixture(scope="module")
def own(page_of, tmp_path_factory):
    return page_of(cube=copied(tmp_path_factory.mktemp("cube") / "own"))


def body(item):
    return item.body.decode()


# --- Addresses -----------------------------------------------------------------------------------------------------


@pytest.mark.parametrize("search", [*ADDRESSES, *HOSTILE])
@pytest.mark.parametrize("path", ["/outcomes", "/outcomes/records", "/outcomes/brief"])
def test_every_address_is_answered_and_what_it_brings_stays_text(client, path, search):
    answer = client.get(path + search)
    assert answer.status_code == 200
    markup = answer.get_data(as_text=True)
    for sign in ("<script>alert", "<b id=", "id=hostile>", "alert(1)</script>"):
        assert sign not in markup
    assert not re.search(r"[\x00-\x08\x0b-\x1f]", markup)
    if path == "/outcomes":
        main_of(markup)
    else:
        tree(markup)


@pytest.mark.parametrize("search", HOSTILE[:4])
def test_what_an_address_cannot_ask_for_is_said(client, search):
    notes = re.findall(
        r'<p class="notice warn">The address asks for.*?</p>', client.get("/outcomes" + search).get_data(as_text=True)
    )
    assert notes
    assert all(len(note) < 260 for note in notes)


@pytest.mark.parametrize("search", ADDRESSES)
def test_the_section_alone_is_the_section_of_the_page(client, search):
    page = client.get("/outcomes" + search).get_data(as_text=True)
    alone = client.get("/outcomes/records" + search).get_data(as_text=True)
    assert alone in page


@pytest.mark.parametrize("search", ADDRESSES)
def test_links_to_other_questions_and_the_form_keep_the_choices(client, search):
    page = client.get("/outcomes" + search).get_data(as_text=True)
    asked = {name: values[-1] for name, values in parse_qs(search[1:]).items()}
    links = [unescape(a) for a in re.findall(r'<a href="([^"]+)" data-question-link', page)]
    assert len(links) == 3
    for link in links:
        kept = {name: values[-1] for name, values in parse_qs(urlsplit(link).query).items()}
        assert {k: v for k, v in kept.items() if k != "question"} == {k: v for k, v in asked.items() if k != "question"}
    fields = dict(re.findall(r'name="(\w+)" value="([^"]*)" data-kept>', page))
    assert fields == {name: asked[name] for name in ("records", "measure", "by") if name in asked}
    for name in re.findall(r'<option value="([^"]*)" selected', page):
        assert name == asked.get("point", "")


@pytest.mark.parametrize("reader", ["practitioner", "student", "patient"])
def test_the_page_is_written_for_its_reader_and_leads_on_for_the_same(client, reader):
    page = client.get(f"/outcomes?records=demo&as={reader}").get_data(as_text=True)
    assert f'data-reader="{reader}"' in page
    within = [unescape(a) for a in re.findall(r'<a [^>]*href="(/outcomes[^"]*)"', page)]
    assert within
    assert all((f"as={reader}" in link) == (reader != "practitioner") for link in within)
    assert '<input type="hidden" name="records" value="demo">' in page


def test_plain_words_stand_first_and_say_what_records_cannot_tell(client):
    page = client.get("/outcomes?as=patient").get_data(as_text=True)
    assert page.index('class="plainly"') < page.index("From published trials")
    assert "records alone cannot tell" in text(page)


def test_the_two_kinds_are_parts_of_their_own_and_both_are_named_first(client):
    page = client.get("/outcomes?records=demo").get_data(as_text=True)
    root = main_of(page)
    sections = {e.get("id"): e for e in root.iter("section") if e.get("id")}
    assert {"trials", "records"} <= set(sections)
    assert "Two kinds of answer, never mixed." in text(page)
    assert "nvented" not in "".join(sections["trials"].itertext())
    for link in re.findall(r'<nav class="contents".*?</nav>', page, re.DOTALL):
        for target in re.findall(r'href="#([^"]+)"', link):
            assert f'id="{target}"' in page


@pytest.mark.parametrize("name", ["template", "adverse-template"])
def test_the_templates_hold_column_names_and_nothing_else(client, name):
    answer = client.get(f"/take/{name}.csv")
    assert answer.mimetype == "text/csv"
    assert answer.get_data(as_text=True).strip().count("\n") == 0


# --- Whose records -------------------------------------------------------------------------------------------------


def test_without_a_cube_the_page_invites_and_offers_the_invented_clinic(client):
    page = client.get("/outcomes?point=BL23").get_data(as_text=True)
    said = text(page)
    assert "python -m dashboard.outcomes import rows.csv --to cube" in said
    assert "BACKMAP_CUBE=cube python app.py" in said
    for link in ("/take/template.csv", "/take/adverse-template.csv", "records=demo#records"):
        assert link in page
    assert "clinic-course" not in page
    assert "No records were imported here" not in said
    assert "No records were imported here" in text(client.get("/outcomes?records=clinic").get_data(as_text=True))
    assert "No clinic's records were imported here" in text(
        client.get("/outcomes/brief?point=BL23").get_data(as_text=True)
    )


def test_the_invented_clinic_is_shown_only_to_who_asks(client):
    for path in ("/outcomes", "/outcomes?records=clinic", "/outcomes/brief?point=BL23&records=demo"):
        assert "INVENTED" not in client.get(path).get_data(as_text=True)
    assert "INVENTED" in client.get("/outcomes?records=demo").get_data(as_text=True)


def test_a_clinics_own_records_come_first_and_the_invented_ones_can_still_be_asked_for(own):
    page = body(own.item(""))
    assert "clinic-course" in page
    assert "INVENTED" not in page
    assert page.count("backmap-clinic-chronic-any-point-") >= 5
    assert "backmap-invented" not in page
    assert "INVENTED" in body(own.item("?records=demo"))
    brief = body(own.brief("?point=BL23"))
    assert "BL23 was one of several points they had" in text(brief)
    assert "nvented" not in brief
    tree(brief)


def test_an_invented_cube_stays_invented_whatever_names_it(page_of):
    page = page_of(cube=DEMO)
    assert "Invented data." in text(body(page.brief("?point=BL23")))
    assert "backmap-invented-clinic-" in body(page.item(""))


def test_a_brief_without_a_point_is_a_whole_sentence_too(own):
    assert "  " not in text(body(own.brief("")))
    assert "was one of several" not in text(body(own.brief("")))


def test_the_invented_clinic_is_the_one_that_its_module_writes(scales):
    assert DEMO_FOLDER == demo.FOLDER
    assert cubes.read(DEMO).manifest.facts == scales.fingerprint()


@pytest.fixture
def scales(facts):
    from dashboard.outcomes.scales import scales_of

    return scales_of(facts)


@pytest.mark.parametrize("fault", ["missing", "broken", "empty"])
def test_without_the_invented_clinic_the_page_still_works(page_of, tmp_path, fault):
    data = tmp_path / "data"
    data.mkdir()
    if fault != "missing":
        shutil.copytree(DEMO, data / DEMO_FOLDER)
        (data / DEMO_FOLDER / ("manifest.json" if fault == "empty" else "outcomes.parquet")).write_bytes(b"")
    page = page_of(data=data)
    assert "From published trials" in body(page.item(""))
    for answer in (page.item("?records=demo"), page.records("?records=demo&by=sex")):
        said = text(body(answer))
        assert "The invented clinic is not here: its files are missing or broken" in said
        assert "Show an invented clinic" not in said
    assert ("Show an invented clinic" in text(body(page.item("")))) == (fault != "missing")


# --- A cube that cannot be used ------------------------------------------------------------------------------------


def spoil(folder, how):
    if how == "cut":
        path = folder / "outcomes.parquet"
        path.write_bytes(path.read_bytes()[:-100])
    elif how == "text":
        (folder / "manifest.json").write_text("{", "utf-8")
    elif how == "half":
        (folder / "adverse.parquet").unlink()
    elif how == "nothing":
        shutil.rmtree(folder)
    elif how == "no cube":
        shutil.rmtree(folder)
        folder.mkdir()


@pytest.mark.parametrize("how", ["cut", "text", "half", "nothing", "no cube"])
def test_a_cube_that_cannot_be_used_stops_the_start_and_names_the_setting(page_of, tmp_path, how):
    folder = copied(tmp_path / "cube")
    spoil(folder, how)
    with pytest.raises(SettingsError, match=r"BACKMAP_CUBE cannot be used: .*cube.*import FILE --to CUBE.*unset"):
        page_of(cube=folder)


def test_rows_counted_against_other_facts_are_told(page_of, tmp_path):
    page = page_of(cube=copied(tmp_path / "cube", facts="0" * 16))
    assert "Import them again" in text(body(page.item("")))
    assert "Import them again" not in text(body(page.item("?records=demo")))


# --- What never reaches a browser ----------------------------------------------------------------------------------


@pytest.mark.parametrize(
    "path",
    [
        "/data/outcomes/demo/outcomes.parquet",
        "/outcomes/demo/outcomes.parquet",
        "/outcomes/manifest.json",
        "/take/outcomes.parquet",
        "/static/../data/outcomes/demo/outcomes.parquet",
        "/outcomes/records/../../data/outcomes/demo/manifest.json",
    ],
)
def test_no_address_leads_to_a_cube(client, path):
    assert client.get(path).status_code == 404


def test_the_page_keeps_nothing_of_a_cube_but_what_may_be_shown(own):
    own.item("?records=demo")
    kept = [value for value in (*vars(own).values(), *vars(own._records).values()) if isinstance(value, cubes.Cube)]
    assert kept == []
    assert not hasattr(own._records._clinic, "outcomes")


def test_a_cube_is_read_and_published_once_whatever_languages_are_spoken(facts, documents, tmp_path, monkeypatch):
    read, published = [], []
    monkeypatch.setattr(outcomes, "_read", lambda folder: read.append(folder) or cubes.read(folder))
    monkeypatch.setattr(outcomes, "_publish", lambda cube: published.append(cube) or publish(cube))
    records = Records(facts, Settings(cube=copied(tmp_path / "own")))
    for code in LANGUAGES:
        page = OutcomesPage(facts, records, documents.in_language(code))
        for search in ("", "?records=demo", "?records=demo&by=sex"):
            assert b"<table" in page.records(search).body
    assert len(read) == len(published) == 2


def test_a_start_without_a_cube_loads_no_engine_and_no_table_reader():
    code = (
        "from dashboard import create_app; import sys; from dashboard.settings import Settings\n"
        "client = create_app(Settings()).server.test_client()\n"
        "assert client.get('/outcomes').status_code == client.get('/outcomes/brief?point=BL23').status_code == 200\n"
        "heavy = {'pyarrow', 'duckdb', 'ibis', 'pandas', 'dashboard.outcomes.demo', 'dashboard.outcomes.disclosure'}\n"
        "print(sorted(heavy & set(sys.modules)))"
    )
    done = subprocess.run([sys.executable, "-c", code], capture_output=True, text=True, check=True, cwd=ROOT)
    assert done.stdout.strip() == "[]"


def test_hostile_facts_stay_text(hostile, release):
    page = OutcomesPage(hostile, Records(hostile, release.settings), Documents.of(hostile, release))
    for search in ("?records=demo&point=BL23", "?question=upper&records=demo"):
        assert MARK not in body(page.item(search))
        main_of(body(page.item(search)))


def test_a_release_knows_the_cube_by_its_settings(tmp_path):
    assert Release.of(Settings(cube=tmp_path)).settings.cube == tmp_path
