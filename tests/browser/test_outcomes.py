"""The outcomes page and the panel's switch as a reader uses them: controls, failures, readers, every screen."""

import re
import threading
from dataclasses import replace
from itertools import product

import pytest
from axe_playwright_python.sync_playwright import Axe
from playwright.sync_api import expect
from werkzeug.serving import make_server

from dashboard import create_app
from dashboard.outcomes import cube as cubes
from dashboard.settings import Settings
from tests.browser.steps import press, ready, title
from tests.conftest import ROOT

DEMO = "/outcomes?records=demo"
SPLIT = "/outcomes?question=upper&point=GB21&records=demo&by=age_band"
PATHS = ["/outcomes", "/outcomes?question=acute&records=demo&by=sex", SPLIT]
RECORDS = re.compile("/outcomes/records")
BRIEF = re.compile("/outcomes/brief")


@pytest.fixture(scope="module")
def own(facts, tmp_path_factory):
    """The address of an app in which a clinic imported records (the invented ones, not called so)."""
    cube = cubes.read(ROOT / "data" / "outcomes" / "demo")
    folder = tmp_path_factory.mktemp("cube")
    cubes.save(replace(cube, manifest=replace(cube.manifest, demo=False, parameters={})), folder)
    server = make_server("127.0.0.1", 0, create_app(Settings(cube=folder), facts).server, threaded=True)
    threading.Thread(target=server.serve_forever, daemon=True).start()
    yield f"http://127.0.0.1:{server.server_port}"
    server.shutdown()


def section(page):
    return page.locator("#records")


def option(page, field, value):
    return section(page).locator(f'input[name="{field}"][value="{value}"]')


def choose(page, field, value):
    section(page).locator(f'label:has(input[name="{field}"][value="{value}"])').click()


def summary(page):
    return section(page).locator("[data-summary]")


# --- The live section -----------------------------------------------------------------------------------------------


def test_a_choice_swaps_the_section_and_nothing_else(quiet_page, address):
    page = quiet_page
    page.goto(address + DEMO)
    before = summary(page).text_content()
    page.evaluate("window.same = true")
    page.locator("#records-course-table summary").click()
    choose(page, "week", "4")
    expect(summary(page)).to_contain_text("at week 4")
    expect(page).to_have_url(f"{address}/outcomes?records=demo&measure=nrs&week=4")
    expect(option(page, "week", "4")).to_be_focused()
    expect(page.locator("#records-course-table")).to_have_attribute("open", "")
    expect(page.locator("#announce")).to_have_text(summary(page).text_content())
    expect(section(page)).not_to_have_attribute("aria-busy", "true")
    expect(section(page).locator("[data-send]")).to_be_hidden()
    choose(page, "by", "sex")
    expect(page).to_have_url(re.compile("by=sex&week=4$"))
    page.go_back()
    expect(option(page, "by", "")).to_be_checked()
    page.go_back()
    expect(summary(page)).to_have_text(before)
    expect(page).to_have_url(address + DEMO)
    expect(option(page, "week", "24")).to_be_checked()
    page.go_forward()
    expect(summary(page)).to_contain_text("at week 4")
    assert page.evaluate("window.same")


def test_the_section_that_was_swapped_in_is_the_one_of_its_address(quiet_page, address):
    page = quiet_page
    page.goto(address + DEMO)
    for field, value in (("measure", "odi"), ("by", "clinic_group"), ("week", "12")):
        choose(page, field, value)
        expect(page).to_have_url(re.compile(f"{field}={value}"))
    shown = section(page).text_content()
    page.goto(page.url)
    expect(section(page)).to_have_text(shown)
    expect(page.locator(".notice.warn:not([data-failed])")).to_have_count(0)


def test_every_choice_can_be_made_by_keyboard(quiet_page, address):
    page = quiet_page
    page.goto(address + DEMO)
    option(page, "by", "").focus()
    for value in ("age_band", "sex"):
        page.keyboard.press("ArrowRight")
        expect(page).to_have_url(re.compile(f"by={value}"))
        expect(option(page, "by", value)).to_be_focused()
    page.keyboard.press("Tab")
    expect(option(page, "week", "24")).to_be_focused()
    page.keyboard.press("ArrowLeft")
    expect(page).to_have_url(re.compile("week=12"))


def test_a_slow_answer_shows_that_it_is_awaited_and_a_late_one_is_dropped(page, address):
    page.goto(address + DEMO)
    held = []
    page.route(RECORDS, lambda route: held.append(route))
    before = summary(page).text_content()
    with page.expect_request(RECORDS):
        choose(page, "week", "4")
    expect(section(page)).to_have_attribute("aria-busy", "true")
    expect(summary(page)).to_have_text(before)
    with page.expect_request(RECORDS):
        choose(page, "by", "sex")
    late, wanted = held
    wanted.continue_()
    expect(page).to_have_url(re.compile("by=sex&week=4"))
    with page.expect_response(RECORDS):
        late.fulfill(body="<h3>late</h3>", content_type="text/html")
    expect(summary(page)).to_contain_text("at week 4")
    expect(option(page, "by", "sex")).to_be_focused()


