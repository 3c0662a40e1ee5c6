"""The evidence page as a reader uses it: figures worked out anew from the tables, controls, failures, every screen."""

import csv
import re
from math import sqrt

import pytest
from axe_playwright_python.sync_playwright import Axe
from playwright.sync_api import expect
from scipy.stats import chi2, norm, t

from dashboard.evidence.kinds import NEEDLED, kind_of
from tests.conftest import ROOT

PAIR = "/evidence?question=upper&outcome=pain_on_movement"
PAIR_OF = "upper_sham_motion_short"
PATHS = [
    "/evidence?comparison=vs_no_treatment&point=BL23",
    "/evidence?question=acute",
    PAIR,
    "/evidence?trial=brinkhaus2006",
]
ANY_ANALYSIS = re.compile("/evidence/analysis")
NUMBER = re.compile(r"−?\d[\d,]*(?:\.\d+)?")
Z = norm.ppf(0.975)


def rows(name):
    with (ROOT / "data" / "evidence" / f"{name}.csv").open(encoding="utf-8", newline="") as stream:
        return list(csv.DictReader(stream))


def numbers(text):
    """The figures of a text as they are shown: signs, digits and all."""
    return [found.replace("−", "-").replace(",", "") for found in NUMBER.findall(text)]


def as_shown(values, shown):
    """Values with as many digits after the point as what is shown."""
    written = [f"{value:.{len(text.partition('.')[2])}f}" for value, text in zip(values, shown, strict=True)]
    return [text if float(text) else text.lstrip("-") for text in written]


def section(page):
    return page.locator("#analysis")


def option(page, field, value):
    return section(page).locator(f'input[name="{field}"][value="{value}"]')


def choose(page, field, value):
    """Press what a reader sees of a choice: its words, not the box behind them."""
    section(page).locator(f'label:has(input[name="{field}"][value="{value}"])').click()


def cells(page, label):
    found = page.get_by_role("region", name=label).locator("tbody tr")
    return [row.locator("th, td").all_text_contents() for row in found.all()]


def opened(page, address, path):
    page.goto(address + path)
    page.evaluate("document.querySelectorAll('main details').forEach((part) => { part.open = true; })")


# --- The figures, from the tables of data/ by formulas of this file ------------------------------------------------


def worked(member):
    """The difference of a member in points of 100 (minus favours acupuncture), its standard error, its interval."""
    measure = next(row for row in rows("measure_names") if row["measure"] == member["measure"])
    factor = 100 / (float(measure["scale_max"]) - float(measure["scale_min"]))
    same = {key: member[key] for key in ("study_id", "measure")}
    week = float(member["timepoint_weeks"])
    if member["basis"] == "contrast":
        (row,) = [
            row
            for row in rows("contrasts")
            if same.items() <= row.items()
            and (row["arm_id"], row["comparator_arm_id"]) == (member["arm_ids"], member["comparator_ids"])
            and (row["effect"], float(row["timepoint_weeks"])) == (member["stat"], week)
        ]
        value = -float(row["value"]) if "improvement" in row["effect"] else float(row["value"])
        if not row["ci_low"]:
            return whole(value * factor, float(row["se"]) * factor)
        ends = [float(row[name]) for name in ("ci_low", "ci_high")]
        low, high = sorted(-end for end in ends) if "improvement" in row["effect"] else ends
        return value * factor, (high - low) / (2 * Z) * factor, low * factor, high * factor
    sides = []
    for arm in (member["arm_ids"], member["comparator_ids"]):
        (row,) = [
            row
            for row in rows("outcomes")
            if same.items() <= row.items()
            and (row["arm_id"], row["stat"]) == (arm, member["stat"])
            and float(row["timepoint_weeks"]) == week
        ]
        sides.append((float(row["value"]), float(row["sd"]) ** 2 / float(row["n"])))
    (value, variance), (other, other_variance) = sides
    return whole((value - other) * factor, sqrt(variance + other_variance) * factor)


