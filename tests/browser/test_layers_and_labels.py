"""What is laid over the body: layers, and labels that hide no point."""

import re

import pytest
from playwright.sync_api import expect

from dashboard.state import VIEWS
from tests.browser.steps import dot, middle, ready

# Aims at every point in turn; gives the points whose label hides the middle of another one.
HIDDEN = """() => backmap.dots.all.flatMap(aimed => {
    backmap.emit("aim", aimed);
    const area = document.getElementById("hover-label").getBoundingClientRect();
    const covered = backmap.dots.all.filter(other => {
        const mark = other.node.querySelector(".mark").getBoundingClientRect();
        const [x, y] = [mark.x + mark.width / 2, mark.y + mark.height / 2];
        return other !== aimed && x > area.left && x < area.right && y > area.top && y < area.bottom;
    });
    const stage = document.getElementById("stage").getBoundingClientRect();
    const outside = area.left < stage.left || area.right > stage.right || area.top < stage.top || area.bottom > stage.bottom;
    return covered.map(other => `${aimed.code} hides ${other.code}`).concat(outside ? [`${aimed.code} is cut off`] : []);
})"""


@pytest.mark.parametrize("size", [(1280, 720), (390, 844)], ids=lambda s: f"{s[0]}x{s[1]}")
def test_a_label_hides_no_other_point_in_any_view(quiet_page, address, size):
    quiet_page.set_viewport_size({"width": size[0], "height": size[1]})
    ready(quiet_page, address)
    found = {}
    for view in VIEWS:
        quiet_page.evaluate("view => backmap.view.set({view})", view)
        expect(quiet_page.locator("#map image")).to_have_attribute("href", re.compile(f"female-{view}-light"))
        found[view] = quiet_page.evaluate(HIDDEN)
    assert {view: rows for view, rows in found.items() if rows} == {}


def test_a_label_says_what_is_aimed_at(quiet_page, address):
    ready(quiet_page, address)
    for code in ("BL23", "EX-B2", "BL31"):
        quiet_page.mouse.move(*middle(dot(quiet_page, code).locator(".mark")))
        expect(quiet_page.locator("#hover-label")).to_contain_text(code)


def test_layers_are_drawn_and_taken_away(quiet_page, address):
    ready(quiet_page, address, "?layers=levels,landmarks,cun,channels,trials,halo,zones")
    for name in ("levels", "landmarks", "cun", "channels", "zones"):
        assert quiet_page.locator(f"#map .layer-{name} > *").count() > 0
    quiet_page.get_by_text("Layers", exact=True).click()
    quiet_page.get_by_role("checkbox", name=re.compile("^Zones of care")).uncheck()
    expect(quiet_page.locator("#map .layer-zones")).to_have_count(0)
