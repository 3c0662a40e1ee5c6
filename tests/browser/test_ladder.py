"""From a point to what guidelines say: the ladder in the panel and where its steps lead."""

import re

import pytest
from playwright.sync_api import expect

from tests.browser.steps import ready

RULE = "Trials test a whole prescription, never one point"


def ladder(page):
    return page.get_by_role("group", name="From this point to what guidelines say")


def test_each_analysis_of_a_point_opens_with_its_trials_marked(quiet_page, address):
    page = quiet_page
    ready(page, address, "?point=GB21&question=upper")
    expect(ladder(page)).to_contain_text(RULE)
    steps = ladder(page).locator("li li")
    found = [
        (step.locator("a").get_attribute("href"), step.locator("mark").all_text_contents(), step.text_content())
        for step in steps.all()
    ]
    assert found
    for href, names, said in found:
        page.goto(address + href)
        assert re.search("question=upper.*point=GB21.*#analysis$", page.url)
        analysis = page.locator("#analysis")
        rows = analysis.locator("#forest-wide .forest-row")
        marked = rows.filter(has_text="◆")
        expect(marked).to_have_count(len(names))
        shown = " ".join(" ".join(marked.all_text_contents()).split())
        assert all(name.split()[0] in shown for name in names), (names, shown)
        here, of = re.search(r": (\d+) of (\d+) trials? needled it", said).groups()
        assert (int(here), int(of)) == (len(names), rows.count())
        expect(analysis).to_contain_text(f"{here} of {of} trial")
        expect(analysis).to_contain_text("no figure belongs to the point alone")
        assert said.startswith(analysis.locator("h3").first.text_content())


def test_a_step_is_taken_by_mouse_and_the_way_back_leads_to_the_point(quiet_page, address):
    page = quiet_page
    ready(page, address, "?point=GB21&question=upper")
    ladder(page).locator("li li a").first.click()
    expect(page.locator("#analysis .forest-row").first).to_be_attached()
    expect(page.locator("#analysis h2")).to_be_in_viewport()
    page.locator("#analysis .notice a").first.click()
    expect(page.locator("#panel-title")).to_contain_text("GB21")
    assert "question=upper" in page.url


@pytest.mark.parametrize(("name", "part"), [("Reviews", "reviews"), ("Guidelines", "guidelines")])
def test_the_upper_steps_open_their_part_of_the_question(quiet_page, address, name, part):
    page = quiet_page
    ready(page, address, "?point=SI3&question=acute")
    rung = ladder(page).locator("ol > li").filter(has=page.locator("b", has_text=re.compile(f"^{name}$")))
    words = rung.locator("a").text_content()
    rung.locator("a").click()
    expect(page.locator("h1")).to_contain_text("acute low back pain")
    assert page.url.endswith(f"#{part}")
    expect(page.locator(f"#{part} h2")).to_be_in_viewport()
    if part == "guidelines":
        expect(page.locator(f"#{part}")).to_contain_text(words)


def test_the_ladder_follows_the_question(quiet_page, address):
    page = quiet_page
    ready(page, address, "?point=BL23")
    before = ladder(page).text_content()
    page.get_by_role("radio", name="Acute low back").check()
    expect(ladder(page)).not_to_have_text(before)
    expect(ladder(page).locator("ol > li")).to_have_count(5)
    for link in ladder(page).locator("a").all():
        assert "question=acute" in link.get_attribute("href")


def test_a_patient_reads_the_rule_and_not_the_ladder(quiet_page, address):
    page = quiet_page
    ready(page, address, "?point=BL23&as=patient")
    expect(page.locator("#panel .plain-rule")).to_be_visible()
    expect(page.locator("#panel .plain-rule")).to_contain_text(RULE)
    expect(page.locator("#panel .ladder")).to_be_hidden()
    ready(page, address, "?point=BL23&as=student")
    expect(page.locator("#panel .ladder")).to_be_visible()
    expect(page.locator("#panel .plain-rule")).to_be_hidden()


def test_the_rule_stands_once_for_every_reader_of_every_question(quiet_page, address):
    page = quiet_page
    ready(page, address, "?point=ST36")
    for question in ("Chronic low back", "Acute low back", "Upper back and neck"):
        page.get_by_role("radio", name=question).check()
        expect(page.locator("#panel").get_by_text(RULE).filter(visible=True)).to_have_count(1)
