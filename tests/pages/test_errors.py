import pytest
from dash import html
from dash.exceptions import DependencyException, InvalidResourceError
from werkzeug.exceptions import NotFound

from dashboard.pages import errors
from dashboard.pages.documents import NAVIGATION
from dashboard.server import new_dash
from tests.pages.markup import main_of, words


@pytest.fixture
def broken(facts, release, documents):
    """An app whose pages only go wrong."""
    app = new_dash(release)
    app.layout = html.Div()  # Dash answers nothing without one
    errors.register(app, facts, release, documents)
    faults = {
        "address": NotFound(),
        "resource": InvalidResourceError("x"),
        "library": DependencyException("x"),
        "fault": ValueError("secret"),
    }

    def fail(name):
        raise faults[name]

    app.server.add_url_rule("/broken/<name>", "broken", fail)
    return app.server.test_client()


@pytest.mark.parametrize(
    ("path", "status", "heading"),
    [
        ("/broken/address", 404, "This page does not exist"),
        ("/broken/resource", 404, "This page does not exist"),
        ("/broken/library", 404, "This page does not exist"),
        ("/broken/fault", 500, "Something went wrong"),
    ],
)
def test_what_went_wrong_is_said_with_a_way_out(broken, path, status, heading):
    answer = broken.get(path)
    assert answer.status_code == status
    main = main_of(answer.get_data(as_text=True))
    assert words(main.find("./main/h1")) == heading
    assert [(link.get("href"), words(link)) for link in main.iter("a")] == list(NAVIGATION)


def test_a_fault_keeps_its_insides(broken):
    page = broken.get("/broken/fault").get_data(as_text=True)
    assert "secret" not in page
    assert "Traceback" not in page
    assert "ValueError" not in page


def test_no_page_of_the_navigation_is_marked_as_here(broken):
    assert 'aria-current="page"' not in broken.get("/broken/address").get_data(as_text=True)
