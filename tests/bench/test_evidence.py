"""What the measurement of the evidence page stands on: its walk, its made-up pools, its floor."""

import re

import pytest

from bench.evidence import FLOOR_SCRIPT, START, WALKED, floor_page, made_pool, pooling_ms, search
from bench.switches import walk
from dashboard.evidence.analysis import analysis
from dashboard.evidence.choices import MODELS, Choices


def test_every_step_is_an_address_of_the_page(facts):
    for step in (START, *walk(WALKED)):
        choices, notes = Choices.from_search(search(step), facts.trials, facts.pools)
        assert not notes
        assert {key: getattr(choices, key) for key in WALKED} == dict(step.chosen)


@pytest.mark.parametrize("k", [2, 10, 30])
def test_a_made_up_pool_has_its_trials_and_all_is_worked_out_of_them(facts, k):
    made, pool = made_pool(facts, k)
    it = analysis(made, Choices(pool.question, pool.comparison, pool.outcome, pool.window, pool.pool_id))
    assert (len(it.rows), it.pooled.k) == (k, k)
    assert len(it.leave_one_out) == (k if k > 2 else 0)
    assert bool(it.small) == (k >= 10)
    assert all(pooling_ms(made, pool, model) > 0 for model in MODELS)


def test_the_floor_is_our_page_with_its_own_script_and_style(client):
    page = client.get(f"/evidence{search(START)}").get_data(as_text=True)
    style = re.search(r'rel="stylesheet" href="([^"]+)"', page)[1]
    floor = floor_page(page, style)
    assert re.findall(r"<script src[^>]*>", floor) == ['<script src="floor.js" defer>']
    assert re.findall(r'<link[^>]*href="([^"]+)"', floor) == ["data:,", "floor.css"]
    main = re.search(r"<main.*</main>", page, flags=re.DOTALL)[0]
    assert main in floor
    assert floor.endswith("</html>")


def test_the_floor_finds_a_section_by_what_is_chosen():
    keys = [step.key for step in walk(WALKED)]
    assert len(set(keys)) == len(keys)
    assert keys[0] == "comparison,vs_sham;model,reml;order,size"
    assert "%s" in FLOOR_SCRIPT
