import json
import re
import shutil

import pytest

from dashboard import create_app, ids
from dashboard.server import THEME_SCRIPT, Release, security_headers, shelf
from dashboard.settings import Settings
from dashboard.shelf import IMMUTABLE

PAGES = ["/", "/?point=BL23", "/safety", "/about"]


@pytest.mark.parametrize(
    "path", [*PAGES, "/healthz", "/robots.txt", "/favicon.ico", "/_dash-layout", "/_dash-dependencies", "/nowhere"]
)
def test_every_answer_carries_the_security_headers(client, path):
    headers = client.get(path).headers
    for name, value in security_headers():
        assert headers[name] == value


def test_the_policy_allows_no_other_host_and_no_inline_code_but_the_theme():
    policy = dict(security_headers())["Content-Security-Policy"]
    assert "http" not in policy.replace("https://", "http")
    script = re.search(r"script-src ([^;]+)", policy)[1]
    assert "unsafe" not in script
    assert script.count("sha256-") == 1


@pytest.mark.parametrize("path", PAGES)
def test_a_page_has_no_other_inline_script(client, path):
    page = client.get(path).get_data(as_text=True)
    outside_template = re.sub(r"<template.*?</template>", "", page, flags=re.DOTALL)
    inline = re.findall(
        r"<script(?![^>]*(?:src=|application/json))[^>]*>(.*?)</script>", outside_template, flags=re.DOTALL
    )
    assert inline == [THEME_SCRIPT]


@pytest.mark.parametrize("path", ["/about?utm_source=x", "/safety?x", "/robots.txt?x", "/?utm_source=x"])
def test_a_query_that_means_nothing_does_no_harm(client, path):
    assert client.get(path).status_code == 200


@pytest.mark.parametrize("path", PAGES)
def test_every_page_is_compressed_and_revalidated(client, path):
    response = client.get(path, headers={"Accept-Encoding": "br"})
    assert response.headers["Content-Encoding"] == "br"
    assert response.headers["Cache-Control"] == "no-cache"


def test_equal_views_share_one_document(client):
    tags = {
        client.get(path).headers["ETag"] for path in ("/?point=BL23", "/?point=bl23", "/?point=BL23&as=practitioner")
    }
    assert len(tags) == 1


@pytest.mark.parametrize(
    "path",
    [
        "/_dash-component-suites/dash/nothing.js",
        "/_dash-component-suites/nobody/x.js",
        "/_dash-component-suites/../app.py",
    ],
)
def test_an_invented_file_of_dash_is_not_found(client, path):
    assert client.get(path).status_code == 404


def test_invented_versions_of_dashs_files_are_not_kept(app, client):
    kept = len(shelf(app)._items)
    for number in range(5):
        client.get(f"/_dash-component-suites/dash/html/dash_html_components.v{number}m1.min.js")
    assert len(shelf(app)._items) == kept


def test_everything_on_the_shelf_can_be_made(app):
    for path, later in shelf(app)._later.items():
        assert later.item().body, path


@pytest.mark.parametrize("path", PAGES)
def test_pages_are_found(client, path):
    response = client.get(path)
    assert response.status_code == 200
    assert response.content_type.startswith("text/html")


@pytest.mark.parametrize(
    "path", ["/nowhere", "/assets/../app.py", "/data/points/points.csv", "/static/old/backmap.js", "/explain.php"]
)
def test_a_wrong_address_is_not_found_and_names_the_pages(client, path):
    response = client.get(path)
    assert response.status_code == 404
    assert 'href="/safety"' in response.get_data(as_text=True)


def test_the_page_and_its_static_files_agree(client):
    page = client.get("/").get_data(as_text=True)
    addresses = set(re.findall(r'(?:href|src)="(/static/[^"]+)"', page))
    assert addresses
    for address in addresses:
        response = client.get(address)
        assert response.status_code == 200, address
        assert response.headers["Cache-Control"] == IMMUTABLE


def test_a_deep_link_has_its_panel_and_title_before_any_script(client):
    page = client.get("/?point=BL23&question=acute").get_data(as_text=True)
    assert "<title>BL23 Shènshù" in page
    assert "acute low back pain" in page