def whole(value, se):
    return value, se, value - Z * se, value + Z * se


def pooled(effects):
    """Two trials under restricted maximum likelihood, whose tau-squared then has a closed form; Hartung-Knapp."""
    (a, a_se), (b, b_se) = effects
    tau2 = max(0.0, ((a - b) ** 2 - a_se**2 - b_se**2) / 2)
    weights = [1 / (se**2 + tau2) for _, se in effects]
    middle = sum(w * value for w, (value, _) in zip(weights, effects, strict=True)) / sum(weights)
    spread = sum(w * (value - middle) ** 2 for w, (value, _) in zip(weights, effects, strict=True))
    half = t.ppf(0.975, 1) * sqrt(spread / sum(weights))
    q = (a - b) ** 2 / (a_se**2 + b_se**2)
    typical = a_se**2 + b_se**2  # of two trials, twice the typical variance of the I-squared of random effects
    return {
        "line": (middle, middle - half, middle + half),
        "weights": [100 * w / sum(weights) for w in weights],
        "q": q,
        "p": chi2.sf(q, 1),
        "tau2": tau2,
        "i2": 100 * 2 * tau2 / (2 * tau2 + typical),
    }


@pytest.mark.parametrize(
    ("pool", "path"),
    [
        (PAIR_OF, PAIR),
        ("upper_sham_pain_short", "/evidence?question=upper"),
        ("chronic_none_pain_short", "/evidence?comparison=vs_no_treatment"),
        ("chronic_usual_function_short", "/evidence?comparison=vs_usual_care&outcome=function"),
    ],
)
def test_the_analysis_is_what_the_tables_give(page, address, pool, path):
    members = [row for row in rows("pool_trials") if (row["pool_id"], row["part"]) == (pool, "member")]
    effects = {row["study_id"]: worked(row) for row in members}
    expected = pooled([effect[:2] for effect in effects.values()])
    weights = dict(zip(effects, expected["weights"], strict=True))
    opened(page, address, path)
    links = section(page).get_by_role("region", name="Trials of this analysis").locator("tbody th a")
    studies = [link.get_attribute("href").partition("trial=")[2] for link in links.all()]
    found = cells(page, "Trials of this analysis")
    assert sorted(studies) == sorted(effects)
    for study, cell in zip(studies, found, strict=False):
        value, _, low, high = effects[study]
        shown = numbers(cell[4])
        assert shown == as_shown((value, low, high), shown), study
        assert numbers(cell[5]) == as_shown([weights[study]], numbers(cell[5])), study
        drawn = section(page).locator(f'#forest-wide [data-study="{study}"] .rows-figure').all_text_contents()
        assert " ".join(cell[4].split()) in " ".join(drawn), study
    line = numbers(found[len(studies)][4])
    assert line == as_shown(expected["line"], line)
    assert found[len(studies)][4] in section(page).locator("#forest-wide").text_content()
    said = section(page).locator("[data-summary]").text_content()
    assert set(line) <= set(numbers(said))
    differ = dict(
        zip(
            section(page).locator(".numbers dt").all_text_contents(),
            section(page).locator(".numbers dd").all_text_contents(),
            strict=True,
        )
    )
    q, df, p = numbers(differ["Q"])[:2] + numbers(differ["Q"])[-1:]
    assert [q, df] == as_shown([expected["q"], 1], [q, df])
    assert p == ("0.001" if "<" in differ["Q"] else f"{expected['p']:.3f}")
    assert numbers(differ["I²"])[0] == f"{expected['i2']:.0f}"
    assert float(numbers(differ["τ²"])[0]) == float(f"{expected['tau2']:.3g}")


