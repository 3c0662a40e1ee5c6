"""The service worker's file: one for each release, at the root, asked for anew, and held to a list of pages."""

import json
import re
from dataclasses import replace

from dashboard.pages.offline import PAGES, worker
from dashboard.server import security_headers


def given(script):
    return json.loads(re.match(r"const release = (\{.*?\});\n", script)[1])


def test_the_worker_stands_at_the_root_and_is_asked_for_anew(client):
    answer = client.get("/sw.js")
    assert answer.status_code == 200
    assert answer.content_type == "text/javascript; charset=utf-8"
    # A worker that were kept would trap its readers in an old version.
    assert answer.headers["Cache-Control"] == "no-cache"
    page = client.get("/about").get_data(as_text=True)
    root = given(answer.get_data(as_text=True))["root"]
    assert f"{root}/backmap.js" in page


def test_the_policy_allows_a_worker_of_this_site_only():
    assert "worker-src 'self'" in dict(security_headers())["Content-Security-Policy"].split("; ")


def test_every_release_has_its_own_worker(release):
    other = replace(release, version="another")
    assert worker(release) != worker(other)
    assert given(worker(other)) == {"version": "another", "root": "/static/another", "pages": list(PAGES)}


def test_the_first_files_of_a_worker_exist(client):
    script = client.get("/sw.js").get_data(as_text=True)
    names = re.search(r"const FIRST = \[(.*?)\]", script)[1]
    for name in re.findall(r'"([^"]+)"', names):
        assert client.get(f"{given(script)['root']}/{name}").status_code == 200


def test_no_file_to_take_away_is_on_its_list():
    assert not any(page.startswith(("/take", "/explain.pdf", "/outcomes")) for page in PAGES)
