import json
import re
from dataclasses import replace

import pytest
from markupsafe import escape

from dashboard.evidence.cautions import pregnancy_for
from dashboard.evidence.ladder import WHOLE, ladders
from dashboard.evidence.questions import QUESTIONS as QUESTION_WORDS
from dashboard.evidence.rungs import trials_of
from dashboard.evidence.source_names import short_name
from dashboard.pages.documents import STATUS_WORDS, Documents
from dashboard.pages.panel import MOST, NEEDLED_HERE, Panels, most_needled
from dashboard.server import PACKAGE, Release
from dashboard.settings import Settings
from dashboard.state import QUESTIONS, READERS, View
from tests.pages.hostile import MARK
from tests.pages.markup import text, tree, with_class, words

SAMPLE = ["BL23", "GB21", "BL13", "EX-B8", "BL41", "ASHI", "ST36"]
OF_POINT = ["head", "where", "needling"]
STYLES = Release.of(Settings()).styles


def part(panels, question, code):
    return panels.question(question)["points"][code]


@pytest.mark.parametrize("question", QUESTIONS)
def test_every_fragment_of_every_point_is_sound_html(panels, facts, question):
    shared = panels.question(question)
    assert list(shared["points"]) == list(facts.points)
    for fragment in (shared["common"], *shared["trials"].values()):
        tree(fragment)
    for code, found in shared["points"].items():
        for name in ("evidence", "apart", "alt", "table"):
            tree(found[name])
        for study, here in found["trials"]:
            assert "At this point: " in text(here), (code, study)
            assert shared["trials"][study].count(NEEDLED_HERE) == 1


def test_the_parts_no_question_changes_are_sound_html_for_every_point(panels, facts):
    for code in facts.points:
        for name in OF_POINT:
            tree(panels.about(code)[name])


def test_the_files_of_the_browser_are_json_and_say_the_same(panels, facts):
    files = {name: json.loads(json.dumps(make())) for name, make in panels.files().items()}
    assert list(files) == ["points", *QUESTIONS]
    assert files["points"]["introduction"] == panels.introduction
    assert files["points"]["points"] == {code: panels.about(code) for code in facts.points}


@pytest.mark.parametrize("question", QUESTIONS)
@pytest.mark.parametrize("code", SAMPLE)
def test_the_first_paint_is_what_the_browser_joins(panels, question, code):
    """The names that `panel.js` joins, read from it and looked up in the files it loads."""
    script = (PACKAGE.parent / "assets" / "js" / "panel.js").read_text("utf-8")
    joined = re.search(r"\[([\w., ]+)\]\.join\(\"\"\)", script)[1].split(", ")
    found = part(panels, question, code)
    trials = panels.question(question)["trials"]
    rungs = "".join(trials[study].replace("<!--needled-->", here) for study, here in found["trials"])
    values = {f"about.{name}": fragment for name, fragment in panels.about(code).items()}
    values |= {f"evidence.{name}": found[name] for name in ("evidence", "apart")} | {"...rungs": rungs}
    values |= {"common": panels.question(question)["common"]}
    assert panels.first_paint(View(question=question, point=code)) == "".join(values[name] for name in joined)


@pytest.mark.parametrize(
    ("view", "painted", "common"),
    [
        (View(), "introduction", False),
        (View(compare=("BL13", "BL23")), "introduction", False),
        (View(point="BL23", compare=("BL13", "BL23")), "", False),
        (View(point="BL23", compare=("BL13",)), "BL23", True),
    ],
)
def test_what_stands_in_the_panel_without_a_point_or_beside_a_comparison(panels, view, painted, common):
    wanted = {"introduction": panels.introduction, "": ""}.get(painted)
    found = panels.first_paint(view)
    assert found == wanted if wanted is not None else "BL23" in text(found)
    assert bool(panels.common(view)) is common


@pytest.mark.parametrize("question", QUESTIONS)
def test_the_outcomes_of_the_first_paint_are_those_of_the_files(panels, facts, question):
    files = json.loads(json.dumps({name: make() for name, make in panels.files().items() if name == question}))
    heights = set()
    for code in facts.points:
        painted, found = panels.outcomes(View(question=question, point=code)), files[question]["points"][code]
        assert (painted.alt, painted.table) == (found["alt"], found["table"])
        assert painted.chart_px == (found["figure"] and found["figure"]["layout"]["height"])
        heights.add(painted.chart_px)
    assert None in heights
    assert question == "acute" or len(heights) > 1


@pytest.mark.parametrize("question", QUESTIONS)
def test_a_point_that_trials_needled_leads_to_all_that_they_measured(panels, facts, client, question):
    led = set()
    for code in facts.points:
        links = [link.get("href") for link in tree(part(panels, question, code)["alt"]).iter("a")]
        here = f"/outcomes?question={question}&point={code}#trials"
        assert (here in links) == bool(trials_of(facts, code, question)), code
        led |= {code} if here in links else set()
    page = client.get(f"/outcomes?question={question}&point={min(led)}")
    assert page.status_code == 200
    assert 'id="trials"' in page.get_data(as_text=True)


