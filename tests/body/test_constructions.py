import numpy as np
import pytest

from dashboard.body.constructions import ARC_SHARES, DERIVED, Tape, arc_shares, construct, spinous_heights
from dashboard.facts.anatomy import LANDMARKS, SPINE

STRAIGHT = Tape(np.linspace(150, 80, 200), np.linspace(0, 70, 200))


def test_the_measured_levels_keep_their_published_share_of_the_arc():
    shares = arc_shares()
    assert {level: shares[level] for level in ARC_SHARES} == pytest.approx(dict(ARC_SHARES))


def test_levels_follow_one_another_down_the_back():
    shares = list(arc_shares().values())
    assert shares == sorted(shares)
    assert min(np.diff(shares)) > 0.03


def test_on_a_straight_back_a_share_of_the_arc_is_a_share_of_the_height():
    heights = spinous_heights(STRAIGHT, np.array([145.0]), np.array([95.0]))
    assert heights["C7"][0] == pytest.approx(145)
    assert heights["T7"][0] == pytest.approx(145 - 0.39 * 50)
    assert heights["S2"][0] == pytest.approx(95)


def test_draws_are_independent():
    both = spinous_heights(STRAIGHT, np.array([145.0, 140.0]), np.array([95.0, 97.0]))
    alone = spinous_heights(STRAIGHT, np.array([140.0]), np.array([97.0]))
    assert both["L2"][1] == pytest.approx(alone["L2"][0])


@pytest.fixture
def made():
    anchors = {
        "SP_C7": [0, 145.0, -3],
        "PSIS": [3, 97.0, -6],
        "scapula_border": [6.6, 134, -8],
        "acromion": [20, 140, 1],
        "inion_hollow": [0, 155, -2],
    }
    return construct({name: np.array([place], float) for name, place in anchors.items()}, STRAIGHT, 173.4)


def test_every_derived_landmark_is_made_and_known(made):
    assert set(made) == set(DERIVED)
    assert set(DERIVED) < set(LANDMARKS)
    assert all(parent in LANDMARKS for derived in DERIVED.values() for parent in derived.parents)


@pytest.mark.parametrize(
    ("name", "x", "y"),
    [
        ("foramen_S2", 1.49, 96.0),
        ("foramen_S1", 1.7, 98.2),
        ("foramen_S4", 1.1, 92.1),
        ("sacral_hiatus", 0, 92.1),
        ("posterior_hairline", 0, 152.5),
    ],
)
def test_places_that_follow_by_simple_sums(made, name, x, y):
    assert made[name][0, :2] == pytest.approx([x, y])


def test_the_shoulder_blade_follows_its_levels(made):
    assert made["scapula_root"][0, 1] == pytest.approx(made["SP_T3"][0, 1])
    assert made["scapula_tip"][0, 1] == pytest.approx(made["SP_T7"][0, 1])
    assert made["scapula_tip"][0, 0] > made["scapula_root"][0, 0] == 6.6
    middle = (made["scapula_root"][0] + [20, 140, 1]) / 2
    assert made["scapula_spine_mid"][0] == pytest.approx(middle - [0, 1, 0])


def test_levels_run_in_the_order_of_the_spine(made):
    heights = [made[f"SP_{level}"][0, 1] for level in SPINE[1:]]
    assert heights == sorted(heights, reverse=True)
