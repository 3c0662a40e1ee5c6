from types import SimpleNamespace

import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from dashboard.body import landmarks, points, uncertainty
from dashboard.body.locate import BELOW_SHARE, Ground, located
from dashboard.body.skin import Skin
from dashboard.facts.anatomy import LANDMARKS, SPINE
from dashboard.facts.rule_facts import is_paired, uses
from dashboard.facts.rules import parse_rule

RULES = points.read_rules()


@pytest.fixture(scope="module")
def frame():
    """A body of wax: the female landmarks on a smooth egg, so that no test needs the mesh package."""
    steps = 120
    turn, rise = np.meshgrid(np.linspace(0, 2 * np.pi, 2 * steps, endpoint=False), np.linspace(0, np.pi, steps))
    ring = np.stack([np.sin(rise) * np.cos(turn), np.cos(rise), np.sin(rise) * np.sin(turn)], axis=-1)
    first = np.arange(steps - 1)[:, None] * 2 * steps + np.arange(2 * steps)
    after = np.arange(steps - 1)[:, None] * 2 * steps + (np.arange(2 * steps) + 1) % (2 * steps)
    quads = np.stack([first, after, after + 2 * steps, first + 2 * steps], axis=-1).reshape(-1, 4)
    faces = np.concatenate([quads[:, [0, 1, 2]], quads[:, [0, 2, 3]]])
    vertices = ring.reshape(-1, 3) * [60, 125, 24] + [0, 80, 2]
    skin = Skin(SimpleNamespace(vertices_cm=vertices, faces=faces))
    return landmarks.frame("female", skin, landmarks.read_anchors(landmarks.PATH)["female"])


@pytest.fixture(scope="module")
def ground(frame):
    return Ground(frame.skin, frame.nominal())


def spot(ground, text):
    return located(ground, parse_rule(text)).points[0]


@settings(deadline=None, max_examples=40)  # a busy machine is no error
@given(st.sampled_from([level for level in SPINE if level not in ("S1", "S2")]), st.floats(0.25, 3))
def test_twice_the_cun_is_twice_the_distance(ground, level, cun):
    near, far = (spot(ground, f"below({level}) lateral({number:.4f})") for number in (cun, 2 * round(cun, 4)))
    assert far[0] == pytest.approx(2 * near[0], rel=1e-3)
    assert far[1] == pytest.approx(near[1])


@pytest.mark.parametrize("level", [level for level in SPINE if level not in ("S1", "S2")])
def test_a_levels_points_share_the_level(ground, level):
    heights = [spot(ground, f"below({level}) lateral({cun})")[1] for cun in (0.5, 1.5, 3)]
    assert heights == pytest.approx([spot(ground, f"below({level})")[1]] * 3)


def test_below_is_the_stated_share_of_the_gap(ground):
    tip, following = (ground.places[name][0, 1] for name in ("SP_L2", "SP_L3"))
    assert spot(ground, "below(L2)")[1] == pytest.approx(tip + BELOW_SHARE * (following - tip))


@pytest.mark.parametrize("code", RULES)
def test_every_point_lies_on_the_skin(ground, code):
    hit = located(ground, RULES[code])
    assert ground.skin.nearest(hit.points).distances[0] <= 0.2
    assert is_paired(RULES[code]) or hit.points[0, 0] == pytest.approx(0, abs=1e-6)


@pytest.mark.parametrize("moved", ["acromion", "popliteal", "SP_L2", "scapula_border", "malleolus_outer", "knuckle_4"])
def test_moving_a_landmark_moves_only_what_depends_on_it(ground, moved):
    shifted = dict(ground.places) | {moved: ground.places[moved] + [0.7, 1.5, 0]}
    after = Ground(ground.skin, shifted)
    changed = {
        code
        for code, rule in RULES.items()
        if np.linalg.norm(located(after, rule).points - located(ground, rule).points) > 1e-9
    }
    dependent = {code for code, rule in RULES.items() if moved in uses(rule)}
    assert changed
    assert changed <= dependent


@pytest.fixture(scope="module")
def drawn(frame):
    return uncertainty.drawn_ground(frame, draws=60)