@pytest.mark.parametrize("fault", ["no answer", "an error"])
def test_a_failure_is_said_and_the_old_figures_stay(page, address, fault):
    page.goto(address + DEMO)
    before = summary(page).text_content()
    page.route(RECORDS, lambda route: route.abort() if fault == "no answer" else route.fulfill(status=500))
    choose(page, "week", "4")
    notice = section(page).locator("[data-failed]")
    expect(notice).to_be_visible()
    expect(page.locator("#announce")).to_have_text(notice.text_content())
    expect(summary(page)).to_have_text(before)
    expect(page).to_have_url(address + DEMO)
    page.unroute(RECORDS)
    section(page).get_by_role("button", name="Show").click()
    expect(summary(page)).to_contain_text("at week 4")
    expect(notice).to_be_hidden()


def test_a_double_click_asks_once(quiet_page, address):
    page = quiet_page
    asked = []
    page.on("request", lambda request: asked.append(request.url) if RECORDS.search(request.url) else None)
    page.goto(address + DEMO)
    section(page).locator('label:has(input[value="odi"])').dblclick()
    expect(page).to_have_url(re.compile("measure=odi"))
    assert len(asked) == 1


def test_a_jump_within_the_page_asks_for_nothing(quiet_page, address):
    page = quiet_page
    page.goto(address + DEMO)
    asked = []
    page.on("request", lambda request: asked.append(request.url) if "/outcomes" in request.url else None)
    for link in page.get_by_role("navigation", name="On this page").get_by_role("link").all():
        link.click()
        assert page.locator(f"[id='{page.url.partition('#')[2]}']").count() == 1
    page.go_back()
    expect(page).to_have_url(re.compile("#trials-people$"))
    assert asked == []


def test_other_questions_and_points_keep_what_was_chosen_since(quiet_page, address):
    page = quiet_page
    page.goto(address + DEMO)
    choose(page, "by", "sex")
    expect(page).to_have_url(re.compile("by=sex"))
    page.locator("#outcomes-point").select_option("BL23")
    page.locator(".point-choice button").click()
    expect(page).to_have_url(re.compile("records=demo&measure=nrs&by=sex&point=BL23$"))
    expect(option(page, "by", "sex")).to_be_checked()
    page.get_by_role("navigation", name="Question").get_by_role("link", name="Acute low back pain").click()
    expect(page.locator("h1")).to_contain_text("acute low back pain, with BL23 among the points")
    expect(option(page, "by", "sex")).to_be_checked()


def test_without_script_forms_do_the_same(browser, address):
    context = browser.new_context(java_script_enabled=False)
    try:
        page = context.new_page()
        page.goto(address + "/outcomes")
        page.get_by_role("link", name="Show an invented clinic").click()
        choose(page, "by", "sex")
        choose(page, "week", "4")
        section(page).get_by_role("button", name="Show").click()
        expect(page).to_have_url(re.compile("by=sex&week=4#records$"))
        expect(summary(page)).to_contain_text("at week 4")
        page.locator("#outcomes-point").select_option("BL40")
        page.locator(".point-choice button").click()
        expect(page.locator("h1")).to_contain_text("with BL40 among the points")
        expect(option(page, "by", "sex")).to_be_checked()
        page.get_by_role("link", name="Leave the invented clinic").click()
        expect(page.locator(".course-invented")).to_have_count(0)
    finally:
        context.close()


@pytest.mark.parametrize("width", [1440, 390])
def test_a_picture_that_is_taken_away_says_that_it_is_invented(quiet_page, address, width):
    page = quiet_page
    page.set_viewport_size({"width": width, "height": 900})
    page.goto(address + SPLIT)
    figures = section(page).locator("figure[data-take]")
    assert figures.count() == 6
    for figure in figures.all():
        with page.expect_download() as download:
            figure.get_by_role("button", name="SVG of this figure").click()
        assert download.value.suggested_filename.startswith("backmap-invented-clinic-upper-GB21-")
        assert "INVENTED DATA" in download.value.path().read_text("utf-8")


# --- The panel's switch ---------------------------------------------------------------------------------------------


def watch(page):
    asked = []
    page.on("request", lambda request: asked.append(request.url) if BRIEF.search(request.url) else None)
    return asked


def switch(page, words):
    page.locator("[data-outcomes-switch] label").filter(has_text=words).click()


def test_records_are_asked_for_only_when_wanted_and_stay_while_points_change(page, own):
    asked, troubles = watch(page), []
    page.on("request", lambda request: troubles.append(request.url) if not request.url.startswith(own) else None)
    page.on("console", lambda message: troubles.append(message.text) if message.type == "error" else None)
    ready(page, own, "?point=BL23")
    press(page, "BL25")
    expect(title(page)).to_contain_text("BL25")
    assert asked == []
    switch(page, "A clinic's records")
    records = page.locator("[data-outcomes-records]")
    expect(records).to_contain_text("BL25 was one of several points they had")
    expect(records.locator("svg").first).to_be_attached()
    expect(page.locator("[data-outcomes-trials]")).to_be_hidden()
    press(page, "BL23")
    expect(records).to_contain_text("BL23 was one of several points they had")
    assert [url.partition("?")[2] for url in asked] == ["question=chronic&point=BL25", "question=chronic&point=BL23"]
    switch(page, "Published trials")
    expect(records).to_be_hidden()
    expect(page.locator("[data-outcomes-trials]")).to_be_visible()
    switch(page, "A clinic's records")
    expect(records).to_be_visible()
    assert len(asked) == 2
    records.get_by_role("link", name="All of these records").click()
    expect(page).to_have_url(f"{own}/outcomes?question=chronic&point=BL23#records")
    assert troubles == []


