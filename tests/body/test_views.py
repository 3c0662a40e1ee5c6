import pytest

from dashboard.body.bodies import PARTS
from dashboard.body.pose import POSES
from dashboard.body.views import VIEWS

# The names are public: they stand in addresses.
NAMES = (
    "back", "back-whole", "front", "side", "head", "hand-back", "hand-palm", "foot-top", "foot-inner", "foot-outer",
)  # fmt: skip


def test_the_views_have_their_public_names_and_order():
    assert tuple(VIEWS) == NAMES


@pytest.mark.parametrize("view", VIEWS.values(), ids=VIEWS)
def test_each_view_is_sound(view):
    assert view.pose in POSES
    assert set(view.drawn) <= set(PARTS)
    assert set(view.around) & set(view.drawn), "a view frames something it draws"
    assert set(view.fades) <= {"left", "right", "top", "bottom"}
    assert all(0 <= margin < 0.2 for margin in view.margins)
    assert 600 <= view.size <= 1600
    assert -90 < view.pitch < 90


@pytest.mark.parametrize("view", VIEWS.values(), ids=VIEWS)
def test_limbs_that_are_cut_fade(view):
    cut = {"hand": {"arm-left"}, "foot": {"leg-left"}}.get(view.name.split("-")[0], set())
    assert cut <= set(view.drawn)
    assert not cut or view.fades == ("top",)
