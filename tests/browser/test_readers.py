"""The reader's switch as it is used: in place, without losing it, on every page, with and without a script."""

import re

import pytest
from playwright.sync_api import expect

from dashboard.state import READERS
from tests.browser.steps import middle, ready, search_for, title

PAGES = ["/", "/evidence", "/evidence?trial=brinkhaus2006", "/safety", "/about", "/nowhere"]
ROOT = "html"


def switch(page, name):
    page.get_by_role("radio", name=name, exact=True).check()


def top_of(mark):
    """Where it stands once the page has come to rest."""
    return mark.evaluate(
        """mark => new Promise(done => {
            let frames = 6;
            const wait = () => (frames-- ? requestAnimationFrame(wait) : done(mark.getBoundingClientRect().top));
            wait();
        })"""
    )


def reads_as(page, reader):
    expect(page.locator(ROOT)).to_have_attribute("data-reader", reader)
    expect(page.locator("input[name=as]:checked")).to_have_value(reader)


@pytest.mark.parametrize("path", PAGES)
def test_the_reader_changes_in_place_and_asks_the_server_nothing(page, address, path):
    page.goto(address + path)
    page.wait_for_load_state("networkidle")
    asked = []
    page.on("request", lambda request: asked.append(request.url) if "favicon" not in request.url else None)
    switch(page, "Patient")
    reads_as(page, "patient")
    expect(page).to_have_url(f"{address}{path}{'&' if '?' in path else '?'}as=patient")
    switch(page, "Practitioner")
    reads_as(page, "practitioner")
    expect(page).to_have_url(f"{address}{path}")
    assert [url for url in asked if "_dash" not in url] == []


@pytest.mark.parametrize(
    ("path", "after"),
    [
        ("/?question=upper&layers=none&point=GB21", "/?question=upper&as=student&layers=none&point=GB21"),
        ("/evidence?question=upper&order=size#analysis", "/evidence?question=upper&order=size&as=student#analysis"),
        ("/evidence?utm=1&reader=patient#points", "/evidence?utm=1&as=student#points"),
        ("/safety#help", "/safety?as=student#help"),
    ],
)
def test_every_other_field_and_the_anchor_are_kept(page, address, path, after):
    page.goto(address + path)
    switch(page, "Student")
    expect(page).to_have_url(address + after)
    page.reload()
    reads_as(page, "student")


def test_a_change_of_reader_is_no_step_back(page, address):
    page.goto(address + "/about")
    page.goto(address + "/safety")
    switch(page, "Patient")
    switch(page, "Student")
    page.go_back()
    expect(page).to_have_url(f"{address}/about")


@pytest.mark.parametrize(
    ("path", "place"),
    [
        ("/evidence", "#missing-title"),
        ("/evidence", "#points-title"),
        ("/safety", "h2 >> text=When to seek help"),
        ("/?point=BL23", "#panel h4 >> text=What we do not know about this point"),
    ],
)
@pytest.mark.parametrize("reader", ["Patient", "Student"])
def test_what_is_read_stays_where_it_is(page, address, path, place, reader):
    page.goto(address + path)
    page.wait_for_load_state("networkidle")
    mark = page.locator(place)
    mark.evaluate("mark => scrollTo(0, mark.getBoundingClientRect().top + scrollY - 90)")
    before = top_of(mark)
    switch(page, reader)
    reads_as(page, reader.lower())
    assert abs(top_of(mark) - before) < 40
    switch(page, "Practitioner")
    assert abs(top_of(mark) - before) < 40


@pytest.mark.parametrize("path", ["/evidence", "/safety", "/?point=BL23"])
def test_the_switch_by_keyboard_loses_no_place_either(page, address, path):
    page.goto(address + path)
    page.wait_for_load_state("networkidle")
    page.mouse.click(*middle(page.locator("header label", has_text="Student")))
    mark = page.locator("main :is(h2, h3)").nth(3)
    mark.evaluate("mark => scrollTo(0, mark.getBoundingClientRect().top + scrollY - 120)")
    before = top_of(mark)
    for key, reader in (("ArrowLeft", "practitioner"), ("ArrowRight", "student"), ("ArrowLeft", "practitioner")):
        page.keyboard.press(key)
        reads_as(page, reader)
        assert abs(top_of(mark) - before) < 40


@pytest.mark.parametrize("path", ["/?point=BL23", "/evidence", "/safety"])
def test_links_lead_on_for_the_same_reader(page, address, path):
    page.goto(address + path)
    switch(page, "Patient")
    page.get_by_role("navigation", name="Pages").get_by_role("link", name="About").click()
    expect(page).to_have_url(f"{address}/about?as=patient")
    reads_as(page, "patient")
    switch(page, "Practitioner")
    page.get_by_role("navigation", name="Pages").get_by_role("link", name="Safety").click()
    expect(page).to_have_url(f"{address}/safety")


def test_links_of_figures_lead_on_for_the_same_reader(page, address):
    page.goto(address + "/evidence")
    switch(page, "Student")
    link = page.locator("#points svg a").first
    link.dispatch_event("pointerdown")
    expect(link).to_have_attribute("href", re.compile(r"^/\?.*\bas=student\b"))


def test_files_to_take_away_are_the_same_for_everybody(page, address):
    page.goto(address + "/about?as=patient")
    link = page.get_by_role("link", name="BibTeX").first
    link.dispatch_event("pointerdown")
    expect(link).to_have_attribute("href", "/take/sources.bib")