@pytest.mark.parametrize(
    ("question", "conditions"),
    [("chronic", {"chronic_lbp", "lbp_and_sciatica"}), ("acute", {"acute_lbp", "lbp_and_sciatica"})],
)
def test_the_counts_of_guidelines_are_those_of_the_table(page, address, question, conditions):
    page.goto(f"{address}/evidence?question={question}")
    counted = [
        row["recommendation"]
        for row in rows("guidelines")
        if row["condition"] in conditions and row["guideline_id"] != "aopt2021_clbp_dn"
    ]
    said = page.locator("#guidelines > p:not(.plainly)").first.text_content()
    assert int(numbers(said)[0]) == len(counted)
    assert int(re.search(r"(\d+) for", said)[1]) == sum(row.startswith("for") for row in counted)
    assert int(re.search(r"(\d+) against", said)[1]) == counted.count("against")
    listed = page.locator(".guideline-list li:not(.beside)")
    assert listed.count() == len(counted)


@pytest.mark.parametrize("question", ["acute", "chronic", "upper"])
def test_the_points_are_counted_as_the_tables_have_them(page, address, question):
    asked = {row["condition"] for row in rows("conditions") if (row["question"], row["apart"]) == (question, "no")}
    trials = {
        row["study_id"]
        for row in rows("trials")
        if row["condition"] in asked and row["reported"] == "reported" and not row["apart_reason"]
    }
    needled = {(row["study_id"], row["arm_id"]) for row in rows("arms") if kind_of(row["arm_type"]) in NEEDLED}
    used = {}
    for row in rows("trial_points"):
        if row["study_id"] in trials and (row["study_id"], row["arm_id"]) in needled:
            used.setdefault(row["point"], set()).add(row["study_id"])
    page.goto(f"{address}/evidence?question={question}")
    bars = page.locator("#points .point-bars > li")
    assert bars.count() > 0
    named = {study for studies in used.values() for study in studies}
    for bar in bars.all():
        code = bar.locator("a").text_content()
        assert numbers(bar.locator("b").text_content()) == [str(len(used[code])), str(len(named))], code


@pytest.mark.parametrize("question", ["acute", "chronic"])
def test_the_figures_of_reviews_are_printed_as_the_table_has_them(page, address, question):
    opened(page, address, f"/evidence?question={question}")
    names = ("estimate", "ci_low", "ci_high")
    printed = {tuple(float(row[name]) for name in names if row[name]) for row in rows("effects")}
    found = cells(page, "Published effects")
    assert found
    for cell in found:
        figures = tuple(float(text) for text in numbers(cell[5]))
        assert any(figures[: len(one)] == one or set(one) <= set(figures) for one in printed if one), cell


# --- Controls -------------------------------------------------------------------------------------------------------


def test_a_choice_by_mouse_swaps_the_section_and_nothing_else(quiet_page, address):
    page = quiet_page
    page.goto(address + PAIR)
    before = section(page).locator("h3").first.text_content()
    page.evaluate("window.same = true")
    page.locator("#analysis-methods summary").click()
    choose(page, "comparison", "vs_active")
    title = section(page).locator("h3").first
    expect(title).to_have_text(re.compile("^Pain on movement against another treatment"))
    expect(page).to_have_url(f"{address}/evidence?question=upper&comparison=vs_active&outcome=pain_on_movement")
    expect(option(page, "comparison", "vs_active")).to_be_focused()
    expect(page.locator("#analysis-methods")).to_have_attribute("open", "")
    expect(page.locator("#announce")).to_have_text(section(page).locator("[data-summary]").text_content())
    expect(section(page)).not_to_have_attribute("aria-busy", "true")
    expect(section(page).locator("[data-send]")).to_be_hidden()
    assert page.evaluate("window.same")
    page.go_back()
    expect(title).to_have_text(before)
    expect(page).to_have_url(address + PAIR)
    expect(option(page, "comparison", "vs_sham")).to_be_checked()
    page.go_forward()
    expect(title).not_to_have_text(before)
    expect(option(page, "comparison", "vs_active")).to_be_checked()
    assert page.evaluate("window.same")