@pytest.mark.parametrize(
    "search", ["?point=%00", "?point=%ff%fe", "?" + "a=b&" * 3000, "?point=BL23&point=GB21", "?question[]=x", "?=&=&"]
)
def test_hostile_addresses_get_a_page(client, search):
    assert client.get("/" + search).status_code == 200


def test_a_hostile_address_is_escaped(client):
    page = client.get("/?point=</script><script>alert(1)</script>").get_data(as_text=True)
    assert "<script>alert(1)" not in page


def test_health(client):
    assert client.get("/healthz").status_code == 200


def test_no_other_method_reaches_a_page(client):
    assert client.post("/").status_code == 405
    assert client.delete("/about").status_code in (404, 405)


def test_the_release_changes_with_any_byte_and_any_place(tmp_path):
    shutil.copytree(Settings().data, tmp_path / "data")
    copy = Settings(data=tmp_path / "data")
    versions = [Release.of(copy).version, Release.of(copy).version]
    table = tmp_path / "data" / "points" / "points.csv"
    table.write_bytes(table.read_bytes() + b"\n")
    versions.append(Release.of(copy).version)
    table.rename(tmp_path / "data" / "evidence" / "points.csv")
    versions.append(Release.of(copy).version)
    assert versions[0] == versions[1]
    assert len(set(versions)) == 3


def test_each_call_makes_a_fresh_app(app, facts):
    other = create_app(Settings(), facts)
    assert other is not app
    assert shelf(other) is not shelf(app)


def components(layout):
    return {part.id for part in layout._traverse() if getattr(part, "id", None)}


def test_ids_page_and_callbacks_agree(app, client):
    known = {value for name, value in vars(ids).items() if name.isupper()}
    dash_ids = components(app.layout)
    used = {
        part["id"]
        for callback in client.get("/_dash-dependencies").json
        for part in callback["inputs"] + callback["state"]
    }
    used |= {callback["output"].rsplit(".", 1)[0] for callback in client.get("/_dash-dependencies").json}
    assert used <= dash_ids <= known
    page = client.get("/").get_data(as_text=True)
    for name in known - dash_ids:
        assert f'id="{name}"' in page, name


def test_scripts_look_up_known_ids_only():
    scripts = Release.of(Settings()).scripts
    looked_up = set(re.findall(r"(?:byId|getElementById)\(\"([\w-]+)\"\)", scripts))
    assert looked_up
    assert looked_up <= {value for name, value in vars(ids).items() if name.isupper()} | {"main"}


def test_no_id_stands_twice(client):
    for path in PAGES:
        found = re.findall(r'\sid="([^"]+)"', client.get(path).get_data(as_text=True))
        assert sorted(found) == sorted(set(found))


def test_every_point_has_its_fragments_for_every_question(client, facts):
    root = re.search(r'"root":"([^"]+)"', client.get("/").get_data(as_text=True))[1]
    points = client.get(f"{root}/facts/points.json").json["points"]
    assert list(points) == list(facts.points)
    for question in ("acute", "chronic", "upper"):
        found = client.get(f"{root}/facts/{question}.json").json
        assert list(found["points"]) == list(facts.points)
        for part in found["points"].values():
            assert {study for study, _ in part["trials"]} <= found["trials"].keys()


def test_json_for_the_browser_cannot_close_its_element(client):
    page = client.get("/").get_data(as_text=True)
    config = re.search(r'<script type="application/json" id="config">(.*?)</script>', page, flags=re.DOTALL)[1]
    assert "<" not in config
    assert json.loads(config)["codes"]


@pytest.mark.parametrize(
    ("search", "picture"),
    [
        ("", "female-back"),
        ("?point=BL23&body=male", "male-back"),
        ("?point=LR3", "female-foot"),
        ("?point=LR3&view=front", "female-front"),
    ],
)
def test_the_picture_that_will_be_shown_is_asked_for_first(client, search, picture):
    preloads = re.findall(
        r'<link rel="preload"[^>]*href="[^"]*/body/([^"]+)"', client.get("/" + search).get_data(as_text=True)
    )
    assert len(preloads) == 2
    assert all(name.startswith(picture) for name in preloads)