class TestUncertainty:
    def test_the_same_seed_gives_the_same_draws(self, frame, drawn):
        again = uncertainty.drawn_ground(frame, draws=60)
        assert all(np.array_equal(again.places[name], drawn.places[name]) for name in drawn.places)
        assert np.array_equal(located(again, RULES["GB34"]).points, located(drawn, RULES["GB34"]).points)

    def test_another_seed_gives_others(self, frame, drawn):
        other = uncertainty.drawn_ground(frame, draws=60, seed=1)
        assert not np.allclose(other.places["acromion"], drawn.places["acromion"])

    def test_every_draw_of_every_landmark_is_on_the_skin(self, frame, drawn):
        for name in ("SP_T5", "acromion", "foramen_S2", "scapula_spine_mid"):
            assert frame.skin.nearest(drawn.places[name]).distances.max() <= 0.2

    def test_a_level_between_two_anchors_keeps_its_order(self, drawn):
        mean_heights = [drawn.places[f"SP_{level}"][:, 1].mean() for level in SPINE]
        assert mean_heights == sorted(mean_heights, reverse=True)

    def test_a_less_certain_landmark_makes_a_less_certain_point(self, frame):
        spreads = []
        for sd_mm in (5, 20):
            anchor = frame.anchors["popliteal"]
            anchors = dict(frame.anchors) | {
                "popliteal": landmarks.Anchor(anchor.name, anchor.place_cm, sd_mm, "", "", "")
            }
            vague = landmarks.Frame(frame.body, frame.skin, anchors, frame.tape, frame.stature_cm)
            drawn = uncertainty.drawn_ground(vague, draws=60)
            spreads.append([uncertainty.spread_mm(located(drawn, RULES[code]).points) for code in ("BL40", "GV4")])
        assert spreads[1][0] > 2 * spreads[0][0]
        assert spreads[1][1] == pytest.approx(spreads[0][1])

    def test_spread_is_the_sd_in_the_least_certain_direction(self):
        places = np.random.default_rng(3).normal(0, [0.1, 2.0, 0.5], (4000, 3))
        assert uncertainty.spread_mm(places) == pytest.approx(20, rel=0.05)


class TestTables:
    def test_writing_twice_changes_nothing(self, frame, tmp_path):
        sds = {"female": dict.fromkeys(frame.nominal(), 1.0)}
        path = tmp_path / "landmarks.csv"
        once = landmarks.table_rows([frame], sds)
        landmarks.write_table(path, once)
        again = landmarks.frame("female", frame.skin, landmarks.read_anchors(path)["female"])
        # Wax has no legs, and so no inner side to stay on.
        kept = [number for number, row in enumerate(once) if LANDMARKS[row["landmark"]].facing != "inner"]
        twice = landmarks.table_rows([again], sds)
        assert [twice[number] for number in kept] == [once[number] for number in kept]

    def test_spots_become_mirrored_rows(self, frame, ground):
        found = points.spots(frame, {code: RULES[code] for code in ("BL23", "GV4", "EX-B2_L")}, ground)
        table = points.rows("female", found)
        assert [(row["code"], row["side"]) for row in table] == [
            ("BL23", "left"),
            ("BL23", "right"),
            ("GV4", "mid"),
            ("EX-B2_L", "left"),
            ("EX-B2_L", "right"),
        ]
        left, right = table[0], table[1]
        assert float(left["x_cm"]) == -float(right["x_cm"])
        assert left["y_cm"] == right["y_cm"]
        assert points.gaps_cm(frame, found).max() <= points.MAX_GAP_CM

    def test_a_table_without_a_landmark_says_which(self, tmp_path):
        kept = [line for line in landmarks.PATH.read_text().splitlines() if not line.startswith("male,acromion")]
        path = tmp_path / "landmarks.csv"
        path.write_text("\n".join(kept))
        with pytest.raises(landmarks.LandmarkError, match="body 'male' lacks acromion"):
            landmarks.read_anchors(path)

    @pytest.mark.parametrize(
        ("row", "says"),
        [
            ("male,elbow,left,1,2,3,10,mesh,makehuman,", "landmark 'elbow' is not an anchor; anchors: SP_C7"),
            ("male,acromion,mid,1,2,3,10,mesh,makehuman,", "given on the side 'left'"),
            ("male,umbilicus,mid,1,2,3,10,mesh,makehuman,", "so x_cm is 0, not 1"),
        ],
    )
    def test_a_bad_landmark_is_named(self, tmp_path, row, says):
        path = tmp_path / "landmarks.csv"
        path.write_text(f"{','.join(landmarks.COLUMNS)}\n{row}\n")
        with pytest.raises(landmarks.LandmarkError, match=says):
            landmarks.read_anchors(path)