def test_every_choice_can_be_made_by_keyboard(quiet_page, address):
    page = quiet_page
    page.goto(address + PAIR)
    option(page, "model", "reml").focus()
    for value in ("pm", "common"):
        page.keyboard.press("ArrowRight")
        expect(page).to_have_url(re.compile(f"model={value}"))
        expect(option(page, "model", value)).to_be_focused()
    page.keyboard.press("Tab")
    expect(option(page, "order", "year")).to_be_focused()
    page.keyboard.press("Tab")
    first = section(page).locator('input[name="without"]').first
    expect(first).to_be_focused()
    page.keyboard.press("Space")
    expect(page).to_have_url(re.compile("without="))
    expect(first).to_be_focused()
    expect(first).to_be_checked()
    expect(section(page).locator("[data-summary]")).to_contain_text("nothing is pooled")
    expect(page.locator("#announce")).to_contain_text("nothing is pooled")


def test_a_trial_taken_out_is_named_and_nothing_is_pooled_of_one(quiet_page, address):
    page = quiet_page
    page.goto(address + PAIR)
    expect(section(page).locator(".numbers")).to_be_visible()
    choose(page, "without", "vas2006")
    expect(section(page).locator("[data-summary]")).to_have_text(re.compile("^1 trial, .*nothing is pooled"))
    expect(section(page).locator(".numbers")).to_have_count(0)
    expect(section(page).locator("#forest-wide .forest-none")).to_contain_text("one trial is no pool")
    expect(section(page).locator("#forest-wide .forest-out")).to_contain_text("taken out")
    expect(section(page).locator(".forest-diamond")).to_have_count(0)
    choose(page, "without", "irnich2001")
    expect(section(page).locator("[data-summary]")).to_have_text("All 2 trials are taken out: nothing is pooled.")
    choose(page, "without", "vas2006")
    choose(page, "without", "irnich2001")
    expect(section(page).locator(".numbers")).to_be_visible()
    expect(page).to_have_url(address + PAIR)


def test_a_slow_answer_shows_that_it_is_awaited_and_a_late_one_is_dropped(page, address):
    page.goto(address + PAIR)
    held = []
    page.route(ANY_ANALYSIS, lambda route: held.append(route))
    before = section(page).locator("h3").first.text_content()
    with page.expect_request(ANY_ANALYSIS):
        choose(page, "comparison", "vs_active")
    expect(section(page)).to_have_attribute("aria-busy", "true")
    expect(section(page).locator("h3").first).to_have_text(before)
    with page.expect_request(ANY_ANALYSIS):
        choose(page, "order", "effect")
    late, wanted = held
    wanted.continue_()
    title = section(page).locator("h3").first
    expect(title).to_have_text(re.compile("another treatment"))
    expect(page).to_have_url(re.compile("comparison=vs_active.*order=effect"))
    expect(section(page)).not_to_have_attribute("aria-busy", "true")
    with page.expect_response(ANY_ANALYSIS):
        late.fulfill(body="<h3>late</h3>", content_type="text/html")
    expect(title).to_have_text(re.compile("another treatment"))
    expect(option(page, "order", "effect")).to_be_focused()
    page.go_back()
    expect(page).to_have_url(address + PAIR)


@pytest.mark.parametrize("fault", ["no answer", "an error"])
def test_a_failure_is_said_and_the_old_analysis_stays(page, address, fault):
    page.goto(address + PAIR)
    before = section(page).locator("[data-summary]").text_content()
    page.route(ANY_ANALYSIS, lambda route: route.abort() if fault == "no answer" else route.fulfill(status=500))
    choose(page, "comparison", "vs_active")
    notice = section(page).locator("[data-failed]")
    expect(notice).to_be_visible()
    expect(page.locator("#announce")).to_have_text(notice.text_content())
    expect(section(page).locator("[data-summary]")).to_have_text(before)
    expect(section(page)).not_to_have_attribute("aria-busy", "true")
    expect(page).to_have_url(address + PAIR)
    page.unroute(ANY_ANALYSIS)
    section(page).get_by_role("button", name="Show").click()
    expect(section(page).locator("h3").first).to_have_text(re.compile("another treatment"))
    expect(notice).to_be_hidden()
    expect(page).to_have_url(re.compile("comparison=vs_active"))


