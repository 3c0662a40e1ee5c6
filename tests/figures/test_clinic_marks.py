from hypothesis import given
from hypothesis import strategies as st

from dashboard.figures.clinic_marks import box, broken, words_at
from dashboard.figures.forest_text import breadth, fitted
from dashboard.figures.svg import label, tag

PLACES = st.floats(-2000, 2000)


@given(PLACES, PLACES, PLACES, PLACES)
def test_a_box_is_written_as_any_element_is(x, y, width, height):
    assert box(x, y, width, height, 'class="bar-better"') == tag(
        "rect", x=x, y=y, width=width, height=height, class_="bar-better"
    )


@given(st.text(), PLACES, PLACES, st.sampled_from(["", "end", "middle"]))
def test_words_are_written_as_any_label_is(words, x, y, anchor):
    assert words_at(words, x, y, "course-tick", anchor) == label(words, x, y, "course-tick", anchor or None)


@given(*[st.integers(0, 10**8)] * 4)
def test_words_break_as_they_do_in_any_figure(better, lost, same, started):
    words = f"{better:,} better, {lost:,} lost, {same:,} not better; so {better:,} to {better + lost:,} of {started:,}"
    widths = (760.0, 350.0, 90.0)
    assert broken(words, widths, 14.0) == [fitted(words, width, 14.0, most=99) for width in widths]


def test_all_digits_are_equally_broad():
    assert len({breadth(digit, 14.0) for digit in "0123456789"}) == 1