@pytest.mark.parametrize(
    "view", [View(), View(compare=("BL13", "BL23")), View("chronic", point="BL23", compare=("BL13", "BL23"))]
)
def test_no_outcomes_are_painted_where_no_point_stands_in_the_panel(panels, view):
    assert panels.outcomes(view) is None


@pytest.mark.parametrize(
    ("question", "code", "study"), [("chronic", "BL23", "vas100"), ("upper", "GB21", "nrs_neck_cleland")]
)
def test_the_smallest_change_that_matters_names_its_study(panels, facts, question, code, study):
    links = [words(link) for link in tree(part(panels, question, code)["alt"]).iter("a")]
    assert short_name(facts.measures[study].sources[:1], facts.sources) in links
    assert "DOI" not in links


@pytest.mark.parametrize("code", SAMPLE)
def test_the_head_names_the_point_and_says_that_nobody_reviewed_it(panels, facts, code):
    point, head = facts.points[code], text(panels.about(code)["head"])
    for said in (point.code, point.pinyin, point.hanzi, point.english, point.area):
        assert said in head
    assert "Not reviewed by a clinician yet." in head


@pytest.mark.parametrize(
    ("code", "said"),
    [
        ("BL23", ["Level with the lower edge of L2", "Level L2", "From the midline 1.5 cun", "one standard deviation"]),
        ("GV4", ["From the midline on the midline"]),
        ("GB21", ["Segments not reported"]),
        ("ASHI", ["Nerves not reported", "Not drawn on the body: "]),
    ],
)
def test_where_says_what_is_known_and_what_is_not(panels, code, said):
    where = text(panels.about(code)["where"])
    for words_said in said:
        assert words_said in where
    assert "None" not in where


@pytest.mark.parametrize("code", SAMPLE)
def test_every_caution_stands_on_its_point_with_its_status(panels, facts, code):
    needling, pregnancy = tree(panels.about(code)["needling"]), pregnancy_for(facts.of(code), facts.trials)
    (cautions,) = with_class(needling, "cautions")
    sides = with_class(needling, "two-sides")
    # What is said for and against needling in pregnancy stands side by side, apart from the warnings.
    lines = [words(line) for line in (*cautions.iter("p"), *(line for side in sides for line in side.iter("li")))]
    trials = {used.trial.study_id: used.trial for used in getattr(pregnancy, "trials", ())}
    for trial in trials.values():
        assert any(line.startswith(f"{trial.first_author or trial.study_id} {trial.year}: a trial") for line in lines)
    # A warning that only says that such a trial used the point is said by the trial itself.
    for row in (row for row in facts.of(code).cautions if not trials.keys() & set(row.sources)):
        said = f"{' '.join(row.text.split())} How sure: {STATUS_WORDS[row.status]}"
        assert any(line.startswith(said) for line in lines), said


def test_injuries_are_cases_and_never_a_rate(panels):
    needling = text(panels.about("BL13")["needling"])
    injuries = needling.split("Published injuries")[1].split("What we do not know")[0]
    assert injuries.strip().startswith("Single cases and case lists. They have no denominator")
    assert not re.search(r"\b1 in \d|%|per \d", injuries)


def test_a_point_that_meets_a_trial_says_that_a_trial_tests_a_prescription(panels, facts):
    assert "Trials test a whole prescription" in WHOLE
    for question in QUESTIONS:
        for code in facts.points:
            assert WHOLE in text(part(panels, question, code)["evidence"])
    assert "A trial tests a whole prescription, never one point" in text(panels.introduction)


@pytest.mark.parametrize("question", QUESTIONS)
def test_registered_trials_are_listed_and_never_counted(panels, facts, question):
    met = 0
    for code, it in ladders(facts, question).items():
        found = part(panels, question, code)
        reported = [study for study, _ in found["trials"]]
        assert all(facts.trials[study].reported == "reported" for study in reported)
        assert len(reported) == len(trials_of(facts, code, question))
        if it.registered:
            met += 1
            heading = f"{len(it.registered)} planned or registered: no evidence of effect"
            assert heading in text(found["apart"])
        said = re.match(r"Evidence for .*? pain (\d+|No) reported trials?", text(found["evidence"]))
        assert said[1] == (str(len(reported)) if reported else "No"), code
    assert met


@pytest.mark.parametrize("question", QUESTIONS)
def test_points_of_the_introduction_are_those_that_most_reported_trials_needled(facts, question):
    found = next(rows for asked, rows in most_needled(facts) if asked.key == question)
    counts = sorted((len(trials_of(facts, code, question)) for code in facts.points), reverse=True)
    assert [count for _, count in found] == counts[:MOST]
    assert all(len(trials_of(facts, code, question)) == count for code, count in found)