def test_the_switch_works_by_keyboard_and_follows_the_question(quiet_page, address):
    page = quiet_page
    ready(page, address, "?point=GB21")
    page.get_by_role("radio", name="Published trials").focus()
    page.keyboard.press("ArrowRight")
    records = page.locator("[data-outcomes-records]")
    expect(records).to_contain_text("No clinic's records were imported here")
    expect(page.get_by_role("radio", name="A clinic's records")).to_be_focused()
    page.get_by_role("radio", name="Upper back and neck").check()
    expect(records.get_by_role("link")).to_have_attribute("href", re.compile("question=upper&point=GB21"))


def test_records_that_fail_can_be_asked_for_again(page, address):
    ready(page, address, "?point=BL23")
    page.route(BRIEF, lambda route: route.abort())
    switch(page, "A clinic's records")
    records = page.locator("[data-outcomes-records]")
    expect(records).to_contain_text("could not be loaded")
    page.unroute(BRIEF)
    records.get_by_role("button", name="Try again").click()
    expect(records).to_contain_text("No clinic's records were imported here")


def test_a_late_answer_of_a_point_left_behind_is_dropped(page, address):
    ready(page, address, "?point=BL23")
    held = []
    page.route(BRIEF, lambda route: held.append(route))
    with page.expect_request(BRIEF):
        switch(page, "A clinic's records")
    with page.expect_request(BRIEF):
        press(page, "BL25")
    expect(title(page)).to_contain_text("BL25")
    records = page.locator("[data-outcomes-records]")
    expect(records).to_contain_text("Loading")
    late, wanted = held
    wanted.fulfill(body="<p>wanted</p>", content_type="text/html")
    expect(records).to_have_text("wanted")
    with page.expect_response(BRIEF):
        late.fulfill(body="<p>late</p>", content_type="text/html")
    expect(records).to_have_text("wanted")


# --- Readers and every screen ---------------------------------------------------------------------------------------


def test_a_patient_gets_plain_words_first_and_tables_folded(page, address):
    page.goto(address + DEMO + "&as=patient")
    plain = page.get_by_role("region", name="In plain words")
    expect(plain).to_be_visible()
    assert plain.bounding_box()["y"] < page.locator("#trials").bounding_box()["y"]
    folded = page.locator("main details table")
    for table in (folded.first, folded.last):
        expect(table).to_be_hidden()
    page.goto(address + DEMO)
    expect(page.get_by_role("region", name="In plain words")).to_be_hidden()


@pytest.mark.parametrize(("path", "scheme", "width"), product(PATHS, ["light", "dark"], [390, 1024, 1440]))
def test_no_accessibility_violation_on_any_screen(page, address, path, scheme, width):
    page.emulate_media(color_scheme=scheme, reduced_motion="reduce")
    page.set_viewport_size({"width": width, "height": 900})
    page.goto(address + path)
    page.evaluate("document.querySelectorAll('main details').forEach((part) => { part.open = true; })")
    found = Axe().run(page).response["violations"]
    assert [(one["id"], one["nodes"][0]["html"][:160]) for one in found] == []
    assert page.evaluate("document.documentElement.scrollWidth - innerWidth") <= 0


def test_the_panel_with_records_has_no_accessibility_violation(page, own):
    ready(page, own, "?point=BL23")
    switch(page, "A clinic's records")
    expect(page.locator("[data-outcomes-records] svg").first).to_be_attached()
    found = Axe().run(page).response["violations"]
    assert [(one["id"], one["nodes"][0]["html"][:160]) for one in found] == []


@pytest.mark.parametrize("path", PATHS)
def test_letters_twice_as_large_fit(page, address, path):
    page.set_viewport_size({"width": 720, "height": 450})
    page.goto(address + path)
    page.evaluate("document.documentElement.style.fontSize = '200%'")
    assert page.evaluate("document.documentElement.scrollWidth - innerWidth") <= 0


@pytest.mark.parametrize("width", [1440, 390])
def test_no_words_of_a_picture_run_out_of_it(page, address, width):
    page.set_viewport_size({"width": width, "height": 900})
    for by in ("", "age_band", "clinic_group"):
        page.goto(address + DEMO + (f"&by={by}" if by else ""))
        out = page.evaluate(
            """[...document.querySelectorAll('#records svg text')].filter((words) => {
                const [box, frame] = [words.getBoundingClientRect(), words.closest('svg').getBoundingClientRect()];
                return box.width && (box.left < frame.left - 1 || box.right > frame.right + 1);
            }).map((words) => words.textContent)"""
        )
        assert out == []