def test_a_double_click_asks_no_more_than_it_must(quiet_page, address):
    page = quiet_page
    asked = []
    page.on("request", lambda request: asked.append(request.url) if ANY_ANALYSIS.search(request.url) else None)
    page.goto(address + PAIR)
    section(page).locator('label:has(input[value="pm"])').dblclick()
    expect(page).to_have_url(re.compile("model=pm"))
    assert len(asked) == 1
    steps = page.evaluate("history.length")
    # In and out again: the last wish counts, and it is where the page was.
    section(page).locator('label:has(input[value="vas2006"])').dblclick()
    expect(section(page)).not_to_have_attribute("aria-busy", "true")
    expect(option(page, "without", "vas2006")).not_to_be_checked()
    expect(section(page).locator(".numbers")).to_be_visible()
    assert "without" not in page.url
    assert page.evaluate("history.length") - steps in (0, 2)


def test_a_jump_within_the_page_asks_for_nothing(quiet_page, address):
    page = quiet_page
    page.goto(address + PAIR)
    asked = []
    page.on("request", lambda request: asked.append(request.url) if "/evidence" in request.url else None)
    contents = page.get_by_role("navigation", name="On this page")
    for link in contents.get_by_role("link").all():
        link.click()
        assert page.locator(f"[id='{page.url.partition('#')[2]}']").count() == 1
    page.go_back()
    expect(page).to_have_url(re.compile("#missing$"))
    assert asked == []


def test_the_address_restores_the_analysis_exactly(quiet_page, address):
    page = quiet_page
    page.goto(address + "/evidence?question=upper&point=GB21")
    for field, value in (("model", "pm"), ("order", "effect"), ("without", "zhao2024"), ("window", "short")):
        if not option(page, field, value).is_checked():
            choose(page, field, value)
            expect(page).to_have_url(re.compile(f"{field}={value}"))
    state = "[...document.querySelectorAll('#analysis input')].map((one) => [one.name, one.value, one.checked])"
    # The buttons that take a picture away come a moment later.
    words = """() => {
        const copy = document.querySelector('#analysis').cloneNode(true);
        copy.querySelectorAll('.take').forEach((one) => one.remove());
        return copy.textContent.replace(/\\s+/g, ' ').trim();
    }"""
    shown, chosen = page.evaluate(words), page.evaluate(state)
    page.goto(page.url)
    assert page.evaluate(words) == shown
    assert page.evaluate(state) == chosen
    page.reload()
    assert page.evaluate(state) == chosen


def test_the_other_questions_keep_the_model_and_leave_what_belongs_here(quiet_page, address):
    page = quiet_page
    page.goto(address + "/evidence?comparison=vs_no_treatment")
    choose(page, "model", "common")
    expect(page).to_have_url(re.compile("model=common"))
    choose(page, "without", "brinkhaus2006")
    expect(page).to_have_url(re.compile("without=brinkhaus2006"))
    page.get_by_role("navigation", name="Question").get_by_role("link", name="Upper back and neck pain").click()
    expect(page.locator("h1")).to_contain_text("upper back and neck pain")
    expect(option(page, "model", "common")).to_be_checked()
    assert "without" not in page.url
    assert "pool=" not in page.url
    expect(page.locator(".notice.warn:not([data-failed])")).to_have_count(0)