def test_the_live_analysis_keeps_the_reader(page, address):
    page.goto(address + "/evidence?as=student")
    with page.expect_response("**/evidence/analysis*"):
        page.locator("[data-analysis] label", has_text="Usual care").click()
    expect(page).to_have_url(re.compile("comparison=vs_usual_care.*as=student"))
    reads_as(page, "student")
    switch(page, "Patient")
    page.go_back()
    expect(page).to_have_url(f"{address}/evidence?as=student")
    reads_as(page, "student")


def test_a_patient_meets_names_before_codes(page, address):
    ready(page, address, "?as=patient")
    box = page.get_by_role("combobox")
    box.fill("BL23")
    expect(page.get_by_role("option").first).to_have_text(re.compile("^Shènshù"), use_inner_text=True)
    page.keyboard.press("Enter")
    expect(title(page)).to_have_text(re.compile(r"^Shènshù \(BL23\)"), use_inner_text=True)
    expect(page).to_have_title("Shènshù (BL23) · Backmap")
    page.locator("#point-list a[data-code=BL23]").scroll_into_view_if_needed()
    expect(page.locator("#point-list a[data-code=BL23]")).to_have_text(
        re.compile(r"^Shènshù 肾俞 \(BL23\)"), use_inner_text=True
    )
    switch(page, "Student")
    expect(title(page)).to_have_text(re.compile(r"^BL23 Shènshù"), use_inner_text=True)
    expect(page).to_have_title("BL23 Shènshù · Backmap")


def test_a_comparison_is_renamed_with_its_reader(page, address):
    ready(page, address, "?compare=BL13,BL23")
    heading = page.locator("#compare h2")
    expect(heading).to_have_text("Comparing BL13, BL23")
    switch(page, "Patient")
    expect(heading).to_have_text("Comparing Fèishù (BL13), Shènshù (BL23)")
    expect(page.locator("#compare article")).to_have_count(2)


def test_the_bar_of_a_phone_names_the_point_for_its_reader(page, address):
    page.set_viewport_size({"width": 390, "height": 844})
    ready(page, address, "?point=BL23")
    expect(page.locator("#peek b")).to_have_text("BL23 Shènshù")
    switch(page, "Patient")
    expect(page.locator("#peek b")).to_have_text("Shènshù (BL23)")


def test_enter_on_the_switch_leaves_the_page_where_it_is(page, address):
    ready(page, address, "?point=BL23&as=patient")
    page.locator("input[name=as]:checked").press("Enter")
    reads_as(page, "patient")
    expect(page).to_have_url(f"{address}/?point=BL23&as=patient")


def test_a_search_that_is_chosen_keeps_the_reader(page, address):
    ready(page, address, "?as=student")
    search_for(page, "BL40")
    expect(page).to_have_url(re.compile(r"/\?as=student&(view=[a-z-]+&)?point=BL40$"))


@pytest.mark.parametrize("path", PAGES)
def test_the_switch_works_without_scripts(browser, address, path):
    context = browser.new_context(java_script_enabled=False)
    page = context.new_page()
    page.goto(address + path)
    page.get_by_role("radio", name="Patient", exact=True).check()
    page.get_by_role("button", name="Show", exact=True).first.click()
    reads_as(page, "patient")
    for field in path.partition("?")[2].split("&"):
        assert field in page.url
    page.get_by_role("navigation", name="Pages").get_by_role("link", name="Safety").click()
    reads_as(page, "patient")
    context.close()


@pytest.mark.parametrize("width", [390, 768, 1024, 1440])
@pytest.mark.parametrize("path", ["/?point=BL23", "/evidence"])
def test_the_header_holds_all_without_crowding(page, address, width, path):
    page.set_viewport_size({"width": width, "height": 844})
    page.goto(address + path)
    header = page.locator("header.site")
    least = header.bounding_box()["height"]
    assert least <= (150 if width < 761 else 100)
    boxes = [part.bounding_box() for part in header.locator("nav a, .segments label, .icon-button, .brand").all()]
    for box in boxes:
        assert box["x"] >= 0
        assert box["x"] + box["width"] <= width
    for one, other in ((a, b) for i, a in enumerate(boxes) for b in boxes[i + 1 :]):
        apart_x = one["x"] + one["width"] <= other["x"] + 1 or other["x"] + other["width"] <= one["x"] + 1
        apart_y = one["y"] + one["height"] <= other["y"] + 1 or other["y"] + other["height"] <= one["y"] + 1
        assert apart_x or apart_y
    # The switch does not move when it is used.
    places = {}
    for reader in READERS:
        switch(page, reader.capitalize())
        places[reader] = header.locator("[data-field=as]").bounding_box()
    assert len({tuple(place.values()) for place in places.values()}) == 1


def test_the_header_leads_on_for_the_question_of_now(page, address):
    page.goto(address + "/?question=acute")
    page.get_by_role("radio", name="Upper back and neck", exact=True).check()
    page.locator("header nav").get_by_role("link", name="Evidence").click()
    expect(page).to_have_url(re.compile(r"/evidence\?question=upper$"))
    page.locator("header nav").get_by_role("link", name="Outcomes").click()
    expect(page).to_have_url(re.compile(r"/outcomes\?question=upper$"))
    page.locator("header nav").get_by_role("link", name="Safety").click()
    expect(page).to_have_url(re.compile(r"/safety$"))
