import pytest
from jinja2 import UndefinedError

from dashboard.facts.vocabulary import STATUSES
from dashboard.pages.documents import NAVIGATION, STATUS_WORDS, capital, number, plural
from tests.pages.markup import text


@pytest.mark.parametrize(
    ("value", "written"),
    [
        (None, "not reported"),
        (0, "0"),
        (0.0, "0"),
        (1.5, "1.5"),
        (2.0, "2"),
        (-28.7, "-28.7"),
        (0.0872, "0.0872"),
        (0.1 + 0.2, "0.3"),
        (1 / 3, "0.3333"),
        (140, "140"),
        (229230, "229,230"),
        (5407378, "5,407,378"),
        (1234.5, "1,234.5"),
    ],
)
def test_number(value, written):
    assert number(value) == written


@pytest.mark.parametrize(
    ("count", "words", "written"),
    [
        (0, ("trial",), "0 trials"),
        (1, ("trial",), "1 trial"),
        (2, ("trial",), "2 trials"),
        (1, ("study", "studies"), "1 study"),
        (3, ("study", "studies"), "3 studies"),
        (1234, ("case",), "1,234 cases"),
    ],
)
def test_plural(count, words, written):
    assert plural(count, *words) == written


@pytest.mark.parametrize(
    ("text", "written"),
    [("", ""), ("a", "A"), ("lung of BL13", "Lung of BL13"), ("WHO says", "WHO says"), ("1 in 11", "1 in 11")],
)
def test_capital_leaves_the_rest_as_it_is(text, written):
    assert capital(text) == written


def test_every_status_has_words_for_readers():
    assert set(STATUS_WORDS) == set(STATUSES)


def test_a_name_that_a_template_misses_is_an_error(documents):
    with pytest.raises(UndefinedError, match="words"):
        documents.render("error.html", here="", heading="Oh")


def test_what_a_template_is_given_is_escaped(documents):
    page = documents.render("error.html", here="", heading="<b>Oh</b>", words="a & b")
    assert "&lt;b&gt;Oh&lt;/b&gt;" in page
    assert "<b>Oh" not in page
    assert "a &amp; b" in page


@pytest.mark.parametrize("here", [address for address, _ in NAVIGATION])
def test_the_navigation_says_where_the_reader_is(documents, here):
    page = documents.render("error.html", here=here, heading="Oh", words="No")
    assert page.count('aria-current="page"') == 1
    assert f'href="{here}" aria-current="page"' in page


def test_every_page_says_what_it_is_not(documents):
    page = text(documents.render("error.html", here="", heading="Oh", words="No"))
    assert "It does not replace a licensed practitioner" in page
    assert "No fact here has been reviewed by a clinician yet" in page


def test_the_address_of_a_source_is_its_best_or_none(documents, facts):
    address = documents.environment.globals["source_url"]
    assert address("witt2009") == f"https://doi.org/{facts.sources['witt2009'].doi}"
    assert address("nobody") == ""