def test_a_question_without_such_trials_says_so_and_offers_what_there_is(quiet_page, address):
    page = quiet_page
    page.goto(address + "/evidence?question=acute")
    expect(section(page).locator("[data-summary]")).to_contain_text("That is a gap, not a result.")
    expect(section(page).locator("svg")).to_have_count(0)
    section(page).locator("ul.plain a").first.click()
    expect(page).to_have_url(re.compile("question=acute.*#analysis$"))
    expect(section(page).locator(".forest-row").first).to_be_attached()


def test_without_script_a_form_does_the_same(browser, address):
    context = browser.new_context(java_script_enabled=False)
    try:
        page = context.new_page()
        page.goto(address + PAIR)
        choose(page, "model", "pm")
        choose(page, "without", "vas2006")
        section(page).get_by_role("button", name="Show").click()
        expect(page).to_have_url(re.compile("model=pm.*without=vas2006.*#analysis$"))
        expect(section(page).locator("[data-summary]")).to_contain_text("nothing is pooled")
        expect(option(page, "model", "pm")).to_be_checked()
        expect(page.locator("[data-copy-link]")).to_be_hidden()
    finally:
        context.close()


@pytest.mark.parametrize("width", [1440, 390])
def test_the_link_and_the_pictures_can_be_taken_away(quiet_page, address, width):
    page = quiet_page
    page.set_viewport_size({"width": width, "height": 900})
    page.goto(address + PAIR)
    expect(page.locator("[data-copy-link]")).to_be_visible()
    for name in (PAIR_OF.replace("_", "-"), "points-upper", "guidelines-upper"):
        figure = page.locator(f'figure[data-take="{name}"]')
        with page.expect_download() as download:
            figure.get_by_role("button", name="SVG of this figure").click()
        assert download.value.suggested_filename == f"backmap-{name}.svg"
        head = download.value.path().read_text("utf-8")[:600]
        assert int(re.search(r' width="(\d+)"', head)[1]) > 200, name


# --- Every screen ---------------------------------------------------------------------------------------------------


@pytest.mark.parametrize("scheme", ["light", "dark"])
@pytest.mark.parametrize("path", PATHS)
def test_no_accessibility_violation(page, address, path, scheme):
    page.emulate_media(color_scheme=scheme, reduced_motion="reduce")
    opened(page, address, path)
    for width, height in ((1440, 900), (390, 844)):
        page.set_viewport_size({"width": width, "height": height})
        found = Axe().run(page).response["violations"]
        assert [(one["id"], one["nodes"][0]["html"][:160]) for one in found] == [], width


@pytest.mark.parametrize("path", [*PATHS, "/evidence?comparison=vs_usual_care&outcome=function&model=common"])
def test_no_page_scrolls_sideways_also_when_it_is_zoomed(browser, address, path):
    # Twice as many pixels to an inch and half the width: a window of 1440 pixels at 200 %.
    context = browser.new_context(device_scale_factor=2)
    try:
        page = context.new_page()
        opened(page, address, path)
        for width, height in ((720, 450), (1024, 768), (390, 844)):
            page.set_viewport_size({"width": width, "height": height})
            assert page.evaluate("document.documentElement.scrollWidth - innerWidth") <= 0, width
    finally:
        context.close()


@pytest.mark.parametrize("path", PATHS)
def test_console_empty_and_no_foreign_request(quiet_page, address, path):
    opened(quiet_page, address, path)
    quiet_page.evaluate("scrollTo(0, document.body.scrollHeight)")
    quiet_page.wait_for_load_state("networkidle")


def test_nothing_moves_for_readers_who_asked_for_that(quiet_page, address):
    page = quiet_page
    page.emulate_media(reduced_motion="reduce")
    page.goto(address + PAIR)
    choose(page, "comparison", "vs_active")
    expect(page).to_have_url(re.compile("vs_active"))
    assert page.evaluate("document.getAnimations().length") == 0
    assert page.evaluate("getComputedStyle(document.documentElement).scrollBehavior") == "auto"
