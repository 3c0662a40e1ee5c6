import html
import re

from bench.floor import page, root_of

POSITIONS = {
    "width": 1200,
    "height": 1600,
    "points": [
        {"code": "BL23", "side": "left", "x": 10.5, "y": 20, "visible": True},
        {"code": "BL23", "side": "right", "x": 30, "y": 20, "visible": True},
        {"code": "ST36", "side": "left", "x": 1, "y": 2, "visible": False},
        {"code": 'odd"<code', "side": "mid", "x": 1, "y": 2, "visible": True},
    ],
}


def test_the_page_has_every_visible_point_at_its_place_and_no_other():
    found = re.findall(r'data-code="([^"]+)".*?translate\(([\d.]+) ([\d.]+)\)', page(POSITIONS))
    assert [(html.unescape(code), float(x), float(y)) for code, x, y in found] == [
        (point["code"], point["x"], point["y"]) for point in POSITIONS["points"] if point["visible"]
    ]


def test_one_point_can_be_reached_by_tab_and_the_picture_keeps_its_size():
    text = page(POSITIONS)
    assert text.count('tabindex="0"') == 1
    assert 'viewBox="0 0 1200 1600"' in text


def test_the_root_is_read_from_the_first_page():
    assert root_of('<script>{"root":"/static/abc","codes":[]}</script>') == "/static/abc"
