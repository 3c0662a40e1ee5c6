"""The live analysis: what pooling takes, and from the click on a switch to the painted section.

Pooling is timed here, without a server, for every pool of the data and for pools of made-up trials. Switches are
pressed in a browser along a walk through the choices that comes to each but once, so the server has nothing ready; then
along the same walk again. The floor is the same page without our scripts: it swaps in the same sections from files.
"""

from __future__ import annotations

import json
import time
from dataclasses import replace
from pathlib import Path
from tempfile import TemporaryDirectory

import brotli
from playwright.sync_api import Page

from bench import browser
from bench.report import Part, Row
from bench.server import ROOT, Server, serving
from bench.sides import Sides
from bench.stats import median, percentile
from bench.switches import Step, scripts, switch, walk
from dashboard.evidence.analysis import analysis
from dashboard.evidence.choices import MODELS, Choices
from dashboard.facts import Facts, load_facts
from dashboard.facts.pools import Pool

REPEATS = 7
MADE = (10, 30)
SWITCHES = 30
SURE = 1.96  # standard errors from which on a source says which arm a difference favours
QUESTION = "chronic"
WALKED = {
    "comparison": ("vs_sham", "vs_no_treatment", "vs_usual_care", "vs_active"),
    "model": MODELS,
    "order": ("year", "size", "effect"),
}
HOLDER = "[data-analysis]"
FLOOR_SCRIPT = """
(() => {
  const holder = document.querySelector("[data-analysis]");
  const sections = %s;
  holder.addEventListener("change", async () => {
    const key = [...new FormData(holder.querySelector("form"))].filter(([name]) => name in %s).join(";");
    holder.innerHTML = await (await fetch(`sections/${sections[key]}.html`)).text();
  });
})();
"""


START = Step.start(WALKED)


def measure(sides: Sides) -> list[Part]:
    """Time the pooling, then both walks on both pages."""
    return [_pooling(load_facts(ROOT / "data")), _switching(sides.ours.server)]


def search(step: Step) -> str:
    """Return the search that shows what is chosen after a step."""
    return step.search(question=QUESTION)


def pooling_ms(facts: Facts, pool: Pool, model: str) -> float:
    """Time the analysis of a pool, the middle of some repeats, in ms."""
    choices = Choices(pool.question, pool.comparison, pool.outcome, pool.window, pool.pool_id, model)
    times = []
    for _ in range(REPEATS):
        begun = time.perf_counter()
        analysis(facts, choices)
        times.append((time.perf_counter() - begun) * 1000)
    return median(times)


def made_pool(facts: Facts, k: int) -> tuple[Facts, Pool]:
    """Return facts in which one pool has `k` made-up trials, each with a printed difference, and that pool."""
    member = next(
        row for row in facts.pool_trials if row.part == "member" and row.stat == "adjusted_improvement_difference"
    )
    trial = facts.of_trial(member.study_id)
    row = next(one for one in trial.contrasts if (one.measure, one.effect) == (member.measure, member.stat))
    ids = [f"made_{at:02d}" for at in range(k)]
    figures = [(2.0 + at * 7 % 11, 1.5 + at * 5 % 7 / 2) for at in range(k)]
    differences = [
        replace(
            row,
            study_id=study,
            value=value,
            se=se,
            ci_low=None,
            ci_high=None,
            p_value="",
            favours="arm" if value > SURE * se else "none",
        )
        for study, (value, se) in zip(ids, figures, strict=True)
    ]
    trials = {study: replace(trial.trial, study_id=study, year=1990 + at) for at, study in enumerate(ids)}
    others = tuple(one for one in facts.pool_trials if one.pool_id != member.pool_id)
    made = replace(
        facts,
        trials={**facts.trials, **trials},
        arms=(*facts.arms, *(replace(arm, study_id=study) for study in ids for arm in trial.arms)),
        outcomes=(*facts.outcomes, *(replace(one, study_id=study) for study in ids for one in trial.outcomes)),
        contrasts=(*facts.contrasts, *differences),
        pool_trials=(*others, *(replace(member, study_id=study) for study in ids)),
    )
    return made, made.pools[member.pool_id]


