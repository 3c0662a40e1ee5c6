"""Nothing small can be worked out from all that is published, by solving or by bounding; and what is told is true."""

import numpy as np
import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from dashboard.outcomes.disclosure import SMALLEST, plans_of, publish
from dashboard.outcomes.published import DIMENSIONS, FIGURES, Published
from dashboard.outcomes.suppression import WIDTH, small
from dashboard.outcomes.tabulation import columns_of, question_counts, write_tables
from tests.outcomes.adversary import Adversary
from tests.outcomes.worlds import ANY, MANIFEST, adverse_of, build, cube_of, cubes, random_cube

K = SMALLEST
ATTACKED = 20
BOUNDED = settings(max_examples=12, suppress_health_check=list(HealthCheck))
SOLVED = settings(max_examples=6, suppress_health_check=list(HealthCheck))


def counts_of(cube):
    return next(iter(question_counts(columns_of(cube))))


def some(targets, seed):
    order = np.random.default_rng(seed).permutation(len(targets))
    return [list(targets)[n] for n in order[:ATTACKED]]


@BOUNDED
@given(cubes())
def test_no_small_count_can_be_bounded_to_less_than_the_promised_width(cube):
    adversary = Adversary(publish(cube), counts_of(cube))
    for terms in some(adversary.small_targets(K), 1):
        low, high = adversary.interval(terms)
        assert high - low >= WIDTH * K - 1e-6, [(list(adversary.number)[v], s) for v, s in terms]


@BOUNDED
@given(st.integers(0, 10**6), st.sampled_from([60, 250, 500]), st.booleans(), st.sampled_from([(1, 4), (7, 10)]))
def test_improvements_that_hold_each_other_tell_no_few(seed, people, tied, began):
    # 2 points are 30 per cent of 6.7 and 50 per cent of 4: whoever began above 6 improved by 2 points if by either, and
    # whoever began at 4 or less improved by either if by 2 points.
    chains = {
        (7, 10): {"better_important": "followed", "better_30": "better_important", "better_50": "better_30"},
        (1, 4): {"better_30": "followed", "better_50": "better_30", "better_important": "better_50"},
    }
    cube = random_cube(seed, people=people, points=2, weeks=(0, 4), groups=2, measures=("nrs",), tied=tied, began=began)
    adversary = Adversary(publish(cube), counts_of(cube), chains[began])
    for terms in some(adversary.small_targets(K), 1):
        low, high = adversary.interval(terms)
        assert high - low >= WIDTH * K - 1e-6, [(list(adversary.number)[v], s) for v, s in terms]


@pytest.mark.parametrize(("between", "shown"), [(0, True), (1, False), (5, False), (9, False), (10, True)])
def test_few_between_two_kinds_of_improvement_hide_one_of_them(between, shown):
    scores = [(8, 4)] * 40 + [(8, 6)] * between + [(8, 8)] * (60 - between)  # 8 to 6 is 2 points and 25 per cent
    people = [((), "35-49", "female", "g0", {("nrs", 0): (s, s), ("nrs", 4): (s, now)}) for s, now in scores]
    week = publish(cube_of(people)).lines("chronic_lbp", "nrs")[0].at(4)
    assert (week.better_30, week.better_50) == (40, 40)
    assert week.better_important == (40 + between if shown else None)


@SOLVED
@given(cubes())
def test_no_small_count_or_sum_can_be_solved_for(cube):
    # Sums of scores are shown where `followed` is and obey the same equations, so what solves one solves the other.
    adversary = Adversary(publish(cube), counts_of(cube))
    assert adversary.solved(list(adversary.small_targets(K))) == []


@settings(max_examples=40, suppress_health_check=list(HealthCheck))
@given(cubes())
def test_every_shown_count_is_true_and_neither_it_nor_a_difference_is_small(cube):
    published, counts = publish(cube), counts_of(cube)
    adversary = Adversary(published, counts)
    equal, values, _ = adversary.matrices()
    assert np.array_equal(equal @ adversary.truth(), values)
    everyone = {}
    for key in published.parts:
        lines = published.lines(*key)
        for line in lines:
            for cell in line.cells:
                people = [cell.episodes, cell.followed, cell.lost, cell.better_30, cell.better_50]
                rest = [cell.followed - n for n in (cell.better_30, cell.better_important) if n is not None]
                shown = np.array([n for n in (*people, *rest) if n is not None])
                assert not small(shown, K).any()
                everyone.setdefault(key[2], {})[key[1], key[3], line.categories, cell.week] = cell
    for point, cells in everyone.items():
        for at, cell in cells.items():
            if (whole := everyone["*"].get(at)) and point != "*":
                pairs = [(getattr(whole, n), getattr(cell, n)) for n in ("episodes", "followed", "better_30", "lost")]
                left = np.array([a - b for a, b in pairs if a is not None and b is not None])
                assert not small(left, K).any()