@pytest.mark.parametrize("question", QUESTIONS)
def test_an_empty_question_says_what_is_missing_for_every_point(documents, facts, question):
    bare = dict.fromkeys(("trial_points", "effects", "guidelines", "outcomes"), ())
    panels = Panels(replace(facts, reviews={}, **bare), documents)
    phrase = QUESTION_WORDS[question].phrase
    for code in SAMPLE:
        found = part(panels, question, code)
        assert f"No reported trial in our data needled this point for {phrase}." in text(found["evidence"])
        assert phrase in text(found["alt"])
        assert found["figure"] is None
        assert found["apart"].strip() == found["table"].strip() == ""
    common = text(panels.question(question)["common"])
    assert f"No guideline in our data speaks of {phrase}." in common
    assert f"No review in our data pooled figures for {phrase}." in common


def test_a_point_of_which_nothing_is_known_says_so(documents, facts):
    bare = dict.fromkeys(
        ("needling", "measured_depths", "cautions", "injuries", "location_notes", "trial_points", "located"), ()
    )
    about = Panels(replace(facts, **bare), documents).about("BL23")
    needling = text(about["needling"])
    assert "No caution of its own in our data." in needling
    assert "No source we have prints a needling depth for BL23, so there is no strip to draw." in needling
    assert "What we do not know about this point" in needling
    assert "<table" not in about["needling"]
    assert "What sources say differently" not in about["where"]
    assert "Your practitioner takes care here" not in about["head"]


def test_a_point_that_is_not_drawn_gives_the_reason_alone(panels, facts):
    for row in facts.not_located:
        where = text(panels.about(row.code)["where"])
        assert f"Not drawn on the body: {row.reason}" in where
        assert "How sure the drawn place is" not in where


def test_a_patient_gets_the_plain_words_and_none_of_the_deep_parts(panels):
    about, found = panels.about("BL23"), part(panels, "chronic", "BL23")
    (plainly,) = with_class(tree(about["head"]), "plainly")
    assert "nobody can say what this point does alone" in words(plainly)
    assert "Witt 2009" in words(plainly)
    for fragment in (about["where"], about["needling"], found["apart"]):
        assert with_class(tree(fragment), "deep")
    deep = " ".join(words(block) for block in with_class(tree(about["needling"]), "deep"))
    assert "Every row with its source" in deep
    assert "Published injuries" in deep
    # What keeps a person safe is for everybody.
    shown = with_class(tree(about["needling"]), "cautions")
    assert words(shown[0]) not in deep


def test_plain_words_leave_mild_cautions_out(panels, facts):
    mild = [code for code in facts.points if {row.severity for row in facts.of(code).cautions} == {"note"}]
    assert mild
    for code in mild:
        assert "Your practitioner takes care here" not in panels.about(code)["head"]
    assert "Your practitioner takes care here because of: lung." in text(panels.about("GB21")["head"])


def test_a_student_gets_the_key_with_every_mark(client, documents):
    key = documents.render("key.html")
    assert key in client.get("/?point=BL23").get_data(as_text=True)
    (study,) = with_class(tree(key), "study")
    for status, said in STATUS_WORDS.items():
        assert with_class(study, f"sure-{status}")
        assert said in words(study)


@pytest.mark.parametrize(
    ("reader", "hidden"),
    [
        ("patient", {"deep", "study", "by-code"}),
        ("practitioner", {"study", "plainly", "plain-rule", "by-name"}),
        ("student", {"plainly", "plain-rule", "by-name"}),
    ],
)
def test_the_style_sheet_hides_from_a_reader_what_is_not_for_him(reader, hidden):
    assert reader in READERS
    rule = re.search(r"((?:\[data-reader=[^{]*?)) ?\{ display: none; \}", STYLES)[1]
    assert set(re.findall(r"\.([\w-]+)", re.search(rf'\[data-reader="{reader}"\] :is\(([^)]*)\)', rule)[1])) == hidden


@pytest.mark.parametrize("code", SAMPLE)
def test_a_patient_reads_the_name_before_the_code(panels, facts, code):
    point = facts.points[code]
    head = tree(panels.about(code)["head"])
    by_code, by_name = (words(with_class(head, look)[0]) for look in ("by-code", "by-name"))
    assert by_code == f"{code} {point.pinyin}"
    assert by_name == f"{point.pinyin} ({code})"
    (plainly,) = with_class(head, "plainly")
    assert words(plainly).startswith(f"In plain words {point.pinyin} ({code}, “{point.english}” in English) is")


def test_markup_in_the_data_stays_text(hostile, release):
    panels = Panels(hostile, Documents.of(hostile, release))
    parts = [panels.introduction]
    for code in SAMPLE:
        parts += panels.about(code).values()
        for question in QUESTIONS:
            found = part(panels, question, code)
            parts += [found[name] for name in ("evidence", "apart", "alt", "table")]
            parts += [here for _, here in found["trials"]]
    for question in QUESTIONS:
        parts += [panels.question(question)["common"], *panels.question(question)["trials"].values()]
    page = "".join(parts)
    assert "id='hostile'" not in page
    shown = (
        "points.where points.english points.innervation needling.note measured_depths.note cautions.text "
        "injuries.note location_notes.text trials.title trials.note trial_points.note guidelines.summary "
        "guidelines.organisation reviews.title sources.title safety.event not_located.reason"
    )
    for name in shown.split():
        assert f"{name}{escape(MARK)}" in page, name