def _pooling(facts: Facts) -> Part:
    real = [pooling_ms(facts, pool, model) for pool in facts.pools.values() for model in MODELS]
    rows = [
        Row(f"pools of the data, each model ({len(real)}), median", median(real), unit="ms", bar=20),
        Row("pools of the data, each model, slowest", max(real), unit="ms", bar=20),
    ]
    for k in MADE:
        made, pool = made_pool(facts, k)
        slowest = max(pooling_ms(made, pool, model) for model in MODELS)
        rows.append(Row(f"{k} made-up trials, slowest model", slowest, unit="ms", bar=20))
    return Part("Pooling anew, with every step and test", tuple(rows))


def _switching(server: Server) -> Part:
    steps = walk(WALKED)[: SWITCHES + 1]
    with TemporaryDirectory() as folder, browser.chrome() as chromium:
        with browser.fresh_page(chromium, scripts()) as page:
            ours = _walked(page, f"{server.address}/evidence{search(START)}", steps)
        write_floor(server, steps, Path(folder))
        with (
            serving(f"bench.floor_app:make({folder!r})", 2) as floor_server,
            browser.fresh_page(chromium, scripts()) as page,
        ):
            floor = _walked(page, floor_server.address, steps)
    rows = []
    for what, mine, least in zip(("first time", "second time"), ours, floor, strict=True):
        rows += [
            Row(f"painted section, {what}, median", median(mine), median(least), "ms"),
            Row(f"painted section, {what}, p95", percentile(mine, 0.95), percentile(least, 0.95), "ms", 150),
        ]
    sizes = [server.length(f"/evidence/analysis{search(step)}") / 1000 for step in steps]
    rows.append(Row("section as sent, median", median(sizes), unit="kB"))
    return Part(f"Switching the live analysis ({len(ours[0])} switches)", tuple(rows))


def _walked(page: Page, address: str, steps: list[Step]) -> tuple[list[float], list[float]]:
    """Walk twice; the first switch of each walk is not counted, as it warms what only a first one needs."""
    found = []
    for _ in range(2):
        page.goto(address)
        page.evaluate("window.bench.quiet()")
        found.append([switch(page, HOLDER, step).ms for step in steps][1:])
    return found[0], found[1]


def write_floor(server: Server, steps: list[Step], folder: Path) -> None:
    """Write our page without our scripts, and the section of each step as a file, compressed as the server sent it."""
    (folder / "sections").mkdir()
    for at, step in enumerate(steps):
        body = server.ask(f"/evidence/analysis{search(step)}").body
        (folder / "sections" / f"{at}.html.br").write_bytes(body)
    page = server.ask(f"/evidence{search(START)}", encoding="identity").body.decode()
    style = page.partition('<link rel="stylesheet" href="')[2].partition('"')[0]
    (folder / "floor.css.br").write_bytes(server.ask(style).body)
    places = json.dumps({step.key: at for at, step in enumerate(steps)})
    script = FLOOR_SCRIPT % (places, json.dumps(dict.fromkeys(WALKED, 1)))
    (folder / "floor.js.br").write_bytes(brotli.compress(script.encode(), quality=11))
    (folder / "index.html.br").write_bytes(brotli.compress(floor_page(page, style).encode(), quality=11))


def floor_page(page: str, style: str) -> str:
    """Take the scripts and the icon out of our page and put the floor's script and style in their place."""
    head, _, rest = page.partition("<script>")
    page = head + rest.partition("</script>")[2]
    page, _, after = page.rpartition('<script src="')
    page += '<script src="floor.js" defer></script>' + after.partition("</script>")[2]
    before, _, icon = page.partition('<link rel="icon"')
    return before + '<link rel="icon" href="data:,">' + icon.partition(">")[2].replace(style, "floor.css")
