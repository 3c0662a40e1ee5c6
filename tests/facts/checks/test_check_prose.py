import pytest

from dashboard.facts.checks.prose import numbers_in


@pytest.mark.parametrize(
    ("text", "numbers"),
    [
        ("Between 0.5 and 0.8 cun.", (0.5, 0.8)),
        ("5,407,378 treatments", (5407378.0,)),
        ("a 10-16 range", (10.0, 16.0)),
        ("baseline 64.8 (SD 14.0) of 100", (64.8, 14.0, 100.0)),
        ("d = -0.65", (0.65,)),
        ("P<0.05", (0.05,)),
        ("22% at 1.5, 2.0 and 2.5 cm", (22.0, 1.5, 2.0, 2.5)),
        ("Read in 2019.", (2019.0,)),
        ("a 2.5-inch needle", (2.5,)),
        ("BL23, L4 and C7 to T12", ()),
        ("EX-B2 and SF-12 and NG59", ()),
        ("the 12th rib", ()),
        ("two of three", ()),
        ("", ()),
    ],
)
def test_numbers_but_not_names(text, numbers):
    assert numbers_in(text) == numbers