def without_secondary_hiding(cube):
    """Publish as a careless author would: hide small cells, and nothing more."""
    counts = counts_of(cube)
    plans = plans_of(counts, K)
    for point, plan in enumerate(plans):
        for dimension in DIMENSIONS:
            people = counts.of("episodes", dimension)[point]
            singles = tuple((c,) for c in range(people.shape[-1]) if not small(people[:, c], K).any())
            plan.blocks[dimension], plan.rows[dimension] = singles, np.ones(len(counts.rows), dtype=bool)
        plan.visible[:] = True
    return Published(K, False, {}, ("", ""), harms={}, **write_tables([(counts, plans)], K))


def test_the_adversary_breaks_a_publication_that_hides_only_small_cells():
    people = [((), "18-34", "female", "g0", {("nrs", 0): (5, 5)}) for _ in range(40)]
    people += [((), "80+", "female", "g0", {("nrs", 0): (5, 5)}) for _ in range(3)]
    people += [((), "50-64", "male", "g0", {("nrs", 0): (5, 5)}) for _ in range(30)]
    cube = cube_of(people)
    careless = Adversary(without_secondary_hiding(cube), counts_of(cube))
    targets = careless.small_targets(K)
    assert careless.solved(list(targets))
    low, high = careless.interval(next(iter(targets)))
    assert (low, high) == pytest.approx((3, 3))
    lines = publish(cube).lines("chronic_lbp", "nrs", "*", "age_band")
    assert [(line.label, line.cells[0].episodes) for line in lines] == [("18-34", 40), ("50-64 and 80+ together", 33)]


def person(points, sex, *, followed=True):
    scores = {("nrs", 0): (6, 6)} | ({("nrs", 4): (6, 3)} if followed else {})
    return points, "35-49", sex, "g0", scores


@pytest.mark.parametrize(
    ("with_point", "without", "shown"),
    [
        (30, 30, True),
        (30, 0, True),
        (9, 60, False),  # too few have the point
        (60, 9, False),  # too few have it not
        (10, 10, True),
    ],
)
def test_a_point_is_shown_only_if_those_without_it_are_many_or_none(with_point, without, shown):
    people = [person(("BL23",), "female")] * with_point + [person((), "female")] * without
    published = publish(cube_of(people))
    assert published.points("chronic_lbp", "nrs") == (("*", "BL23") if shown else ("*",))


@pytest.mark.parametrize(("lost", "shown"), [(0, True), (1, False), (9, False), (10, True), (41, False), (50, True)])
def test_the_lost_are_protected_like_the_followed(lost, shown):
    people = [person((), "female", followed=n >= lost) for n in range(50)]
    week = publish(cube_of(people)).lines("chronic_lbp", "nrs")[0].at(4)
    if lost < 50:
        assert (week.followed is not None) is shown
        assert week.word == (
            "" if shown else "hidden: fewer than 10 people, or they would give away a group that small"
        )
        assert week.episodes == 50
    else:
        assert week is None


def test_k_may_be_raised_and_not_lowered():
    cube = random_cube(1, people=60, points=1, weeks=(0, 4), groups=2, measures=("nrs",), tied=False)
    with pytest.raises(ValueError, match="too small"):
        publish(cube, 9)
    assert publish(cube, 100).parts == {}
    assert publish(cube, 10).k == 10


def test_published_holds_no_hidden_number():
    """Two cubes that differ in hidden counts alone publish the same bytes."""
    few, more = (
        cube_of([person((), "female")] * 40 + [person(("BL23",), "male")] * n + [person((), "male")] * (30 - n))
        for n in (3, 6)
    )
    first, second = publish(few), publish(more)
    assert first.parts == second.parts
    assert np.array_equal(first.figures, second.figures, equal_nan=True)
    assert (first.histograms, first.harms) == (second.histograms, second.harms)
    assert first.figures.shape[1] == len(FIGURES)


@pytest.mark.parametrize(
    ("any_event", "soreness", "faint", "told"),
    [
        ((20, 12, 9), 12, 9, (None, 12, None)),  # 20 less 12 would be 8 people with something else
        (25, 12, 9, (25, 12, None)),
        (9, 9, 0, (None, None, None)),
        (0, 0, 0, (None, None, None)),
    ],
)
def test_few_events_and_none_look_the_same(any_event, soreness, faint, told):
    any_event = any_event[0] if isinstance(any_event, tuple) else any_event
    rows = {("*", *ANY): (200, 200, any_event, any_event)}
    rows |= {("*", "soreness", "no"): (0, 0, soreness, soreness)} if soreness else {}
    rows |= {("*", "faint", "no"): (0, 0, faint, faint)} if faint else {}
    cube = cube_of([person((), "female")] * 40)
    harms = publish(build(cube.outcomes, adverse_of(rows), MANIFEST)).harms["chronic_lbp", "*"]
    assert (harms.any_event, harms.events["soreness", "no"], harms.events["faint", "no"]) == told
    assert len(harms.events) == 16
