"""What is laid over the body: layers, and labels that hide no point."""

import re

import pytest
from playwright.sync_api import expect

from dashboard.state import VIEWS
from tests.browser.steps import dot, middle, ready

# Aims at every point in turn; names the points whose label hides the middle of another one within reach.
HIDDEN = """reach => backmap.dots.all.flatMap(aimed => {
    backmap.emit("aim", aimed);
    const area = document.getElementById("hover-label").getBoundingClientRect();
    const middle = d => {
        const { x, y, width, height } = d.node.querySelector(".mark").getBoundingClientRect();
        return [x + width / 2, y + height / 2];
    };
    const [atX, atY] = middle(aimed);
    const covered = backmap.dots.all.filter(other => {
        const [x, y] = middle(other);
        const inside = x > area.left && x < area.right && y > area.top && y < area.bottom;
        return inside && other !== aimed && Math.hypot(x - atX, y - atY) < reach;
    });
    const stage = document.getElementById("stage").getBoundingClientRect();
    const across = area.left < stage.left || area.right > stage.right;
    const cut = across || area.top < stage.top || area.bottom > stage.bottom;
    return [...covered.map(other => `${aimed.code} hides ${other.code}`), ...(cut ? [`${aimed.code} is cut off`] : [])];
})"""


# On a phone the body fills the stage: there no neighbour is hidden, but a point far from the aim may be.
@pytest.mark.parametrize(("wide", "high", "reach"), [(1280, 720, 5000), (390, 844, 44)])
def test_a_label_hides_no_other_point_in_any_view(quiet_page, address, wide, high, reach):
    quiet_page.set_viewport_size({"width": wide, "height": high})
    ready(quiet_page, address)
    found = {}
    for view in VIEWS:
        quiet_page.evaluate("view => backmap.view.set({view})", view)
        expect(quiet_page.locator("#map image")).to_have_attribute("href", re.compile(f"female-{view}-light"))
        found[view] = quiet_page.evaluate(HIDDEN, reach)
    assert {view: rows for view, rows in found.items() if rows} == {}


def test_a_label_says_what_is_aimed_at(quiet_page, address):
    ready(quiet_page, address)
    for code in ("BL23", "EX-B2_L", "BL31"):
        quiet_page.mouse.move(*middle(dot(quiet_page, code).locator(".mark")))
        expect(quiet_page.locator("#hover-label")).to_contain_text(code)


def test_layers_are_drawn_and_taken_away(quiet_page, address):
    ready(quiet_page, address, "?layers=levels,landmarks,cun,channels,trials,halo,zones")
    for name in ("levels", "landmarks", "cun", "channels", "zones"):
        assert quiet_page.locator(f"#map .layer-{name} > *").count() > 0
    quiet_page.get_by_text("Layers", exact=True).click()
    quiet_page.get_by_role("checkbox", name=re.compile("^Zones of care")).uncheck()
    expect(quiet_page.locator("#map .layer-zones")).to_have_count(0)
