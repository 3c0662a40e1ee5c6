"""A walk through the choices of a section, and what a press in a real page is said to have taken."""

import pytest

from bench.evidence import WALKED
from bench.server import BenchError
from bench.switches import Step, scripts, switch, walk

PAGE = """
<section id="live"><form><label><input type="radio" name="by" value=""><span>all</span></label>
<label><input type="radio" name="by" value="sex"><span>sex</span></label></form></section>
<script>
  const live = document.getElementById("live");
  live.addEventListener("change", (event) => {
    if (!event.target.value) return;
    const again = live.innerHTML;
    setTimeout(() => { live.innerHTML = again + "<p>new</p>"; }, 120);
  });
</script>
"""


@pytest.mark.parametrize(
    ("axes", "count"),
    [
        (WALKED, 36),
        ({"measure": ("nrs", "odi"), "by": ("", "sex"), "week": ("4",)}, 4),
        ({"by": ("",)}, 1),
    ],
)
def test_a_walk_changes_one_choice_at_a_time_and_comes_to_each_once(axes, count):
    start = Step.start(axes)
    before, seen = dict(start.chosen), [start.chosen]
    for step in walk(axes):
        after = dict(step.chosen)
        assert [key for key in axes if before[key] != after[key]] == [step.field]
        assert after[step.field] == step.value
        seen.append(step.chosen)
        before = after
    assert len(seen) == len(set(seen)) == count


def test_a_search_has_the_fixed_fields_first():
    step = Step.start({"by": ("sex",), "week": ("4",)})
    assert step.search(question="acute") == "?question=acute&by=sex&week=4"
    assert step.key == "by,sex;week,4"


def test_a_press_is_timed_to_the_new_section_and_one_that_changes_nothing_is_told(page):
    by_sex, by_none = (Step("by", value, (("by", value),)) for value in ("sex", ""))
    page.add_init_script(scripts())
    page.route("**/*", lambda route: route.fulfill(body=PAGE, content_type="text/html"))
    page.goto("http://page.test/")
    took = switch(page, "#live", by_sex)
    assert 120 <= took.ms < 5000
    assert (took.server, took.elements) == (None, 8)
    with pytest.raises(BenchError, match="changed nothing"):
        switch(page, "#live", by_none)


def test_of_a_press_the_servers_part_is_known(quiet_page, address):
    quiet_page.add_init_script(scripts())
    quiet_page.goto(f"{address}/outcomes?question=chronic&records=demo")
    took = switch(quiet_page, "[data-records]", Step("by", "sex", (("by", "sex"),)))
    assert 0 < took.server < took.ms
    assert took.elements > 100
